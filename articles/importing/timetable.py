"""When the headlines of a latest list came out, as far as the list's order tells."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

STEP: Final = timedelta(seconds=1)


def timetable(
    page_at: datetime, known: Sequence[datetime | None], *, now: datetime
) -> list[datetime]:
    """Return a moment for each headline, newest first, each earlier than the one above it.

    `known` has the moments that stay as they are, and None for new headlines: these stand a second apart below the
    one above (the page itself, at first), closer where a known one follows. Known moments that contradict the page's
    order are left alone; new ones then keep to the one above.
    """
    moments: list[datetime] = []
    above = _start(page_at, known, now)
    for place, moment in enumerate(known):
        above = moment or above - _step(above, *_ahead(known[place:]))
        moments.append(above)
    return moments


def _start(page_at: datetime, known: Sequence[datetime | None], now: datetime) -> datetime:
    """Return the moment that the first headline must be below: the page's, unless a listed one is newer."""
    newest = max((moment for moment in known if moment), default=None)
    if newest is None or newest < page_at:
        return page_at
    return max(now, newest + STEP)


def _ahead(rest: Sequence[datetime | None]) -> tuple[int, datetime | None]:
    """Return how many new headlines come in a row, and the known moment after them."""
    for count, moment in enumerate(rest):
        if moment is not None:
            return count, moment
    return len(rest), None


def _step(above: datetime, waiting: int, below: datetime | None) -> timedelta:
    if below is None or below >= above:
        return STEP
    return min(STEP, (above - below) / (waiting + 1))
