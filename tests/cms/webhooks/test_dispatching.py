"""The loop that sends: several at once, nobody held up, and an end to it."""

import time

import pytest

from cms import due
from cms.webhooks import calling
from cms.webhooks.dispatching import send_due
from cms.webhooks.models import Attempt, Delivery, Endpoint
from tests.hooks import change, make_hook, plan
from tests.receivers import answering, dripping, flooding, hanging, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_network(settings, monkeypatch):
    settings.OUTBOUND_ALLOW = ["127.0.0.1/32"]
    monkeypatch.setattr(calling, "CALL_SECONDS", 1.0)


def test_everything_that_is_due_is_sent_once():
    with receiving(answering()) as receiver:
        make_hook(receiver.url)
        for _ in range(12):
            change()
        plan()
        assert send_due() == 12
        assert send_due() == 0
    assert receiver.connections == 12
    assert Delivery.objects.filter(delivered_at=None).count() == 0


def test_bad_receivers_do_not_hold_up_a_good_one():
    bad = [
        hanging,
        dripping(b"HTTP/1.1 200 OK\r\n\r\n"),
        flooding(b"HTTP/1.1 200 OK\r\n\r\n"),
        answering(302, Location="http://10.0.0.1/"),
    ]
    with (
        receiving(bad[0]) as hangs,
        receiving(bad[1]) as drips,
        receiving(bad[2]) as floods,
        receiving(bad[3]) as redirects,
        receiving(answering()) as good,
    ):
        for receiver in (hangs, drips, floods, redirects, good):
            make_hook(receiver.url)
        private = make_hook().endpoint
        Endpoint.objects.filter(pk=private.pk).update(url="http://10.0.0.1/")
        for _ in range(8):
            change()
        plan()
        began = time.monotonic()
        send_due()
        spent = time.monotonic() - began
    assert len(good.requests) == 8
    assert spent < 10
    codes = set(Attempt.objects.values_list("error_code", flat=True))
    assert codes == {"", "timed_out", "too_big", "redirected", "private_address"}


def test_a_receiver_that_hangs_is_left_alone_after_some_failures():
    with receiving(hanging) as receiver:
        made = make_hook(receiver.url)
        for _ in range(30):
            change()
        plan()
        send_due()
        assert receiver.connections <= 9
    made.endpoint.refresh_from_db()
    assert made.endpoint.rests_until is not None
    assert Delivery.objects.filter(tries=0).count() >= 21


def test_a_worker_that_is_told_to_stop_begins_nothing(monkeypatch):
    with receiving(answering()) as receiver:
        make_hook(receiver.url)
        change()
        plan()
        due.stopping.set()
        try:
            assert send_due() == 0
        finally:
            due.stopping.clear()
    assert receiver.connections == 0


def test_a_delivery_that_cannot_be_prepared_is_put_off_and_the_others_go_on():
    with receiving(answering()) as receiver:
        make_hook(receiver.url, payload="full")
        change(type="article")
        broken = change(type="article")
        plan()
        Delivery.objects.filter(thing=broken).update(thing_type="unheard-of")
        send_due()
    assert receiver.connections == 1
    put_off = Delivery.objects.get(thing=broken)
    assert "unheard-of" in put_off.last_error
    assert put_off.due_at is not None


def test_looking_for_work_costs_one_query_when_there_is_none(django_assert_num_queries):
    make_hook()
    with django_assert_num_queries(1):
        assert send_due() == 0


def test_what_waits_for_a_receiver_that_rests_is_not_awaited():
    make_hook()
    change()
    plan()
    assert Delivery.awaited().count() == 1
    Endpoint.objects.update(
        is_enabled=False, disabled_because="gone", disabled_at="2026-11-22T10:00Z"
    )
    assert Delivery.awaited().count() == 0
