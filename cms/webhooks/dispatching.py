"""Sending what is due, several at once: the loop around `prepare`, `make_call` and `record`.

The database is asked in one thread; the others do nothing but wait for receivers. A receiver that
hangs keeps its own places busy, not those of the others.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from cms import due as worker
from cms.leases import LeaseLostError, Policy, claim, due, extend, postpone
from cms.webhooks.calling import Outcome, make_call
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.retrying import FAILURES_THAT_OPEN
from cms.webhooks.sending import prepare, record

log = logging.getLogger(__name__)

MOST_AT_ONCE = 16
MOST_AT_ONCE_FOR_ONE = 4
POLICY = Policy(lease=timedelta(seconds=60), max_attempts=10)
"""A call is over within `CALL_SECONDS`; a worker that is held up longer extends its leases."""
_HEARTBEAT_SECONDS = 15.0
_LOOK_AGAIN_SECONDS = 0.2


def send_due() -> int:
    """Send what is due until nothing is, and return how many attempts were made."""
    if next(_ready_endpoints(timezone.now()), None) is None:
        return 0
    with ThreadPoolExecutor(MOST_AT_ONCE, "webhook") as threads:
        return _Dispatch(threads).run()


class _Dispatch:
    """Deliveries on their way, and what is done when their answers come."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self.threads = threads
        self.under_way: dict[Future[Outcome], Delivery] = {}
        self.held_at = time.monotonic()
        self.sent = 0

    def run(self) -> int:
        while True:
            began = not worker.stopping.is_set() and self._begin()
            if not began and not self.under_way:
                return self.sent
            if not began:
                self._take_answers(_LOOK_AGAIN_SECONDS)
            self._hold()

    def _begin(self) -> bool:
        """Begin as many as there are places for; say whether any was begun."""
        self._take_answers(0)
        places = MOST_AT_ONCE - len(self.under_way)
        claimed = claim_some(places) if places else []
        for delivery in claimed:
            self._send(delivery)
        return bool(claimed)

    def _send(self, delivery: Delivery) -> None:
        try:
            call = prepare(delivery)
        except Exception as error:
            log.exception("Delivery %s could not be prepared", delivery.pk)
            postpone(delivery, f"{type(error).__name__}: {error}", POLICY)
            return
        self.under_way[self.threads.submit(make_call, call)] = delivery
        self.sent += 1

    def _take_answers(self, seconds: float) -> None:
        if not self.under_way:
            return
        done, _ = wait(self.under_way, seconds, FIRST_COMPLETED)
        for future in done:
            self._finish(future, self.under_way.pop(future))

    def _finish(self, future: "Future[Outcome]", delivery: Delivery) -> None:
        try:
            record(delivery, future.result())
        except LeaseLostError:
            log.warning("Lease lost: delivery %s", delivery.pk)
        except Exception as error:
            log.exception("The outcome of delivery %s could not be written down", delivery.pk)
            with suppress(LeaseLostError):
                postpone(delivery, f"{type(error).__name__}: {error}", POLICY)

    def _hold(self) -> None:
        """Extend the leases of what is under way, now and then."""
        if time.monotonic() - self.held_at < _HEARTBEAT_SECONDS:
            return
        self.held_at = time.monotonic()
        for delivery in self.under_way.values():
            with suppress(LeaseLostError):
                extend(delivery, POLICY)


def claim_some(places: int) -> list[Delivery]:
    """Claim up to so many deliveries of one endpoint: kills first, then those due longest."""
    now = timezone.now()
    for endpoint, free in _ready_endpoints(now):
        rows = endpoint.deliveries.select_related("endpoint")
        kills = rows.filter(is_kill=True)
        for some in (kills,) if endpoint.rests_at(now) else (kills, rows):
            if claimed := claim(some, POLICY, limit=min(free, places)):
                return claimed
    return []


def _ready_endpoints(now: datetime) -> Iterator[tuple[Endpoint, int]]:
    """Yield endpoints that something is due for, with their free places; those with a kill first.

    One whose circuit was open gets one place: what it answers to that decides. A kill does not wait until an endpoint
    has rested: somebody may show what must be gone, and its own tries are ever farther apart.
    """
    own = Delivery.objects.filter(endpoint=OuterRef("pk"))
    under_way = own.filter(claimed_until__gt=now).order_by().values("endpoint")
    rows = (
        Endpoint.objects.filter(is_enabled=True)
        .annotate(has_kill=Exists(due(own.filter(is_kill=True))))
        .filter(Q(has_kill=True) | Q(rests_until=None) | Q(rests_until__lte=now))
        .filter(Exists(due(own)))
        .annotate(under_way=Subquery(under_way.annotate(count=Count("pk")).values("count")))
        .order_by("-has_kill", "?")
    )
    for endpoint in rows:
        is_trial = endpoint.failures_in_a_row >= FAILURES_THAT_OPEN
        free = (1 if is_trial else MOST_AT_ONCE_FOR_ONE) - (endpoint.under_way or 0)
        if free > 0:
            yield endpoint, free
