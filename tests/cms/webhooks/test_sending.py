"""What is sent, what is made of the answer, and what follows from it."""

from datetime import timedelta
from uuid import UUID

import orjson
import pytest
from django.utils import timezone

from cms.leases import LeaseLostError, claim
from cms.webhooks import retrying
from cms.webhooks.calling import make_call
from cms.webhooks.dispatching import POLICY, claim_some
from cms.webhooks.endpoints import change_endpoint, make_endpoint, rotate_secret
from cms.webhooks.models import Attempt, Delivery, Endpoint
from cms.webhooks.sending import prepare, record
from tests.articles.builders import make_published
from tests.hooks import again, change, endpoint_now, kill, make_hook, plan, planned, verified
from tests.receivers import answering, flooding, hanging, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_network(settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1/32"]


def send(delivery=None, *, seconds=2.0):
    """Send one delivery and return its attempt and what became of it."""
    (claimed,) = claim(
        Delivery.objects.filter(pk=delivery.pk) if delivery else Delivery.objects.all(), POLICY
    )
    attempt = record(claimed, make_call(prepare(claimed), seconds=seconds))
    return attempt, again(claimed)


def make_due(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())


def test_the_published_library_verifies_what_is_sent():
    with receiving(answering(204)) as receiver:
        made = make_hook(receiver.url)
        thing = change()
        plan()
        _, delivery = send()
    event = verified(receiver, made.secret)
    assert event.keys() == {"type", "timestamp", "data"}
    assert (event["type"], event["data"]["id"]) == ("article.published", str(thing))
    assert (delivery.delivered_at is not None, delivery.due_at, delivery.last_status) == (
        True,
        None,
        204,
    )


def test_an_attempt_keeps_request_answer_and_time():
    with receiving(answering(201, b"thank you", X_Their_Id="7")) as receiver:
        delivery = planned(receiver.url)
        attempt, _ = send()
    assert attempt.request_headers["webhook-id"] == delivery.message_id
    assert orjson.loads(attempt.request_body)["type"] == "article.published"
    assert (attempt.status, attempt.answer_body, attempt.error) == (201, "thank you", "")
    assert ["X-Their-Id", "7"] in attempt.answer_headers
    assert 0 <= attempt.milliseconds < 2000


def test_every_attempt_has_the_same_id_and_a_fresh_signature():
    with receiving(answering(500)) as receiver:
        delivery = planned(receiver.url)
        first, _ = send()
        Attempt.objects.update(request_headers=first.request_headers | {"webhook-timestamp": "1"})
        make_due(delivery)
        second, _ = send()
    assert first.request_headers["webhook-id"] == second.request_headers["webhook-id"]
    assert int(second.request_headers["webhook-timestamp"]) > 1


def test_a_request_is_sent_once_in_an_attempt():
    with receiving(answering(500)) as receiver:
        planned(receiver.url)
        send()
    assert receiver.connections == 1


def test_during_a_rotation_both_secrets_verify_and_later_the_new_one():
    with receiving(answering()) as receiver:
        made = make_hook(receiver.url)
        new = rotate_secret(endpoint=made.endpoint.pk)
        change()
        plan()
        send()
        assert verified(receiver, made.secret) == verified(receiver, new)
        made.endpoint.secrets.filter(expires_at__isnull=False).update(expires_at=timezone.now())
        change()
        plan()
        attempt, _ = send()
        assert verified(receiver, new)
        assert attempt.request_headers["webhook-signature"].count("v1,") == 1


def test_a_full_payload_brings_the_public_document_but_no_log_keeps_it():
    with receiving(answering()) as receiver:
        made = make_hook(receiver.url, payload="full", types=["article"])
        article = make_published("Harbour reopens")
        plan()
        attempt, delivery = send()
    document = verified(receiver, made.secret)["data"]["document"]
    assert (document["id"], document["headline"]) == (str(article.id), "Harbour reopens")
    assert "Harbour" not in attempt.request_body + str(delivery.data)
    assert "bytes, not kept" in attempt.request_body


def test_a_thin_payload_brings_none():
    with receiving(answering()) as receiver:
        made = make_hook(receiver.url, types=["article"])
        make_published("Harbour reopens")
        plan()
        send()
    assert verified(receiver, made.secret)["data"]["document"] is None


def test_what_is_public_no_more_when_it_is_sent_has_no_document():
    with receiving(answering()) as receiver:
        made = make_hook(receiver.url, payload="full")
        change()
        plan()
        send()
    assert verified(receiver, made.secret)["data"]["document"] is None


@pytest.mark.parametrize(
    ("status", "code"),
    [(500, "refused"), (404, "refused"), (301, "redirected"), (302, "redirected")],
)
def test_any_other_answer_is_a_failure_that_is_tried_again(status, code):
    with receiving(answering(status, b"no", Location="http://10.0.0.1/")) as receiver:
        planned(receiver.url)
        attempt, delivery = send()
    assert (attempt.error_code, attempt.status, attempt.answer_body) == (code, status, "no")
    assert str(status) in delivery.last_error
    assert (delivery.tries, delivery.delivered_at, delivery.failed_at) == (1, None, None)
    assert delivery.due_at <= timezone.now() + timedelta(seconds=10)


def test_a_receiver_that_hangs_is_a_failure():
    with receiving(hanging) as receiver:
        planned(receiver.url)
        attempt, _ = send(seconds=0.3)
    assert (attempt.error_code, attempt.status) == ("timed_out", None)
    assert "did not finish" in attempt.error


def test_a_receiver_that_answers_a_gigabyte_is_a_failure_of_which_2_kb_are_kept():
    with receiving(flooding(b"HTTP/1.1 200 OK\r\n\r\n")) as receiver:
        planned(receiver.url)
        attempt, delivery = send()
    assert (attempt.error_code, len(attempt.answer_body)) == ("too_big", 2048)
    assert delivery.delivered_at is None


def test_a_receiver_in_a_private_network_is_not_called(settings):
    with receiving(answering()) as receiver:
        planned(receiver.url.replace("127.0.0.1", "localhost"))
        settings.OUTBOUND_ALLOW = []
        attempt, _ = send()
        assert (attempt.error_code, receiver.connections) == ("private_address", 0)


def test_a_receiver_whose_clock_is_off_is_told_apart():
    with receiving(answering(401, Date="Sun, 22 Nov 2020 10:00:00 GMT")) as receiver:
        planned(receiver.url)
        attempt, _ = send()
    assert "minutes behind ours" in attempt.error


def test_what_no_database_stores_in_an_answer_is_made_readable():
    with receiving(answering(200, b"a\x00b\xff")) as receiver:
        planned(receiver.url)
        attempt, _ = send()
    assert again(attempt).answer_body == "a�b�"


def test_after_three_days_it_is_given_up():
    with receiving(answering(500)) as receiver:
        delivery = planned(receiver.url)
        long_ago = timezone.now() - timedelta(days=3)
        Delivery.objects.update(first_tried_at=long_ago, tries=30)
        _, delivery = send()
    assert delivery.failed_at is not None
    assert delivery.last_error.startswith("Given up after 3 days.")


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_asks_for_rest_gets_it_and_nothing_is_held_against_it(status):
    with receiving(answering(status, Retry_After="600")) as receiver:
        planned(receiver.url)
        _, delivery = send()
    endpoint = endpoint_now()
    in_ten_minutes = timezone.now() + timedelta(minutes=10)
    assert abs(delivery.due_at - in_ten_minutes) < timedelta(seconds=10)
    assert abs(endpoint.rests_until - in_ten_minutes) < timedelta(seconds=10)
    assert endpoint.failures_in_a_row == 0


def test_gone_switches_the_endpoint_off():
    with receiving(answering(410)) as receiver:
        planned(receiver.url)
        _, delivery = send()
    endpoint = endpoint_now()
    assert (endpoint.is_enabled, endpoint.disabled_because) == (False, "gone")
    assert delivery.failed_at is not None
    assert claim_some(5) == []


def test_failures_in_a_row_open_the_circuit_and_a_success_closes_it():
    with receiving(answering(500)) as receiver:
        delivery = planned(receiver.url)
        for _ in range(retrying.FAILURES_THAT_OPEN):
            make_due(delivery)
            send()
    assert endpoint_now().rests_until > timezone.now()
    with receiving(answering(), port=receiver.address[1]):
        make_due(delivery)
        send()
    endpoint = endpoint_now()
    assert (endpoint.failures_in_a_row, endpoint.failing_since, endpoint.rests_until) == (
        0,
        None,
        None,
    )


def test_behind_an_open_circuit_deliveries_wait_and_then_one_tries():
    make_hook()
    for _ in range(3):
        change()
    plan()
    soon = timezone.now() + timedelta(seconds=30)
    Endpoint.objects.update(failures_in_a_row=5, rests_until=soon)
    assert claim_some(5) == []
    assert set(Delivery.objects.values_list("attempts", "tries")) == {(0, 0)}
    Endpoint.objects.update(rests_until=timezone.now())
    assert len(claim_some(5)) == 1
    assert claim_some(5) == []


def test_a_kill_does_not_wait_behind_an_open_circuit():
    make_hook()
    for _ in range(2):
        change()
    kill()
    kill()
    plan()
    soon = timezone.now() + timedelta(hours=1)
    Endpoint.objects.update(failures_in_a_row=9, rests_until=soon)
    (first,) = claim_some(5)
    assert first.is_kill
    assert claim_some(5) == []


def test_an_endpoint_has_four_places():
    make_hook()
    for _ in range(6):
        change()
    plan()
    assert len(claim_some(16)) == 4
    assert claim_some(16) == []


def test_kills_go_first():
    make_hook()
    for _ in range(3):
        change()
    kill(change())
    plan()
    (first, *_rest) = claim_some(1)
    assert first.is_kill


def test_an_attempt_whose_lease_is_lost_writes_nothing():
    planned()
    (slow,) = claim(Delivery.objects.all(), POLICY)
    Delivery.objects.update(claimed_until=timezone.now())
    claim(Delivery.objects.all(), POLICY)
    with receiving(answering()) as receiver:
        Endpoint.objects.update(url=receiver.url)
        slow.endpoint.url = receiver.url
        outcome = make_call(prepare(slow))
        with pytest.raises(LeaseLostError):
            record(slow, outcome)
    assert Attempt.objects.count() == 0
    assert again(slow).delivered_at is None


def test_no_secret_is_in_a_log_of_deliveries(caplog):
    with receiving(answering(500)) as receiver:
        made = make_hook(f"{receiver.url}?token=hush")
        change()
        plan()
        send()
    kept = [str(list(Attempt.objects.values())), str(list(Delivery.objects.values())), caplog.text]
    assert not any(word in text for text in kept for word in (made.secret, "hush"))
    assert "hush" not in str(made.endpoint)


def test_an_endpoint_of_another_address_is_tried_at_once():
    endpoint = make_endpoint(values={"url": "https://old.example/"}, by=None).endpoint
    Endpoint.objects.update(failures_in_a_row=9, rests_until=timezone.now() + timedelta(hours=1))
    change_endpoint(endpoint=endpoint.pk, values={"url": "https://new.example/"})
    row = endpoint_now()
    assert (row.failures_in_a_row, row.rests_until) == (0, None)
    assert isinstance(row.pk, UUID)
