"""Rows that are due, claimed for a while: a queue that outlives its workers.

A worker claims a row by one conditional update and holds it for the length of a lease. Everything
it does afterwards is fenced by the claim's token: a worker that was thought dead and comes back can
change nothing. A claim counts as an attempt before the work starts, so a row that kills its worker
every time is set aside, not run for ever.

    for row in claim(Delivery.objects.all(), policy):   # or work_through, which does all of this
        with transaction.atomic():
            ...the effect...
            finish(row, delivered_at=now)               # in the effect's own transaction: exactly
            once
"""

import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

log = logging.getLogger(__name__)
_LONGEST_ERROR = 2_000


class Leased(models.Model):
    """A row that is due at a moment; null when nothing is left to do. Writes go through this
    module's functions.
    """

    due_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    claim_token = models.UUIDField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    failed_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.TextField(blank=True, default="", editable=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"],
                name="%(app_label)s_%(class)s_due",
                condition=Q(due_at__isnull=False, failed_at__isnull=True),
            ),
        ]

    @classmethod
    def awaited(cls) -> QuerySet[Any]:
        """Return the rows that should be done when they are due: all that nothing else holds up."""
        return QuerySet(cls)


Row = TypeVar("Row", bound=Leased)


@dataclass(frozen=True)
class Policy:
    """How long a claim holds, how often a row is tried and how long it rests between two tries."""

    lease: timedelta = timedelta(minutes=5)
    max_attempts: int = 5
    first_delay: timedelta = timedelta(seconds=5)
    longest_delay: timedelta = timedelta(hours=1)


class LeaseLostError(Exception):
    """The row is no longer ours: its lease ran out and another has claimed it, or it is gone."""


def due(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those of the rows that wait for a worker now, longest due first."""
    now = timezone.now()
    waiting = rows.filter(due_at__lte=now, failed_at__isnull=True)
    free = waiting.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
    return free.order_by("due_at", "pk")


def claim(rows: QuerySet[Row], policy: Policy, *, limit: int = 1) -> list[Row]:
    """Claim up to `limit` due rows; those that have used up their attempts are set aside."""
    if not due(rows).exists():  # A plain read: an idle worker never asks SQLite for the write lock.
        return []
    with transaction.atomic():
        _set_aside_spent(rows, policy)
        free = due(rows).select_for_update(skip_locked=True, of=("self",))
        keys = list(free.values_list("pk", flat=True)[:limit])
        token = uuid.uuid4()
        _all(rows.model).filter(pk__in=keys).update(
            claim_token=token,
            claimed_until=timezone.now() + policy.lease,
            attempts=F("attempts") + 1,
        )
        return list(rows.filter(pk__in=keys).order_by("due_at", "pk"))


def extend(row: Leased, policy: Policy) -> None:
    """Hold the row for another lease from now: the heartbeat of work that takes long.

    Raises LeaseLostError when it is no longer ours; stop working on it then.
    """
    _update_ours(row, claimed_until=timezone.now() + policy.lease)


def finish(row: Leased, **columns: Any) -> None:
    """Say that nothing is left to do, and set further columns in the same update.

    Call it in the transaction of the effect: LeaseLostError then takes the effect back.
    """
    _update_ours(row, **{**_FREE, "due_at": None, "attempts": 0, "last_error": ""} | columns)


def postpone(row: Leased, error: str, policy: Policy) -> None:
    """Let the row rest after a failure, longer each time; after the last one it is set aside."""
    if row.attempts >= policy.max_attempts:
        set_aside(row, error)
        return
    delay = retry_delay(row.attempts, policy)
    _update_ours(row, **_FREE, due_at=timezone.now() + delay, last_error=error[:_LONGEST_ERROR])


def release(row: Leased, due_at: datetime, **columns: Any) -> None:
    """Give the row back, due at a moment of the caller's choice; it did not die, so its attempts count anew."""
    _update_ours(row, **_FREE | {"due_at": due_at, "attempts": 0} | columns)


def set_aside(row: Leased, error: str, **columns: Any) -> None:
    """Stop trying: a person must look at it. For a refusal that no later try would change."""
    failed = {"failed_at": timezone.now(), "last_error": error[:_LONGEST_ERROR]}
    _update_ours(row, **_FREE | failed | columns)


def retry_delay(attempts: int, policy: Policy) -> timedelta:
    """Return a delay between nothing and an exponentially growing limit ("full jitter")."""
    limit = min(policy.first_delay * 2 ** min(attempts - 1, 32), policy.longest_delay)
    return timedelta(seconds=random.uniform(0, limit.total_seconds()))  # noqa: S311 - spreads retries, guards nothing


def work_through(
    rows: QuerySet[Row], do: Callable[[Row], None], policy: Policy, *, limit: int = 100
) -> int:
    """Claim due rows one by one, call `do` with each, and return how many were claimed.

    `do` finishes its row itself, in the transaction of its effect. A row whose `do` raises is
    postponed with the error in its `last_error`; the others go on.
    """
    for number in range(limit):
        claimed = claim(rows, policy)
        if not claimed:
            return number
        _try(claimed[0], do, policy)
    return limit


def _try(row: Row, do: Callable[[Row], None], policy: Policy) -> None:
    try:
        do(row)
    except LeaseLostError:
        log.warning("Lease lost: %s %s", row._meta.label, row.pk)
    except Exception as error:
        log.exception("Attempt %d failed: %s %s", row.attempts, row._meta.label, row.pk)
        postpone(row, f"{type(error).__name__}: {error}", policy)


_FREE: dict[str, Any] = {"claim_token": None, "claimed_until": None}


def _all(model: type[Row]) -> QuerySet[Row]:
    """Return every row of the model, whatever its default manager hides."""
    return QuerySet(model)


def _update_ours(row: Leased, **columns: Any) -> None:
    """Update the row if our claim still holds; keep the instance in step."""
    ours = _all(type(row)).filter(pk=row.pk, claim_token=row.claim_token)
    if row.claim_token is None or not ours.update(**columns):
        raise LeaseLostError(f"{row._meta.label} {row.pk}")
    for name, value in columns.items():
        setattr(row, name, value)


def _set_aside_spent(rows: QuerySet[Row], policy: Policy) -> None:
    """Set aside the rows whose last attempt ended without a word: its worker was killed."""
    spent = due(rows).filter(attempts__gte=policy.max_attempts).order_by()
    keys = list(
        spent.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    )
    if keys:
        _all(rows.model).filter(pk__in=keys).update(
            **_FREE,
            failed_at=timezone.now(),
            last_error=f"Stopped {policy.max_attempts} times without finishing.",
        )
