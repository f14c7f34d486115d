"""What a key that is limited to others hears of an article: of a hidden one nothing, of a live one the limit."""

import pytest
from django.test import Client

from tests.articles.api.manage.asking import ADDRESS, ARTICLES, STORY, send
from tests.articles.builders import make_draft, make_published
from tests.keys import bearer

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited() -> Client:
    """Return a client with a key that may do everything, in Kazakh."""
    return Client(headers=bearer(languages=["kk"]))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_hidden_article_and_none_are_refused_alike(limited, method):
    make_draft("Secret merger", slug="secret-merger")
    answers = [
        send(limited, method, f"{ARTICLES}{slug}/", STORY, **{"If-Match": '"9"'})
        for slug in ("secret-merger", "nothing-here")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_in_bulk_too(limited):
    hidden = make_draft("Secret merger").id
    operations = [{"op": "publish", "article": str(hidden), "if_revision": 9}]
    found = send(limited, "POST", f"{ADDRESS}bulk/", {"operations": operations}).json()["results"]
    assert [one["status"] for one in found] == [404]


def test_of_a_live_article_the_limit_is_named_before_who_saved_it(limited):
    article = make_published("Known to all")
    answer = send(limited, "PUT", f"{ARTICLES}{article.id}/", STORY, **{"If-Match": '"9"'})
    assert (answer.status_code, answer.json()["limit"]) == (403, "languages")
    assert "saves" not in answer.json()


def test_what_lies_within_the_limits_is_written(limited):
    article = make_draft("Кеме", language="kk")
    story = STORY | {"language": "kk"}
    answer = send(limited, "PUT", f"{ARTICLES}{article.id}/", story, **{"If-Match": '"1"'})
    assert answer.status_code == 200, answer.content


def test_a_key_may_write_what_is_of_its_source_though_it_may_read_no_draft():
    key = Client(headers=bearer("articles:write", external_source="wire"))
    own = make_draft("Own", external_source="wire", external_id="1")
    other = make_draft("Other", external_source="other", external_id="1")
    statuses = [
        send(key, "PATCH", f"{ARTICLES}{one.id}/", {"kicker": "Port"}, **{"If-Match": "*"}).status_code
        for one in (own, other)
    ]  # fmt: skip
    assert statuses == [200, 404]
