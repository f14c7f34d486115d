"""Endpoints and deliveries as the API answers them."""

from datetime import datetime
from typing import Any

from cms.http.moments import utc_text
from cms.webhooks.endpoint_values import FIELDS
from cms.webhooks.models import Attempt, Delivery
from cms.webhooks.states import standing, state_of


def endpoint_document(row: Any) -> dict[str, Any]:
    """Return an endpoint; `row` carries its counts (`states.with_counts`)."""
    return {
        "id": str(row.pk),
        **{name: getattr(row, name) for name in FIELDS},
        "standing": standing(row),
        "disabled_because": row.disabled_because or None,
        "disabled_at": _moment(row.disabled_at),
        "failures_in_a_row": row.failures_in_a_row,
        "failing_since": _moment(row.failing_since),
        "rests_until": _moment(row.rests_until),
        "last_success_at": _moment(row.last_success_at),
        "waiting": row.waiting,
        "given_up": row.given_up,
        "unacknowledged_kills": row.unacknowledged,
        "secrets": [_secret(one) for one in row.secrets.all()],
        "created_at": utc_text(row.created_at),
    }


def delivery_document(row: Delivery) -> dict[str, Any]:
    """Return a delivery as lists show it."""
    return {
        "id": str(row.pk),
        "webhook_id": row.message_id,
        "event": row.event,
        "thing_type": row.thing_type or None,
        "thing": str(row.thing) if row.thing else None,
        "at": utc_text(row.at),
        "state": state_of(row),
        "tries": row.tries,
        "due_at": _moment(row.due_at),
        "delivered_at": _moment(row.delivered_at),
        "failed_at": _moment(row.failed_at),
        "last_status": row.last_status,
        "last_error": row.last_error or None,
        "is_kill": row.is_kill,
        "acknowledged_at": _moment(row.acknowledged_at),
        "acknowledged_by": row.acknowledged_by or None,
        "created_at": utc_text(row.created_at),
    }


def delivery_detail(row: Delivery) -> dict[str, Any]:
    """Return a delivery with what was told and every attempt."""
    attempts = [attempt_document(one) for one in row.attempt_log.all()]
    return {**delivery_document(row), "data": row.data, "attempts": attempts}


def attempt_document(row: Attempt) -> dict[str, Any]:
    """Return a request and what came back."""
    answer = None
    if row.status is not None:
        headers = [{"name": name, "value": value} for name, value in row.answer_headers]
        answer = {"status": row.status, "headers": headers, "body": row.answer_body}
    sent = [{"name": name, "value": value} for name, value in row.request_headers.items()]
    return {
        "began_at": utc_text(row.began_at),
        "milliseconds": row.milliseconds,
        "is_success": not row.error_code,
        "error_code": row.error_code or None,
        "error": row.error or None,
        "request": {"headers": sent, "body": row.request_body},
        "answer": answer,
    }


def _secret(row: Any) -> dict[str, Any]:
    return {"created_at": utc_text(row.created_at), "expires_at": _moment(row.expires_at)}


def _moment(value: datetime | None) -> str | None:
    return utc_text(value) if value else None
