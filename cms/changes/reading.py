"""Reading the log in order: nothing is missed, and nothing met twice.

A full copy shows each thing at its latest change. What came after the copy began is shown as it
came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections, router
from django.db.models import OuterRef, Q, QuerySet, Subquery

from cms.changes.cursors import Place, refuse_lost
from cms.changes.filters import LEFT, Filter, fingerprint, told_as
from cms.changes.holding import HoldsAny
from cms.changes.models import Change, FeedState
from cms.changes.numbering import (
    ROWS_IN_ONE_TRANSACTION,
    FeedStateMissingError,
    first_pending,
    number_pending,
)

# A rare label is looked for in so many numbers at a time: no answer takes long, some are empty.
NUMBERS_IN_ONE_LOOK = 20_000


class Head(NamedTuple):
    """How far the log is numbered at the moment of a look."""

    epoch: UUID
    last_seq: int
    low_water: int
    is_pending: bool


class Told(NamedTuple):
    """A change as a follower is told of it, and the place after it."""

    change: Change
    operation: str
    place: Place


@dataclass(frozen=True, slots=True)
class Portion:
    """Some changes, the place to go on from, and whether there is more already."""

    told: list[Told]
    place: Place
    head: Head

    @property
    def has_more(self) -> bool:
        """Say whether the log goes on beyond this portion."""
        return self.place.seq < self.head.last_seq


def latest(*, after: int, limit: int) -> list[Change]:
    """Return up to `limit` changes with a `seq` above `after`, lowest first.

    Numbers what is pending before it reads, so that a change can be read as soon as it is
    committed, whether a worker runs or not. Call it outside a transaction.
    """
    number_pending()
    return list(Change.objects.filter(seq__gt=after).order_by("seq")[:limit])


def read(place: Place | None, *, filters: Sequence[Filter], limit: int) -> Portion:
    """Return the next portion for a follower, from nothing (a full copy) or from a place.

    One query when there is something to tell. Looks at up to `limit` changes that may match, so it
    may tell of fewer, or none, though there is more. Raises `Resync`. Inside a transaction it
    tells only of what is numbered already.
    """
    head, rows = _look(place, filters, limit)
    if head.is_pending and _may_number():
        while number_pending() == ROWS_IN_ONE_TRANSACTION:
            pass  # A load of many thousands: a full copy holds all of it.
        head, rows = _look(place, filters, limit)
    start = _start(place, head, fingerprint(*filters))
    told = []
    for change in rows[:limit]:
        operation = told_as(change, *filters)
        if operation and (operation != LEFT or _seq(change) > start.copy_head):
            told.append(Told(change, operation, start.moved(_seq(change))))
    return Portion(told, start.moved(_reach(start, head, rows, filters, limit)), head)


def current_head() -> Head:
    """Return how far the log is numbered now."""
    values = FeedState.objects.values_list("epoch", "last_seq", "low_water", _FIRST_PENDING)
    found = values.first()
    if found is None:
        raise FeedStateMissingError("The log's row of state is missing: run `manage.py migrate`.")
    epoch, last_seq, low_water, pending = found
    return Head(epoch, last_seq, low_water, pending is not None)


def _may_number() -> bool:
    """Say whether numbering would be a transaction of its own; in a longer one it would hold up all others."""
    return not connections[router.db_for_write(Change)].in_atomic_block


def _start(place: Place | None, head: Head, asked: bytes) -> Place:
    if place is None:
        return Place(head.epoch, 0, head.last_seq, asked)
    refuse_lost(
        place,
        epoch=head.epoch,
        last_seq=head.last_seq,
        low_water=head.low_water,
        asked=asked,
    )
    return place


def _look(place: Place | None, filters: Sequence[Filter], limit: int) -> tuple[Head, list[Change]]:
    """Return the head of the log and up to `limit` + 1 changes that may match.

    The head is of the same moment as the changes or of an earlier one: what it counts was there to
    be found.
    """
    query: QuerySet[Any] = _candidates(place, filters)[: limit + 1]
    if rows := list(query):
        first = rows[0]
        return _head_of(first), rows
    head = current_head()
    is_at_the_end = place is not None and place.seq >= head.last_seq
    return head, [] if is_at_the_end else list(query.all())


def _head_of(row: Any) -> Head:
    return Head(row.epoch, row.last_seq, row.low_water, row.first_pending is not None)


def _candidates(place: Place | None, filters: Sequence[Filter]) -> QuerySet[Any]:
    after = place.seq if place else 0
    rows = Change.objects.filter(seq__gt=after)
    if _is_picky(filters):
        rows = rows.filter(seq__lte=after + NUMBERS_IN_ONE_LOOK)
    for one in filters:
        if one.types:
            rows = rows.filter(type__in=one.types)
        for group in one.label_groups:
            rows = rows.filter(HoldsAny("labels", group))
    if place is None:
        rows = rows.filter(_IS_LATEST)
    elif place.copy_head:
        rows = rows.filter(Q(seq__gt=place.copy_head) | _IS_LATEST)
    return rows.annotate(**_HEAD).order_by("seq")


def _reach(
    start: Place, head: Head, rows: Sequence[Change], filters: Sequence[Filter], limit: int
) -> int:
    """Return up to which number everything was looked at."""
    if len(rows) > limit:
        return _seq(rows[limit - 1])
    looked_at = start.seq + NUMBERS_IN_ONE_LOOK if _is_picky(filters) else head.last_seq
    met = _seq(rows[-1]) if rows else start.seq
    return max(met, min(looked_at, head.last_seq))


def _is_picky(filters: Sequence[Filter]) -> bool:
    return any(one.types or one.label_groups for one in filters)


def _seq(change: Change) -> int:
    if change.seq is None:
        raise ValueError("A change without its number was read.")
    return change.seq


_FIRST_PENDING = Subquery(first_pending())
_STATE = FeedState.objects.all()
_HEAD: dict[str, Any] = {
    "epoch": Subquery(_STATE.values("epoch")[:1]),
    "last_seq": Subquery(_STATE.values("last_seq")[:1]),
    "low_water": Subquery(_STATE.values("low_water")[:1]),
    "first_pending": _FIRST_PENDING,
}
# Not "no later one exists": PostgreSQL would join the whole log with itself for every portion.
_IS_LATEST = Q(
    version=Subquery(
        Change.objects.filter(type=OuterRef("type"), thing=OuterRef("thing"), seq__isnull=False)
        .order_by("-version")
        .values("version")[:1]
    )
)
