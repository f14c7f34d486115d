"""The admin pages of endpoints."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from cms.access.models import User
from cms.webhooks.models import Delivery, Endpoint, Secret
from tests.hooks import change, kill, make_hook, plan
from tests.keys import key_row
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db
LIST = "/admin/webhooks/endpoint/"
SENT = {
    "url": "https://archive.example/hook?token=hush",
    "description": "Archive",
    "is_enabled": "on",
    "payload": "full",
    "types": ["article"],
    "languages": "kk\nru",
}


@pytest.fixture(autouse=True)
def own_network(settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]


def page_of(endpoint, name="change"):
    return f"{LIST}{endpoint.pk}/{name}/"


def test_a_new_endpoint_shows_its_secret_once(admin_client):
    answer = admin_client.post(f"{LIST}add/", {**SENT, "_save": "1"})
    secret = Secret.objects.get().value
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    endpoint = Endpoint.objects.get()
    assert (endpoint.types, endpoint.languages, endpoint.payload) == (
        ["article"],
        ["kk", "ru"],
        "full",
    )
    assert endpoint.created_by.username == "admin"
    assert secret not in admin_client.get(page_of(endpoint)).content.decode()


def test_the_list_shows_who_needs_a_look_and_no_secret_part_of_an_address(admin_client):
    admin_client.post(f"{LIST}add/", SENT)
    Endpoint.objects.update(is_enabled=False, disabled_because="gone", disabled_at=timezone.now())
    page = admin_client.get(LIST).content.decode()
    assert "Archive" in page
    assert "https://archive.example/…" in page
    assert "answered 410 Gone" in page
    assert "hush" not in page


def test_what_cannot_be_is_shown_at_its_field(admin_client):
    answer = admin_client.post(f"{LIST}add/", {**SENT, "url": "ftp://x", "tags": "nope"})
    page = answer.content.decode()
    assert "begins with https://" in page
    assert "there is no tag" in page
    assert Endpoint.objects.count() == 0


def test_what_was_changed_is_saved_and_the_key_may_manage_it(admin_client):
    endpoint = make_hook().endpoint
    key = key_row("webhooks:manage")
    admin_client.post(page_of(endpoint), {**SENT, "key": key.pk, "is_shared": "on", "_save": "1"})
    endpoint.refresh_from_db()
    assert (endpoint.description, endpoint.key, endpoint.is_shared) == ("Archive", key, True)


def test_a_test_is_sent_and_its_answer_shown(admin_client):
    with receiving(answering(200, b"pong")) as receiver:
        endpoint = make_hook(receiver.url).endpoint
        answer = admin_client.post(page_of(endpoint, "test"), follow=True)
    page = answer.content.decode()
    assert "The receiver answered 200." in page
    assert "pong" in page


def test_a_new_secret_is_shown_once(admin_client):
    made = make_hook()
    assert "Make it" in admin_client.get(page_of(made.endpoint, "rotate")).content.decode()
    page = admin_client.post(page_of(made.endpoint, "rotate"), {"hours": 2}).content.decode()
    assert Secret.objects.latest("id").value in page
    assert made.secret not in page


def test_a_grace_that_is_too_long_is_refused(admin_client):
    made = make_hook()
    page = admin_client.post(page_of(made.endpoint, "rotate"), {"hours": 9999}).content.decode()
    assert "30 days" in page
    assert Secret.objects.count() == 1


def test_everything_since_a_moment_is_sent_again(admin_client):
    endpoint = make_hook().endpoint
    change()
    plan()
    Delivery.objects.update(due_at=None, delivered_at=timezone.now())
    since = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")
    page = admin_client.post(page_of(endpoint, "redeliver"), {"since": since}, follow=True)
    assert "1 deliveries are sent again." in page.content.decode()
    assert Delivery.objects.get().due_at is not None


def test_deleting_asks_and_takes_the_log_along(admin_client):
    endpoint = make_hook().endpoint
    assert "goes with it" in admin_client.get(page_of(endpoint, "delete")).content.decode()
    admin_client.post(page_of(endpoint, "delete"))
    assert Endpoint.objects.count() == 0


@pytest.mark.parametrize("name", ["test", "rotate", "redeliver"])
def test_who_may_only_look_does_nothing(name):
    person = User.objects.create_user("reader", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_endpoint"))
    browser = Client()
    browser.force_login(person)
    endpoint = make_hook().endpoint
    assert browser.get(page_of(endpoint)).status_code == 200
    assert browser.post(page_of(endpoint, name), {"hours": 1}).status_code == 403
    assert (Secret.objects.count(), Delivery.objects.count()) == (1, 0)


def test_the_state_of_the_feed_names_the_endpoints(admin_client):
    make_hook(description="Archive of the coast")
    page = admin_client.get("/admin/changes/feedstate/", follow=True).content.decode()
    assert "webhook Archive of the coast" in page


def test_editors_are_told_on_the_first_page_of_receivers_that_are_gone_and_of_kills(admin_client):
    make_hook(description="Archive of the coast")
    assert "webhook-notices" not in admin_client.get("/admin/").content.decode()
    kill()
    plan()
    Endpoint.objects.update(is_enabled=False, disabled_because="gone", disabled_at=timezone.now())
    page = admin_client.get("/admin/").content.decode()
    assert "Archive of the coast is switched off: its receiver answered 410 Gone." in page
    assert "has not acknowledged: 1." in page


def test_who_may_not_look_is_told_nothing():
    person = User.objects.create_user("writer", is_staff=True)
    browser = Client()
    browser.force_login(person)
    make_hook()
    kill()
    plan()
    assert "webhook-notices" not in browser.get("/admin/").content.decode()
