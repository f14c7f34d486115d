"""Followers of the feed over HTTP that go on whatever dies: in pages, waiting, and in lines."""

import json
import random
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from uuid import UUID

from cms.changes.cursors import decode

Met = tuple[int, UUID, int, str]
PAUSE_SECONDS = 0.1


class RefusedError(Exception):
    """The server says that the follower did something wrong."""


class Consumer(threading.Thread):
    """Follows from nothing; `met` is everything in its order, `state` the version of what is there."""

    def __init__(self, address: str, ask: "Ask", *, starts_again: bool = False) -> None:
        super().__init__(daemon=True)
        self.address, self.ask, self.starts_again = address, ask, starts_again
        self.met: list[Met] = []
        self.state: dict[UUID, int] = {}
        self.cursor: str | None = None
        self.over = threading.Event()
        self.failure: Exception | None = None
        self.broken = 0

    @property
    def seq(self) -> int:
        """How far it has come."""
        return decode(self.cursor).seq if self.cursor else 0

    def run(self) -> None:
        chance = random.Random(1)
        try:
            while not self.over.is_set():
                self._ask()
                if self.starts_again and chance.random() < 0.01:
                    self.cursor, self.met, self.state = None, [], {}
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            self.failure = error

    def _ask(self) -> None:
        try:
            for change, cursor in self.ask(self.address, self.cursor):
                if change:
                    self._take(change)
                self.cursor = cursor
        except HTTPError as refusal:
            with refusal:
                if refusal.code < 500:  # A dead database may be a 500; anything else is a defect.
                    raise RefusedError(refusal.read()) from refusal
            self._rest()
        except (OSError, HTTPException, ValueError):  # Nobody answers, or half an answer came.
            self._rest()

    def _rest(self) -> None:
        self.broken += 1
        time.sleep(PAUSE_SECONDS)

    def _take(self, change: dict[str, Any]) -> None:
        thing, version = UUID(change["id"]), change["version"]
        self.met.append((decode(change["cursor"]).seq, thing, version, change["operation"]))
        if change["operation"] in {"withdrawn", "left"}:
            self.state.pop(thing, None)
        else:
            self.state[thing] = version


Ask = Callable[[str, str | None], Iterator[tuple[dict[str, Any] | None, str]]]
"""Yields each change with the cursor to store after it, and at the end None with the last cursor."""


def in_pages(address: str, cursor: str | None) -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Ask for a page."""
    page = _page(f"{address}?limit=50{_from(cursor)}")
    yield from ((change, change["cursor"]) for change in page["results"])
    yield None, page["cursor"]
    if not page["has_more"]:
        time.sleep(PAUSE_SECONDS)


def waiting(address: str, cursor: str | None) -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Ask for a page, and wait for it."""
    page = _page(f"{address}?wait=2{_from(cursor)}")
    yield from ((change, change["cursor"]) for change in page["results"])
    yield None, page["cursor"]


def in_lines(address: str, cursor: str | None) -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Ask for lines up to now; one that broke off goes on from the last whole line."""
    request = urllib.request.Request(
        f"{address}?{_from(cursor)}".replace("?&", "?"), headers={"Accept": "application/x-ndjson"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        for line in answer:
            told = json.loads(line)
            yield (told if "id" in told else None), told["cursor"]
    time.sleep(PAUSE_SECONDS)


def _page(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=30) as answer:
        page: dict[str, Any] = json.load(answer)
    return page


def _from(cursor: str | None) -> str:
    return f"&cursor={cursor}" if cursor else ""
