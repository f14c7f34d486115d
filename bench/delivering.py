"""How many webhooks one worker delivers a second, and how soon a receiver hears of a commit."""

import contextlib
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID, uuid4

import orjson

from bench.arithmetic import percentile
from bench.databases import Databases, output_of
from bench.servers import HOST, STANDFIRST, Server
from tests.receivers import Connection, Receiver, answering, receiving

ALLOWED = {"OUTBOUND_ALLOW": HOST}
_HOOKS = "/api/v1/webhooks/"
_MAKE_KEY = ["django", "create_api_key", "--name", "Hooks", "--scopes", "webhooks:manage"]
_IN_A_BURST = 20  # times as many as are committed one by one
_PAUSE_SECONDS = 0.1
_LONGEST_SECONDS = 300


class Delivered(NamedTuple):
    """A burst of changes told to one receiver that answers at once; then milliseconds from a commit to its arrival."""

    deliveries: int
    seconds: float
    changes: int
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Deliveries a second, the first one not counted: time begins with it."""
        return (self.deliveries - 1) / self.seconds


class Arrivals:
    """A receiver's memory: when it heard of which thing first."""

    def __init__(self) -> None:
        self.at: dict[UUID, float] = {}

    def take(self, connection: Connection, request: bytes) -> None:
        """Answer at once and remember."""
        now = time.monotonic()
        answering(204)(connection, request)
        told = orjson.loads(request.partition(b"\r\n\r\n")[2])
        self.at.setdefault(UUID(told["data"]["id"]), now)

    def wait_for(self, things: list[UUID]) -> list[float]:
        """Return when they came, once all have; raises `TimeoutError`."""
        end = time.monotonic() + _LONGEST_SECONDS
        while not all(thing in self.at for thing in things):
            if time.monotonic() > end:
                raise TimeoutError(f"Of {len(things)} changes {len(self.at)} were delivered.")
            time.sleep(0.05)
        return [self.at[thing] for thing in things]


def deliver(server: Server, databases: Databases, *, changes: int) -> Delivered:
    """Measure both with one endpoint and one worker."""
    arrivals = Arrivals()
    with (
        receiving(arrivals.take) as receiver,
        _endpoint(server, databases, receiver),
        _working(databases),
    ):
        burst = commit(databases, changes * _IN_A_BURST)[0]
        came = arrivals.wait_for(burst)
        committed = {}
        for _ in range(changes):
            [thing], at = commit(databases, 1)
            committed[thing] = at
            time.sleep(_PAUSE_SECONDS)
        heard = arrivals.wait_for([*committed])
    lags = [1000 * (at - before) for at, before in zip(heard, committed.values(), strict=True)]
    return Delivered(
        len(burst), max(came) - min(came), changes, percentile(lags, 50), percentile(lags, 99)
    )


def commit(databases: Databases, count: int) -> tuple[list[UUID], float]:
    """Append changes of new tags as the verbs do; return the tags, and when that was committed."""
    things = [uuid4() for _ in range(count)]
    with databases.connect(STANDFIRST.database) as connection:
        connection.execute(
            "INSERT INTO changes_change (type, thing, operation, version, at, labels, carries, aliases, cache_tags)"
            " SELECT 'tag', thing, 'updated', 1, now(), '[]', '[]', '[]', '[]' FROM unnest(%s::uuid[]) AS thing",
            [things],
        )
        return things, time.monotonic()


@contextlib.contextmanager
def _endpoint(server: Server, databases: Databases, receiver: Receiver) -> Iterator[None]:
    """Tell the receiver of tags from now on, until the block ends."""
    key = output_of(databases, STANDFIRST, _MAKE_KEY)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    made = _ask(server, "POST", _HOOKS, headers, {"url": receiver.url, "types": ["tag"]})
    try:
        yield
    finally:
        _ask(server, "DELETE", f"{_HOOKS}{made['id']}/", headers, {})


def _ask(
    server: Server, method: str, path: str, headers: dict[str, str], document: dict[str, object]
) -> dict[str, object]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
    connection.request(method, path, orjson.dumps(document), headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status >= http.HTTPStatus.BAD_REQUEST:
        raise ValueError(f"{method} {path}: {answer.status} {said.decode()}")
    return dict(orjson.loads(said or b"{}"))


@contextlib.contextmanager
def _working(databases: Databases) -> Iterator[None]:
    """Run a worker until the block ends."""
    command = [sys.executable, "-m", "django", "work"]
    environment = databases.environment(STANDFIRST) | ALLOWED | {"LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(command, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def delivering_rows(delivered: Delivered) -> list[str]:
    """Return both as rows for the table of followers."""
    lag = f"p50 {delivered.p50_ms:,.0f} ms, p99 {delivered.p99_ms:,.0f} ms of {delivered.changes}"
    took = f"{delivered.deliveries:,} in {delivered.seconds:.1f} s"
    return [
        f"| webhooks to one receiver, one worker | {took}: {delivered.per_second:,.0f} deliveries/s | |",
        f"| commit to a webhook's arrival | {lag} | |",
    ]
