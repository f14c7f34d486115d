"""What was killed answers a key like what is not there, at every address that reads or changes it."""

import pytest

from articles.killing import kill_article
from articles.models import Edition, Revision, Schedule
from cms.access.models import AuditLine
from tests.articles.api.manage.asking import ADDRESS, ARTICLES, STORY, send
from tests.articles.builders import make_published

pytestmark = pytest.mark.django_db
ACTIONS = {
    "publish": {},
    "schedule": {"at": "2030-01-01T10:00:00Z"},
    "withdraw": {"kind": "killed"},
    "correct": {"text": "It was Tuesday."},
    "restore": {"revision": 1},
}


@pytest.fixture
def killed():
    article = make_published("Ferry CANARY", slug="ferry")
    kill_article(article=article.id, reason="Court order", by=None)
    return article


def nothing_happened() -> bool:
    counts = [model.objects.count() for model in (Revision, Schedule, AuditLine)]
    return counts == [1, 0, 0] and not Edition.objects.live().exists()


def asked(api, method, path, document=None):
    return send(api, method, path, document or {}, **{"If-Match": "*"})


@pytest.mark.parametrize("verb", ACTIONS)
def test_no_action_reaches_it(api, killed, verb):
    for key in (killed.id, "ferry"):
        answer = asked(api, "POST", f"{ARTICLES}{key}/{verb}/", ACTIONS[verb])
        assert answer.status_code == 404
        assert b"CANARY" not in answer.content
    assert nothing_happened()


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_it_is_neither_read_nor_written(api, killed, method):
    assert asked(api, method, f"{ARTICLES}{killed.id}/", STORY).status_code == 404
    assert nothing_happened()


@pytest.mark.parametrize("path", ["revisions/", "revisions/1/"])
def test_its_revisions_are_not_shown(api, killed, path):
    assert api.get(f"{ARTICLES}{killed.id}/{path}").status_code == 404


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "publish"},
        {"op": "withdraw", "kind": "killed"},
        {"op": "delete"},
        {"op": "replace", "document": STORY},
    ],
)
def test_no_operation_of_a_bulk_reaches_it(api, killed, operation):
    operations = [operation | {"article": str(killed.id)}]
    [result] = send(api, "POST", f"{ADDRESS}bulk/", {"operations": operations}).json()["results"]
    assert result["status"] == 404
    assert nothing_happened()
