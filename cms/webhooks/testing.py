"""Trying an endpoint: the verb sends a `ping` at once and returns what came back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.http.problem import NotFound
from cms.webhooks.calling import Outcome, make_call
from cms.webhooks.messages import PING
from cms.webhooks.models import Attempt, Delivery, Endpoint
from cms.webhooks.sending import note_success, prepare, write_down

TEST_SECONDS = 5.0


def send_test(*, endpoint: UUID) -> Attempt:
    """Send a `ping` to an endpoint, also one that is switched off or rests, and return the attempt.

    Takes up to 5 seconds. A success ends the rest that failures led to; a failure leads to nothing.
    Call it outside a transaction. Raises `NotFound`.
    """
    row = Endpoint.objects.filter(pk=endpoint).first()
    if row is None:
        raise NotFound("There is no such endpoint.")
    delivery = Delivery.objects.create(
        endpoint=row, event=PING, at=timezone.now(), data={"endpoint": str(row.pk)}
    )
    outcome = make_call(prepare(delivery), seconds=TEST_SECONDS)
    with transaction.atomic():
        _finish(delivery, outcome)
        return write_down(delivery, outcome)


def _finish(delivery: Delivery, outcome: Outcome) -> None:
    now = timezone.now()
    delivery.tries, delivery.first_tried_at = 1, outcome.call.began_at
    delivery.last_status = outcome.answer.status if outcome.answer else None
    if outcome.is_delivered:
        delivery.delivered_at = now
        note_success(delivery.endpoint, now)
    else:
        delivery.failed_at, delivery.last_error = now, outcome.error
    delivery.save()
