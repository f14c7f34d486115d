"""When to try again. Pure: values in, values out."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)

FAILURES_THAT_OPEN = 5
"""So many failures in a row, and an endpoint rests: its deliveries wait without being tried."""
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
LONGEST_ASKED_REST = timedelta(days=1)
"""A receiver that asks for more with Retry-After is tried again after a day all the same."""

FIRST_REMINDER = timedelta(minutes=10)

_MOST_DOUBLINGS = 30


def delay(tries: int) -> timedelta:
    """Return how long a delivery rests after so many failures: anything up to a limit that doubles.

    The whole of the span ("full jitter"), so that what failed together is not tried together.
    """
    limit = min(_doubled(FIRST_DELAY, tries - 1), LONGEST_DELAY)
    return limit * random.random()  # noqa: S311 - spreads load, guards nothing


def is_spent(first_tried_at: datetime, now: datetime) -> bool:
    """Say whether a delivery has been tried for as long as it is worth it."""
    return now - first_tried_at >= GIVE_UP_AFTER


def rest(failures: int) -> timedelta:
    """Return how long an endpoint rests after so many failures in a row; no time for a few."""
    if failures < FAILURES_THAT_OPEN:
        return timedelta()
    limit = min(_doubled(FIRST_REST, failures - FAILURES_THAT_OPEN), LONGEST_REST)
    return limit * random.uniform(0.5, 1)  # noqa: S311 - as above


def reminder(reminders: int) -> timedelta:
    """Return when to tell again of a kill that nobody has acknowledged."""
    limit = min(_doubled(FIRST_REMINDER, reminders), LONGEST_DELAY)
    return limit * random.uniform(0.5, 1)  # noqa: S311 - as above


def asked_rest(retry_after: str | None, now: datetime) -> timedelta | None:
    """Return how long Retry-After (RFC 9110: seconds or a date) asks to wait; None when it does not."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
        return min(timedelta(seconds=seconds), LONGEST_ASKED_REST)
    moment = _http_date(text)
    if moment is None:
        return None
    return min(max(moment - now, timedelta()), LONGEST_ASKED_REST)


def clock_difference(date: str | None, now: datetime) -> timedelta | None:
    """Return by how much a receiver's clock (its Date header) is ahead of ours; None when unknown."""
    moment = _http_date(date) if date else None
    return None if moment is None else moment - now


def _doubled(span: timedelta, times: int) -> timedelta:
    return span * (1 << min(times, _MOST_DOUBLINGS))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
