"""Kills stay due until the subscriber says that they were carried out."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from cms.http.problem import NotFound
from cms.leases import claim
from cms.webhooks.acknowledging import (
    NotAKill,
    acknowledge,
    acknowledge_by_token,
    acknowledge_link,
)
from cms.webhooks.calling import make_call
from cms.webhooks.dispatching import POLICY
from cms.webhooks.models import Delivery
from cms.webhooks.sending import prepare, record
from tests.hooks import again, change, kill, make_hook, plan, planned, verified
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_network(settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1/32"]


def killed(url="https://news.example/hook"):
    """Return the delivery of a kill, and the secret of its endpoint."""
    made = make_hook(url)
    kill()
    plan()
    return Delivery.objects.get(), made.secret


def send():
    (claimed,) = claim(Delivery.objects.all(), POLICY)
    record(claimed, make_call(prepare(claimed)))
    return again(claimed)


def test_a_kill_that_was_delivered_is_sent_again_until_it_is_acknowledged():
    with receiving(answering()) as receiver:
        killed(receiver.url)
        delivery = send()
        assert delivery.delivered_at is not None
        assert delivery.due_at > timezone.now() + timedelta(minutes=4)
        Delivery.objects.update(due_at=timezone.now())
        delivery = send()
    assert (delivery.tries, delivery.reminders, delivery.acknowledged_at) == (2, 2, None)
    assert delivery.due_at is not None


def test_the_message_brings_a_link_that_acknowledges():
    with receiving(answering()) as receiver:
        _, secret = killed(receiver.url)
        send()
        link = verified(receiver, secret)["data"]["acknowledge"]
    answer = Client().post(urlsplit(link).path)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    delivery = Delivery.objects.get()
    assert answer.json()["webhook_id"] == delivery.message_id
    assert (delivery.due_at, delivery.acknowledged_by) == (None, "the receiver")


def test_an_answer_can_acknowledge_at_once_by_naming_the_message():
    with receiving(answering()) as receiver:
        delivery, _ = killed(receiver.url)
    behave = answering(200, b"", Webhook_Acknowledged=delivery.message_id)
    with receiving(behave, port=receiver.address[1]):
        delivery = send()
    assert delivery.acknowledged_at is not None
    assert delivery.due_at is None


def test_an_answer_that_names_another_message_acknowledges_nothing():
    with receiving(answering(200, b"", Webhook_Acknowledged="yes")) as receiver:
        killed(receiver.url)
        assert send().acknowledged_at is None


def test_what_is_acknowledged_while_it_is_sent_is_written_down_and_not_sent_again():
    with receiving(answering()) as receiver:
        killed(receiver.url)
        (claimed,) = claim(Delivery.objects.all(), POLICY)
        outcome = make_call(prepare(claimed))
        acknowledge(delivery=claimed.pk, by="Aigerim")
        record(claimed, outcome)
    delivery = again(claimed)
    assert (delivery.acknowledged_by, delivery.due_at, delivery.tries) == ("Aigerim", None, 1)
    assert delivery.attempt_log.count() == 1


def test_a_kill_is_never_given_up():
    with receiving(answering(500)) as receiver:
        killed(receiver.url)
        Delivery.objects.update(first_tried_at=timezone.now() - timedelta(days=9))
        delivery = send()
    assert (delivery.failed_at, delivery.due_at is not None) == (None, True)


def test_acknowledging_again_changes_nothing():
    delivery, _ = killed()
    first = acknowledge(delivery=delivery.pk, by="Aigerim")
    second = acknowledge(delivery=delivery.pk, by="Somebody else")
    assert (second.acknowledged_at, second.acknowledged_by) == (first.acknowledged_at, "Aigerim")


def test_only_kills_are_acknowledged():
    delivery = planned()
    with pytest.raises(NotAKill):
        acknowledge(delivery=delivery.pk, by="Aigerim")
    change()


@pytest.mark.parametrize("token", ["", "nonsense", "0123456789abcdef:abc", "x" * 5000])
def test_a_link_that_is_not_ours_leads_nowhere(token):
    killed()
    with pytest.raises(NotFound):
        acknowledge_by_token(token=token)
    assert Delivery.objects.get().acknowledged_at is None


def test_a_link_acknowledges_its_own_message_alone():
    delivery, _ = killed()
    other = acknowledge_link(Delivery(id=make_hook().endpoint.pk)).rstrip("/").rpartition("/")[2]
    with pytest.raises(NotFound):
        acknowledge_by_token(token=other)
    assert again(delivery).acknowledged_at is None
