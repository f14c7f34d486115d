"""Sending again what was sent or given up: the verbs. Every attempt has the same `webhook-id`."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.http.problem import FieldError, Refusal
from cms.webhooks.endpoints import locked_endpoint
from cms.webhooks.messages import PING
from cms.webhooks.models import Delivery
from cms.webhooks.states import locked_delivery

KEPT = timedelta(days=30)
"""How long deliveries that have come to an end are kept, with their attempts."""


class RedeliveryRefused(Refusal):
    """It cannot be sent again."""

    code = "redelivery_refused"
    title = "Nothing is sent again"


def redeliver(*, delivery: UUID) -> Delivery:
    """Make a delivery due now, whatever became of it; raises `NotFound`, `RedeliveryRefused`."""
    with transaction.atomic():
        row = locked_delivery(delivery)
        if not _resting(Delivery.objects.filter(pk=row.pk)).exists():
            raise RedeliveryRefused("It is being sent right now. Look again in a moment.")
        Delivery.objects.filter(pk=row.pk).update(**_due_now())
        row.refresh_from_db()
    return row


def redeliver_since(*, endpoint: UUID, since: datetime, only_failed: bool = False) -> int:
    """Make all deliveries of changes since a moment due now, and return how many.

    What is being sent right now is left to it. `only_failed`: those alone that were given up or
    wait for another try. Raises `NotFound`, `RedeliveryRefused`.
    """
    now = timezone.now()
    if not now - KEPT <= since <= now:
        message = f"since: give a moment of the last {KEPT.days} days; deliveries are kept so long."
        raise RedeliveryRefused(errors=[FieldError("since", "out_of_bounds", message)])
    with transaction.atomic():
        row = locked_endpoint(endpoint)
        chosen = _resting(row.deliveries.filter(at__gte=since)).exclude(event=PING)
        if only_failed:
            chosen = chosen.filter(delivered_at=None)
        return chosen.order_by().update(**_due_now())


def _resting(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return those that no worker has in hand."""
    return rows.filter(Q(claimed_until=None) | Q(claimed_until__lte=timezone.now()))


def _due_now() -> dict[str, Any]:
    return {
        "due_at": timezone.now(),
        "failed_at": None,
        "last_error": "",
        "attempts": 0,
        "first_tried_at": None,
        "claim_token": None,
        "claimed_until": None,
    }
