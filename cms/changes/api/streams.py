"""The change feed as a stream: lines of JSON to the end of the log, or events as they come.

A stream keeps a place to wait and no more of the log in memory than one portion.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import orjson
from django.db import Error

from cms.changes.api.parameters import FeedRequest
from cms.changes.cursors import Resync, encode
from cms.changes.reading import Portion, Told, read
from cms.changes.telling import change_document, told_documents
from cms.changes.waiting import Seat, wait_beyond
from cms.shutdown import is_stopping

log = logging.getLogger(__name__)

FEWEST, MOST = 20, 500
PORTION_BYTES = 2_000_000
HEARTBEAT_SECONDS = 15.0
LONGEST_EVENTS_SECONDS = 300.0
RECONNECT_MS = 2_000


class Stream:
    """An answer's body, sent piece by piece; its place to wait is given back at the end, however it ends."""

    def __init__(self, pieces: Iterator[bytes], seat: Seat) -> None:
        self._pieces, self._seat = pieces, seat

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except Error:
            # The status has gone out: the follower sees a stream without its last line.
            log.warning("The database failed in the middle of a stream", exc_info=True)
            raise StopIteration from None

    def close(self) -> None:
        """Give the place back; the server calls this also when the client is gone."""
        self._seat.release()


def lines(asked: FeedRequest, first: Portion, following: Callable[[str], str]) -> Iterator[bytes]:
    """Yield every change at least up to the present end of the log, one on a line, then a line that says how to go on.

    The last line is `{"next", "cursor", "has_more"}`: a stream without it broke off, and any line's
    cursor goes on from there.
    """
    end, portion, size = first.head.last_seq, first, asked.limit
    while True:
        made = _changes(portion, asked.has_documents)
        yield b"".join(line + b"\n" for line in made)
        if portion.place.seq >= end:
            break
        size = _next_size(made, size)
        portion = read(portion.place, filters=asked.filters, limit=size)
    cursor = encode(portion.place)
    said = {"next": following(cursor), "cursor": cursor, "has_more": portion.has_more}
    yield orjson.dumps(said) + b"\n"


def events(asked: FeedRequest, first: Portion) -> Iterator[bytes]:
    """Yield each change as a Server-Sent Event, then wait for more, for some minutes in all.

    The client connects again by itself, with the id of the last event (WHATWG HTML, section 9.2).
    """
    end = time.monotonic() + LONGEST_EVENTS_SECONDS
    yield f"retry: {RECONNECT_MS}\n\n".encode()
    portion, size = first, asked.limit
    while time.monotonic() < end and not is_stopping():
        made = _changes(portion, asked.has_documents)
        yield b"".join(map(_event, portion.told, made)) + _position(portion)
        if not portion.has_more:
            seconds = min(HEARTBEAT_SECONDS, max(end - time.monotonic(), 0))
            wait_beyond(portion.head, seconds=seconds)
        size = _next_size(made, size)
        try:
            portion = read(portion.place, filters=asked.filters, limit=size)
        except Resync as refusal:
            yield f"event: resync\ndata: {refusal.detail}\n\n".encode()
            return


def stream_request(asked: FeedRequest) -> FeedRequest:
    """Return the request with the size of the first portion."""
    return replace(asked, limit=FEWEST if asked.has_documents else MOST)


def _changes(portion: Portion, has_documents: bool) -> list[bytes]:
    documents = told_documents(portion.told) if has_documents else {}
    return [change_document(one, documents) for one in portion.told]


def _next_size(made: list[bytes], size: int) -> int:
    """Return how many changes come to about `PORTION_BYTES`, going by the last portion."""
    if not made:
        return size
    fitting = PORTION_BYTES * len(made) // sum(map(len, made))
    return max(1, min(fitting, size * 4, MOST))


def _event(one: Told, change: bytes) -> bytes:
    return b"id: " + encode(one.place).encode() + b"\nevent: change\ndata: " + change + b"\n\n"


def _position(portion: Portion) -> bytes:
    """Return a heartbeat that also moves the client's last event id: what was looked at is behind it."""
    return f"id: {encode(portion.place)}\n: here\n\n".encode()
