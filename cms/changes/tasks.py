"""What the log does in the background."""

from datetime import timedelta

from django.utils import timezone

from cms.changes.compacting import compact
from cms.changes.numbering import number_pending
from cms.due import Task

KEPT = timedelta(days=1)


def compact_old() -> int:
    """Remove what was superseded a day ago or earlier."""
    return compact(before=timezone.now() - KEPT)


TASKS = [
    Task(name="number changes", run=number_pending, every_seconds=1.0),
    Task(name="compact changes", run=compact_old, every_seconds=600.0),
]
