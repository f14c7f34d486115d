"""Remembers what could not be rebuilt: in the log with its reason, and tried again later and later."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from articles.models import RebuildFailure

FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=5), timedelta(hours=1)
_MOST_DOUBLINGS = 12
_LONGEST_ERROR = 2000

logger = logging.getLogger(__name__)


def put_off() -> set[UUID]:
    """Return the articles, tags, sources and images that are not to be tried yet."""
    rows = RebuildFailure.objects.filter(retry_at__gt=timezone.now())
    return set(rows.values_list("thing", flat=True))


def remember(kind: str, thing: UUID, error: Exception) -> None:
    """Log an error with its traceback and put the thing off, for twice as long each time."""
    row = RebuildFailure.objects.filter(thing=thing).first()
    earlier = row.failures if row else 0
    delay = min(FIRST_DELAY * 2 ** min(earlier, _MOST_DOUBLINGS), LONGEST_DELAY)
    logger.error(
        "The documents of %s %s could not be rebuilt; next try in %s", kind, thing, delay,
        exc_info=error,
    )  # fmt: skip
    said = f"{type(error).__name__}: {error}".replace("\x00", "")[:_LONGEST_ERROR]
    values = {
        "kind": kind,
        "failures": earlier + 1,
        "retry_at": timezone.now() + delay,
        "error": said,
    }
    RebuildFailure.objects.update_or_create(thing=thing, defaults=values)


def forget(things: Iterable[UUID]) -> None:
    """Note that these were rebuilt."""
    RebuildFailure.objects.filter(thing__in=[*things]).delete()
