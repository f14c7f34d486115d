"""What it costs to copy everything from the change feed, and how soon a follower hears of a change."""

import http.client
import json
import threading
import time
from pathlib import Path
from typing import NamedTuple

from bench.arithmetic import percentile
from bench.databases import Databases
from bench.delivering import ALLOWED, Delivered, commit, deliver, delivering_rows
from bench.servers import HOST, STANDFIRST, Server, running

FEED = "/api/v1/changes/"
LINES = {"Accept": "application/x-ndjson"}
_READ_BYTES = 1 << 20


class Copied(NamedTuple):
    """A full copy of all articles with their documents, as one stream."""

    documents: int
    megabytes: float
    seconds: float
    peak_megabytes: float


class Heard(NamedTuple):
    """Milliseconds from a commit to the answer of a long-poll."""

    changes: int
    p50_ms: float
    p99_ms: float


def follow(databases: Databases, *, changes: int) -> tuple[Copied, Heard, Delivered]:
    """Measure both, and webhooks, on a server of its own."""
    environment = databases.environment(STANDFIRST) | ALLOWED
    with running(STANDFIRST, environment, "/healthz") as server:
        copied, heard = copy_everything(server), hear(server, databases, changes)
        return copied, heard, deliver(server, databases, changes=changes)


def copy_everything(server: Server) -> Copied:
    """Read the whole stream, counting lines; the peak is the server process's resident memory."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=600)
    began = time.monotonic()
    connection.request("GET", f"{FEED}?type=article&include=document", headers=LINES)
    answer = connection.getresponse()
    size = lines = 0
    while piece := answer.read(_READ_BYTES):
        size += len(piece)
        lines += piece.count(b"\n")
    seconds = time.monotonic() - began
    return Copied(lines - 1, size / 1e6, seconds, max(map(_peak_megabytes, server.workers())))


def hear(server: Server, databases: Databases, changes: int) -> Heard:
    """Commit a change while a follower waits, again and again."""
    cursor, found = _end_of(server), []
    for _ in range(changes):
        heard: list[tuple[str, float]] = []
        waiting = threading.Thread(target=lambda at=cursor, to=heard: to.append(_wait(server, at)))
        waiting.start()
        time.sleep(0.3)
        _things, committed = commit(databases, 1)
        waiting.join()
        ((cursor, at),) = heard
        found.append((at - committed) * 1000)
    return Heard(changes, percentile(found, 50), percentile(found, 99))


def _end_of(server: Server) -> str:
    page = _ask(server, f"{FEED}?type=tag")
    while page["has_more"]:
        page = _ask(server, f"{FEED}?type=tag&cursor={page['cursor']}")
    return str(page["cursor"])


def _wait(server: Server, cursor: str) -> tuple[str, float]:
    page = _ask(server, f"{FEED}?type=tag&wait=30&cursor={cursor}")
    if len(page["results"]) != 1:
        raise ValueError(f"The follower heard of {len(page['results'])} changes instead of one.")
    return str(page["cursor"]), time.monotonic()


def _ask(server: Server, path: str) -> dict[str, object]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
    connection.request("GET", path)
    page: dict[str, object] = json.load(connection.getresponse())
    connection.close()
    return page


def _peak_megabytes(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(peak) / 1024


def following_table(copied: Copied, heard: Heard, delivered: Delivered) -> str:
    """Return all of it as a table in Markdown."""
    rate = copied.documents / copied.seconds
    took = f"{copied.documents:,} articles, {copied.megabytes:,.0f} MB, in {copied.seconds:.1f} s"
    lag = f"p50 {heard.p50_ms:.0f} ms, p99 {heard.p99_ms:.0f} ms of {heard.changes}"
    return "\n".join(
        [
            "| following changes | | goal |",
            "|---|---|---|",
            f"| full copy as lines | {took}: {rate:,.0f} documents/s | 5,000 |",
            f"| … peak memory of the server | {copied.peak_megabytes:.0f} MB | 150 MB |",
            f"| commit to a waiting follower | {lag} | p99 1,500 ms |",
            *delivering_rows(delivered),
        ]
    )
