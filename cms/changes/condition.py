"""How the log is doing: what waits for its number, and how long it is."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef

from cms.changes.models import Change


class Backlog(NamedTuple):
    """Counts of the moment."""

    pending: int
    oldest_pending_at: datetime | None
    rows: int
    superseded: int


def backlog() -> Backlog:
    """Return what waits for its number, how many changes the log holds and how many are superseded."""
    waiting = Change.objects.filter(seq__isnull=True).aggregate(count=Count("id"), oldest=Min("at"))
    later = Change.objects.filter(
        type=OuterRef("type"), thing=OuterRef("thing"), version__gt=OuterRef("version")
    )
    return Backlog(
        pending=waiting["count"],
        oldest_pending_at=waiting["oldest"],
        rows=Change.objects.count(),
        superseded=Change.objects.filter(Exists(later)).count(),
    )
