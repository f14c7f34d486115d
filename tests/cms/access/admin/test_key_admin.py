"""Keys in the admin: made and shown once, changed, revoked; and the audit log."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cms.access.key_text import PATTERN, digest
from cms.access.keys import revoke_key
from cms.access.models import ApiKey, AuditLine, User
from tests.articles.builders import make_tag
from tests.keys import key_row

pytestmark = pytest.mark.django_db
LIST = "/admin/access/apikey/"
SENT = {"name": "Partner", "scopes": ["articles:write"], "rate_per_minute": "600"}


@pytest.fixture
def boss(client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    return client


def page_of(key: ApiKey, page: str = "change") -> str:
    return reverse(f"admin:access_apikey_{page}", args=[key.pk])


def test_a_new_key_is_shown_once_and_kept_nowhere(boss):
    answer = boss.post(f"{LIST}add/", SENT)
    key = ApiKey.objects.get()
    [text] = PATTERN.findall(answer.content.decode())
    assert digest(text) == key.digest
    assert (key.scopes, key.rate_per_minute, key.created_by.username) == (
        ["articles:write"],
        600,
        "boss",
    )
    assert "no-store" in answer["Cache-Control"]
    assert text not in boss.get(page_of(key)).content.decode()
    assert text not in str(dict(boss.session))


def test_scopes_are_explained_and_limits_offered(boss):
    city = make_tag("City", "section")
    make_tag("Port", "section", parent=city.id)
    shown = boss.get(f"{LIST}add/").content.decode()
    assert "<code>articles:publish</code> Publish, schedule" in shown
    assert "City › Port" in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "say who uses the key"),
        ({"scopes": []}, "choose at least one"),
        ({"scopes": ["articles:eat"]}, "not one of the available choices"),
        ({"expires_at": "2001-01-01T00:00"}, "has passed"),
        ({"rate_per_minute": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_a_key_cannot_be_is_said_at_its_field(boss, changed, said):
    answer = boss.post(f"{LIST}add/", SENT | changed)
    assert said in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_change_keeps_what_was_not_touched(boss):
    key = key_row("articles:write", languages=["en"], rate_per_minute=600)
    sent = {**SENT, "languages": ["en"], "scopes": ["drafts:read"], "name": "Partner"}
    assert boss.post(page_of(key), sent).status_code == 302
    key.refresh_from_db()
    assert (key.name, key.scopes, key.languages) == ("Partner", ["drafts:read"], ["en"])


def test_a_key_is_revoked_after_a_question(boss):
    key, stranger = key_row(), key_row()
    assert "cannot be taken back" in boss.get(page_of(key, "revoke")).content.decode()
    assert ApiKey.objects.filter(revoked_at=None).count() == 2
    boss.post(page_of(key, "revoke"))
    assert list(ApiKey.objects.filter(revoked_at=None)) == [stranger]


def test_a_revoked_key_is_shown_and_stays_as_it_is(boss):
    key = key_row("articles:write")
    revoke_key(key=key.pk)
    assert "Revoke…" not in boss.get(page_of(key)).content.decode()
    boss.post(page_of(key), SENT)
    key.refresh_from_db()
    assert key.name == "Archive of the coast"


def test_no_key_is_deleted(boss):
    key = key_row()
    assert boss.post(page_of(key, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("standing", "shown"), [("active", ["Good"]), ("revoked", ["Taken"]), ("", ["Good", "Taken"])]
)
def test_the_list_tells_keys_by_their_standing(boss, standing, shown):
    key_row(name="Good")
    revoke_key(key=key_row(name="Taken").pk)
    answer = boss.get(LIST, {"standing": standing} if standing else {})
    assert sorted(key.name for key in answer.context["cl"].result_list) == shown


def test_who_may_only_look_makes_and_revokes_nothing(client):
    person = User.objects.create_user("viewer", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_apikey"))
    client.force_login(person)
    key = key_row()
    assert client.get(page_of(key)).status_code == 200
    for page in (f"{LIST}add/", page_of(key), page_of(key, "revoke")):
        assert client.post(page, SENT).status_code == 403
    assert ApiKey.objects.get().revoked_at is None


def test_the_audit_log_is_shown_by_key_and_stays(boss):
    keys = [key_row(name="One"), key_row(name="Two")]
    for key in keys:
        AuditLine.objects.create(
            key=key, actor=key.name, method="PUT", route="/api/v1/manage/x/", status=200, request_id="r"
        )  # fmt: skip
    answer = boss.get("/admin/access/auditline/", {"key": keys[0].pk})
    assert [line.actor for line in answer.context["cl"].result_list] == ["One"]
    assert answer.context["title"] == "Audit lines"
    assert "/api/v1/manage/x/" in answer.content.decode()
    line = AuditLine.objects.first()
    for page in ("add/", f"{line.pk}/change/", f"{line.pk}/delete/"):
        assert boss.post(f"/admin/access/auditline/{page}", {"post": "yes"}).status_code == 403
