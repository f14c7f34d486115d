from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cms.access.callers import caller_for
from cms.access.key_text import digest
from cms.access.keys import KeyRefused, change_key, make_key, revoke_key
from cms.access.models import ApiKey, User
from cms.http.problem import NotFound
from tests.articles.builders import make_tag
from tests.keys import key_row

pytestmark = pytest.mark.django_db
VALUES = {"name": "Partner", "scopes": ["articles:write"]}


def test_a_key_is_told_once_and_kept_as_a_digest():
    maker = User.objects.create_user("ada")
    made = make_key(values=VALUES, by=maker)
    row = ApiKey.objects.get()
    assert (row.digest, row.created_by) == (digest(made.text), maker)
    stored = " ".join(map(str, ApiKey.objects.values_list().get()))
    assert made.text not in stored
    assert made.text[20:] not in stored


def test_sections_are_kept_by_id_whatever_they_are_called_by():
    sport, city = make_tag("Sport", "section"), make_tag("City", "section")
    make_tag("Stranger", "section")
    key = key_row(sections=["sport", str(city.id), "sport"])
    assert caller_for(key).limits.sections == {sport.id, city.id}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["articles:eat"]}, "scopes"),
        ({"sections": ["no-such-section"]}, "sections"),
        ({"languages": ["tlh"]}, "languages"),
        ({"external_source": "a\x00b"}, "external_source"),
        ({"rate_per_minute": 0}, "rate_per_minute"),
        ({"expires_at": timezone.now() - timedelta(hours=1)}, "expires_at"),
        ({"digest": "0" * 64}, "digest"),
    ],
)
def test_what_a_key_cannot_be_is_refused_at_its_field(values, field):
    with pytest.raises(KeyRefused) as refused:
        make_key(values=VALUES | values, by=None)
    assert [error.field for error in refused.value.errors] == [field]
    assert not ApiKey.objects.exists()


def test_a_topic_is_no_section():
    make_tag("Trams", "topic")
    with pytest.raises(KeyRefused, match="no section “trams”"):
        key_row(sections=["trams"])


def test_a_change_counts_from_then_on_and_leaves_the_rest():
    key, stranger = key_row("articles:write", languages=["en"]), key_row("articles:write")
    change_key(key=key.id, values={"scopes": ["drafts:read"], "rate_per_minute": 5})
    key.refresh_from_db()
    assert (key.scopes, key.rate_per_minute, key.languages) == (["drafts:read"], 5, ["en"])
    stranger.refresh_from_db()
    assert stranger.scopes == ["articles:write"]


def test_revoking_twice_keeps_the_first_moment():
    key, stranger = key_row(), key_row()
    first = revoke_key(key=key.id).revoked_at
    assert revoke_key(key=key.id).revoked_at == first is not None
    assert ApiKey.objects.get(pk=stranger.pk).revoked_at is None


def test_a_revoked_key_is_not_changed():
    key = key_row()
    revoke_key(key=key.id)
    with pytest.raises(KeyRefused, match="Make a new one"):
        change_key(key=key.id, values={"name": "Back again"})


def test_a_key_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        revoke_key(key=uuid4())
