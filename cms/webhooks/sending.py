"""Sending deliveries and writing down what became of them: the verbs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.changes.documents import documents
from cms.changes.telling import UPSERTS
from cms.leases import finish, release, set_aside
from cms.webhooks import messages, retrying
from cms.webhooks.acknowledging import THE_RECEIVER, acknowledge_link
from cms.webhooks.calling import Call, Outcome, kept_answer
from cms.webhooks.endpoints import switch_off
from cms.webhooks.models import Attempt, Delivery, Endpoint, Payload
from cms.webhooks.models.endpoint import DisabledBecause
from cms.webhooks.signing import signed_headers

_MOST_ERROR_CHARACTERS = 2_000


def prepare(delivery: Delivery) -> Call:
    """Return the request for an attempt: signed now, with the document that is public now."""
    endpoint, now = delivery.endpoint, timezone.now()
    document = _document(delivery) if endpoint.payload == Payload.FULL else None
    data = dict(delivery.data)
    if delivery.is_kill:
        data["acknowledge"] = acknowledge_link(delivery)
    body = messages.body(event=delivery.event, at=delivery.at, data=data, document=document)
    kept = messages.body_to_keep(
        event=delivery.event,
        at=delivery.at,
        data=delivery.data,
        document_bytes=len(document or b""),
    )
    signed = signed_headers(_secrets(endpoint, now), message=delivery.message_id, at=now, body=body)
    headers = {"Content-Type": "application/json", **signed}
    return Call(endpoint.url, headers, body, kept, now)


def record(delivery: Delivery, outcome: Outcome) -> Attempt:
    """Write down what became of an attempt and what follows from it.

    Fenced by the claim: raises LeaseLostError, and writes nothing, when the delivery is no longer
    ours.
    """
    with transaction.atomic():
        _see_acknowledgement(delivery)
        tried = _tried(delivery, outcome)
        if outcome.is_delivered:
            _delivered(delivery, outcome, tried)
        elif outcome.is_gone:
            set_aside(delivery, outcome.error, **tried)
            switch_off(delivery.endpoint, because=DisabledBecause.GONE)
        else:
            _failed(delivery, outcome, tried)
        return write_down(delivery, outcome)


def _see_acknowledgement(delivery: Delivery) -> None:
    """Learn whether a kill was acknowledged while its message was on the way."""
    if delivery.is_kill:
        delivery.refresh_from_db(
            fields=["acknowledged_at"],
            from_queryset=Delivery.objects.select_for_update(of=("self",)),
        )


def _document(delivery: Delivery) -> bytes | None:
    """Return the public document of what was published; None when it is public no more."""
    if delivery.thing is None or delivery.data.get("operation") not in UPSERTS:
        return None
    return documents(delivery.thing_type, [delivery.thing]).get(delivery.thing)


def _secrets(endpoint: Endpoint, now: datetime) -> list[str]:
    """Return what signs, newest first."""
    valid = endpoint.secrets.filter(Q(expires_at=None) | Q(expires_at__gt=now))
    return list(valid.order_by("-id").values_list("value", flat=True))


def _tried(delivery: Delivery, outcome: Outcome) -> dict[str, object]:
    return {
        "tries": delivery.tries + 1,
        "first_tried_at": delivery.first_tried_at or outcome.call.began_at,
        "last_status": outcome.answer.status if outcome.answer else None,
    }


def _delivered(delivery: Delivery, outcome: Outcome, tried: dict[str, object]) -> None:
    now = timezone.now()
    columns = {**tried, "delivered_at": delivery.delivered_at or now, "failed_at": None}
    if not delivery.is_kill or delivery.acknowledged_at:
        finish(delivery, **columns)
    elif outcome.acknowledged == delivery.message_id:
        finish(delivery, **columns, acknowledged_at=now, acknowledged_by=THE_RECEIVER)
    else:
        due_at = now + retrying.reminder(delivery.reminders)
        release(delivery, due_at, **columns, reminders=delivery.reminders + 1, last_error="")
    note_success(delivery.endpoint, now)


def _failed(delivery: Delivery, outcome: Outcome, tried: dict[str, object]) -> None:
    now, asked = timezone.now(), outcome.asked_rest
    first = delivery.first_tried_at or outcome.call.began_at
    error = outcome.error[:_MOST_ERROR_CHARACTERS]
    if delivery.acknowledged_at:
        finish(delivery, **tried)
    # A kill is never given up: somebody still shows what must be gone.
    elif retrying.is_spent(first, now) and not delivery.is_kill:
        set_aside(delivery, f"Given up after 3 days. {error}", **tried)
    else:
        rest = retrying.delay(delivery.tries + 1) if asked is None else asked
        release(delivery, now + rest, **tried, last_error=error)
    if asked is None:
        _note_failure(delivery.endpoint_id, now)
    else:
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(rests_until=now + asked)


def note_success(endpoint: Endpoint, now: datetime) -> None:
    """Close the circuit: the receiver is there."""
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failures_in_a_row=0, failing_since=None, rests_until=None, last_success_at=now
    )


def _note_failure(endpoint: UUID, now: datetime) -> None:
    """Count it; after several in a row the circuit is open for a while."""
    row = Endpoint.objects.select_for_update(of=("self",)).get(pk=endpoint)
    row.failures_in_a_row += 1
    row.failing_since = row.failing_since or now
    rest = retrying.rest(row.failures_in_a_row)
    if rest:
        row.rests_until = now + rest
    row.save(update_fields=["failures_in_a_row", "failing_since", "rests_until"])


def write_down(delivery: Delivery, outcome: Outcome) -> Attempt:
    """Keep an attempt in the log."""
    headers, body = kept_answer(outcome.answer)
    return Attempt.objects.create(
        delivery=delivery,
        began_at=outcome.call.began_at,
        milliseconds=outcome.milliseconds,
        request_headers=dict(outcome.call.headers),
        request_body=outcome.call.kept_body,
        status=outcome.answer.status if outcome.answer else None,
        answer_headers=headers,
        answer_body=body,
        error_code=outcome.error_code,
        error=outcome.error,
    )
