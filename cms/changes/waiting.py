"""Waiting for the log to go on: for a long-poll, and between the events of a stream.

Whoever waits keeps a thread of the server, so the places are few (`CHANGES_WAITERS` for each
process) and one that is not there is refused at once. It keeps no database connection: one thread
looks at the log for all who wait in this process, and ends with the last of them.
"""

import logging
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.db import Error, connection, connections

from cms.changes.numbering import FeedStateMissingError, number_pending
from cms.changes.reading import Head, current_head
from cms.http.problem import Unavailable
from cms.shutdown import is_stopping

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.2
RETRY_AFTER_SECONDS = 5

_places = threading.BoundedSemaphore(settings.CHANGES_WAITERS)


class Seat:
    """One of the places to wait; `release` it, once or more often."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_taken = True

    def release(self) -> None:
        """Give the place to somebody else."""
        with self._lock:
            if self._is_taken:
                self._is_taken = False
                _places.release()

    def __enter__(self) -> "Seat":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def take_seat() -> Seat:
    """Return a place to wait; raises `Unavailable` when all are taken, or the server is shutting down."""
    if is_stopping():
        raise Unavailable("This server is shutting down. Ask again.", retry_after=1)
    if not _places.acquire(blocking=False):
        raise Unavailable(
            f"As many followers as this server keeps waiting ({settings.CHANGES_WAITERS} for each process) are here."
            " Ask again after Retry-After, or without `wait` and streams.",
            retry_after=RETRY_AFTER_SECONDS,
        )
    return Seat()


def wait_beyond(head: Head, *, seconds: float) -> bool:
    """Wait until the log has gone on beyond a head; say so, or False when the time or the server is over.

    The thread's database connections are given back first. One in a transaction cannot be, so
    there is no waiting then.
    """
    opened = connections.all(initialized_only=True)
    if any(one.in_atomic_block for one in opened):
        return False
    for one in opened:
        one.close()  # A pool takes its own back.
    return _watch.wait(head, seconds)


class Watch:
    """One look at the log for all who wait in this process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting = 0
        self._is_looking = False
        self._is_stopping = False
        self._seen: Head | None = None

    def wait(self, head: Head, seconds: float) -> bool:
        """Wait until a look finds the log beyond `head`."""
        with self._changed:
            self._waiting += 1
            try:
                self._begin_to_look()
                return self._changed.wait_for(
                    lambda: self._is_stopping or self._is_beyond(head), seconds
                ) and self._is_beyond(head)
            finally:
                self._waiting -= 1

    def _is_beyond(self, head: Head) -> bool:
        seen = self._seen
        return seen is not None and (seen.epoch != head.epoch or seen.last_seq > head.last_seq)

    def _begin_to_look(self) -> None:
        if not self._is_looking:
            self._is_looking, self._seen = True, None
            threading.Thread(target=self._look_on, name="changes", daemon=True).start()

    def _look_on(self) -> None:
        try:
            while self._tell(_look()):
                time.sleep(LOOK_SECONDS)
        finally:
            connection.close()

    def _tell(self, seen: Head | None) -> bool:
        """Tell those who wait what was seen; say whether anybody still waits."""
        with self._changed:
            self._is_stopping = is_stopping()
            self._seen = seen or self._seen
            self._changed.notify_all()
            self._is_looking = self._waiting > 0
            return self._is_looking


def _look() -> Head | None:
    """Number what is pending and return the head; None when the database does not answer."""
    try:
        number_pending()
        return current_head()
    except (Error, FeedStateMissingError) as error:
        log.warning("The log of changes cannot be looked at: %s", error)
        with suppress(Error):
            connection.close()
        return None


_watch = Watch()
