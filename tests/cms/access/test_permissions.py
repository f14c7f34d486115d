import pytest

from cms.access.models import User
from cms.access.permissions import Needs
from tests.keys import bearer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cms.access.keyed_urls")]
NOTES = "/api/v1/notes/"


def test_a_key_with_the_scope_may(client):
    assert client.post(NOTES, headers=bearer("articles:write")).status_code == 201
    assert client.get(NOTES, headers=bearer("drafts:read")).content == b"Archive of the coast"


@pytest.mark.parametrize(
    ("method", "path", "scopes", "missing"),
    [
        ("POST", NOTES, ["drafts:read", "articles:publish"], "articles:write"),
        ("GET", NOTES, ["articles:write"], "drafts:read"),
        ("POST", f"{NOTES}?publish=1", ["articles:write"], "articles:publish"),
    ],
)
def test_a_key_without_the_scope_hears_which_one_is_missing(client, method, path, scopes, missing):
    answer = client.generic(method, path, headers=bearer(*scopes))
    assert answer.status_code == 403
    assert answer.json()["scope"] == missing
    assert missing in answer.json()["detail"]
    assert f'scope="{missing}"' in answer["WWW-Authenticate"]
    assert "RateLimit" in answer


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
def test_nobody_in_particular_is_asked_who_they_are(client, method):
    answer = client.generic(method, NOTES)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="Standfirst"')


def test_a_login_of_the_admin_is_nobody_here(client):
    client.force_login(User.objects.create_superuser("ada"))
    assert client.post(NOTES).status_code == 401


def test_a_scope_that_there_is_not_is_found_at_once():
    with pytest.raises(ValueError, match="articles:eat"):
        Needs("articles:eat")
    with pytest.raises(ValueError, match="none given"):
        Needs()
