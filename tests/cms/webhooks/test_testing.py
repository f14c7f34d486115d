"""The test button."""

import pytest

from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.states import with_counts
from cms.webhooks.testing import send_test
from tests.hooks import endpoint_now, make_hook, verified
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_network(settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1/32"]


def test_a_ping_is_sent_at_once_and_shows_the_answer():
    with receiving(answering(200, b"pong")) as receiver:
        made = make_hook(receiver.url)
        attempt = send_test(endpoint=made.endpoint.pk)
    assert verified(receiver, made.secret)["type"] == "ping"
    assert (attempt.status, attempt.answer_body) == (200, "pong")
    assert Delivery.objects.get().delivered_at is not None


def test_a_success_ends_a_rest_and_a_failure_leads_to_none():
    with receiving(answering()) as receiver:
        made = make_hook(receiver.url)
        Endpoint.objects.update(failures_in_a_row=7)
        send_test(endpoint=made.endpoint.pk)
    assert endpoint_now().failures_in_a_row == 0
    assert send_test(endpoint=made.endpoint.pk).error_code == "unreachable"
    assert endpoint_now().failures_in_a_row == 0
    assert Delivery.objects.filter(failed_at__isnull=False, due_at=None).count() == 1
    assert with_counts(Endpoint.objects.all()).get().given_up == 0


def test_an_endpoint_that_is_off_can_be_tried():
    with receiving(answering()) as receiver:
        made = make_hook(receiver.url, is_enabled=False)
        assert send_test(endpoint=made.endpoint.pk).status == 200


def test_what_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        send_test(endpoint=uuid7())
