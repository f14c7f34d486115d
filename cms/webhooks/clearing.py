"""Clearing away the log of deliveries when nobody looks at it any more."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.webhooks.models import Attempt, Delivery
from cms.webhooks.redelivering import KEPT

ROWS_IN_ONE_TRANSACTION = 1_000


def clear_old() -> int:
    """Remove a portion of what is older than `KEPT`, and return how many rows.

    What is still due stays. Kills stay for good, as proof of who was told and who acknowledged;
    of them only the attempts go.
    """
    before = timezone.now() - KEPT
    ended = Q(due_at=None) | Q(failed_at__isnull=False)
    old = Delivery.objects.filter(ended, created_at__lt=before, is_kill=False)
    of_kills = Attempt.objects.filter(delivery__is_kill=True, began_at__lt=before)
    with transaction.atomic():
        return _remove(old) + _remove(of_kills)


def _remove(rows: QuerySet[Any]) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:ROWS_IN_ONE_TRANSACTION])
    if keys:
        rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
