"""The admin pages of deliveries and of kills to acknowledge."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from cms.access.models import User
from cms.leases import claim
from cms.webhooks.calling import make_call
from cms.webhooks.dispatching import POLICY
from cms.webhooks.models import Delivery
from cms.webhooks.sending import prepare, record
from tests.hooks import again, change, kill, make_hook, plan, planned
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db
LIST, KILLS = "/admin/webhooks/delivery/", "/admin/webhooks/kill/"


def killed(**values):
    make_hook(description="Archive of the coast", **values)
    thing = kill(change(), at=timezone.now() - timedelta(hours=3))
    plan()
    return Delivery.objects.get(is_kill=True), thing


def test_the_list_can_be_narrowed_to_a_state(admin_client):
    planned()
    assert "article.published" in admin_client.get(f"{LIST}?state=waiting").content.decode()
    assert "0 deliveries" in admin_client.get(f"{LIST}?state=given_up").content.decode()


def test_a_delivery_shows_request_answer_and_time(admin_client, settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with receiving(answering(500, b"<b>out of order</b>")) as receiver:
        planned(receiver.url)
        (claimed,) = claim(Delivery.objects.all(), POLICY)
        record(claimed, make_call(prepare(claimed)))
    page = admin_client.get(f"{LIST}{claimed.pk}/change/").content.decode()
    assert claimed.message_id in page
    assert "The receiver answered 500." in page
    assert "&lt;b&gt;out of order&lt;/b&gt;" in page


def test_a_delivery_can_be_sent_again(admin_client):
    row = planned()
    Delivery.objects.update(due_at=None, delivered_at=timezone.now())
    admin_client.post(f"{LIST}{row.pk}/redeliver/")
    assert again(row).due_at is not None


def test_one_that_is_being_sent_is_left_alone_with_a_sentence(admin_client):
    row = planned()
    claim(Delivery.objects.all(), POLICY)
    page = admin_client.post(f"{LIST}{row.pk}/redeliver/", follow=True).content.decode()
    assert "being sent right now" in page


def test_kills_that_nobody_acknowledged_are_listed_with_how_long(admin_client):
    _, thing = killed()
    page = admin_client.get(KILLS).content.decode()
    assert str(thing) in page
    assert "Archive of the coast" in page
    assert "3\xa0hours" in page


def test_what_was_killed_is_named_by_its_address(admin_client):
    make_hook()
    kill(aliases=["tram-7-derails"])
    plan()
    assert "tram-7-derails" in admin_client.get(KILLS).content.decode()


def test_an_endpoint_that_is_off_is_on_the_list_too(admin_client):
    killed(is_enabled=False)
    assert "Archive of the coast" in admin_client.get(KILLS).content.decode()


def test_a_person_can_acknowledge_for_the_subscriber(admin_client):
    row, thing = killed()
    admin_client.post(f"{KILLS}{row.pk}/acknowledge/")
    assert again(row).acknowledged_by == "admin, for the subscriber"
    assert str(thing) not in admin_client.get(KILLS).content.decode()
    assert "Acknowledged" in admin_client.get(f"{KILLS}{row.pk}/change/").content.decode()


def test_what_is_no_kill_is_not_on_the_list(admin_client):
    row = planned()
    assert admin_client.get(f"{KILLS}{row.pk}/change/").status_code == 404


@pytest.mark.parametrize("path", ["delivery/{}/redeliver/", "kill/{}/acknowledge/"])
def test_who_may_only_look_does_nothing(path):
    person = User.objects.create_user("reader", is_staff=True)
    for name in ("view_delivery", "view_kill"):
        person.user_permissions.add(Permission.objects.get(codename=name))
    browser = Client()
    browser.force_login(person)
    row, _ = killed()
    assert browser.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert browser.post(f"/admin/webhooks/{path.format(row.pk)}").status_code == 403
    assert again(row).acknowledged_at is None


def test_the_list_costs_few_queries_however_many(admin_client, django_assert_max_num_queries):
    make_hook()
    for _ in range(20):
        change()
    plan()
    with django_assert_max_num_queries(14):
        admin_client.get(LIST)
