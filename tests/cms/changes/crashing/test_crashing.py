"""The feed loses and repeats nothing, whoever is killed: writers, their database, the server.

Sixteen writers, some of whose transactions do not commit; three followers over HTTP; SIGKILL to the database (on SQLite
to the writers, whose process it lives in) and to the server. Without compaction every follower meets every committed
change once, in one order without a gap. With it, what each follower keeps at the end is what the log says.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.asked import ENGINE
from tests.cms.changes.crashing.consumers import Consumer, in_lines, in_pages, waiting
from tests.cms.changes.crashing.databases import Postgres, Sqlite, database, end, environment
from tests.conftest import ROOT
from tests.serving import Server

pytestmark = pytest.mark.slow
WRITERS, PROCESSES = 16, 2
CATCH_UP_SECONDS = 120


@dataclass
class Run:
    """How long it goes on, and what is killed how often meanwhile."""

    changes: int
    database_kills: int
    writer_kills: int
    server_kills: int
    rest_seconds: float
    writer_rest_seconds: float = 0.1
    compacting: bool = False


SHORT = {
    "sqlite": Run(600, database_kills=0, writer_kills=4, server_kills=1, rest_seconds=0.4),
    "postgresql": Run(2_000, database_kills=2, writer_kills=1, server_kills=1, rest_seconds=0.4),
}
LONG = {
    "sqlite": Run(100_000, database_kills=0, writer_kills=150, server_kills=10, rest_seconds=1.0),
    "postgresql": Run(
        100_000, database_kills=50, writer_kills=10, server_kills=10, rest_seconds=1.0
    ),
}


@dataclass
class Crashes:
    """Everything that runs, and what was seen."""

    run: Run
    database: Sqlite | Postgres
    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(20))
    writers: list["subprocess.Popen[Any]"] = field(default_factory=list)
    started: int = 0
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> Path:
        return self.folder / "notes"

    def write(self) -> None:
        """Start writers until there are as many as there should be."""
        self.writers = [one for one in self.writers if one.poll() is None]
        while len(self.writers) < PROCESSES:
            self.started += 1
            also = ["compact"] if self.run.compacting else []
            rest = str(self.run.writer_rest_seconds)
            words = [str(self.started), str(WRITERS // PROCESSES), str(self.notes), rest, *also]
            self.writers.append(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.cms.changes.crashing.write", *words],
                    env=environment(self.database.url),
                    cwd=ROOT,
                )
            )

    def kill_writers(self) -> None:
        end(self.chance.choice(self.writers))
        self.write()

    def go_on(self, server: Server) -> None:
        """Kill what is to be killed, in any order, until that is done and enough is written."""
        kills = {
            "database": (self.run.database_kills, self.database.kill),
            "writers": (self.run.writer_kills, self.kill_writers),
            "server": (self.run.server_kills, lambda: (server.kill(), server.start())),
        }
        left = [name for name, (times, _kill) in kills.items() for _ in range(times)]
        self.chance.shuffle(left)
        while left or self.committed() < self.run.changes:
            time.sleep(self.chance.uniform(0.5, 1.5) * self.run.rest_seconds)
            self.write()
            if left:
                name = left.pop()
                kills[name][1]()
                self.killed[name] += 1

    def committed(self) -> int:
        return len(self.noted("committed"))

    def noted(self, outcome: str) -> set[tuple[UUID, int]]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        told = (line.split() for line in lines if line.startswith(outcome))
        return {(UUID(thing), int(version)) for _outcome, thing, version in told}


@contextmanager
def server_on(url: str) -> Iterator[Server]:
    """Yield a server of the whole service on the database."""
    with ExitStack() as started:

        def child(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env=environment(url, **variables),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            started.enter_context(process)
            started.callback(process.kill)
            return process

        yield Server(child)


def crash(run: Run, folder: Path, check: Callable[[Crashes, list[Consumer]], str]) -> str:
    """Let everything run and crash, wait until the followers have caught up, check, and say what happened."""
    with database(ENGINE, folder) as crashing, server_on(crashing.url) as server:
        crashes = Crashes(run, crashing, folder)
        address = f"{server.address}/api/v1/changes/"
        consumers = [
            Consumer(address, in_pages, starts_again=run.compacting),
            Consumer(address, waiting),
            Consumer(address, in_lines),
        ]
        try:
            crashes.write()
            for consumer in consumers:
                consumer.start()
            crashes.go_on(server)
            consumers[0].starts_again = False  # From here on all catch up.
            for writer in crashes.writers:
                end(writer, 15)
            _catch_up(crashing, consumers)
        finally:
            for writer in crashes.writers:
                writer.kill()
                writer.wait()
        return check(crashes, consumers)


def _catch_up(database: Sqlite | Postgres, consumers: list[Consumer]) -> None:
    last = time.monotonic() + CATCH_UP_SECONDS
    while time.monotonic() < last:
        ((pending,),) = database.ask("SELECT count(*) FROM changes_change WHERE seq IS NULL")
        ((highest,),) = database.ask("SELECT last_seq FROM changes_feedstate")
        if not pending and all(consumer.seq >= highest for consumer in consumers):
            break
        time.sleep(0.1)
    for consumer in consumers:
        consumer.over.set()
    for consumer in consumers:
        consumer.join(60)
        assert consumer.failure is None, consumer.failure
        assert not consumer.is_alive()


def nothing_lost_nothing_twice(crashes: Crashes, consumers: list[Consumer]) -> str:
    log = crashes.database.rows()
    written = {(thing, version) for _seq, thing, version, _operation in log}
    assert crashes.noted("committed") <= written, "a committed change is lost"
    aborted = {
        one for one in crashes.noted("aborted") if one[1] == 1
    }  # A later version is tried again.
    assert not aborted & written, "an aborted change is in the log"
    assert [seq for seq, *_rest in log] == list(range(1, len(log) + 1)), "the numbers have gaps"
    for consumer in consumers:
        assert consumer.met == log
    return _told(crashes, consumers, log)


def the_same_in_the_end(crashes: Crashes, consumers: list[Consumer]) -> str:
    log = crashes.database.rows()
    latest = {thing: (version, operation) for _seq, thing, version, operation in log}
    assert all(latest[thing][0] >= version for thing, version in crashes.noted("committed")), (
        "a committed change is lost"
    )
    there = {thing: version for thing, (version, what) in latest.items() if what != "withdrawn"}
    for consumer in consumers:
        assert consumer.state == there
    return _told(crashes, consumers, log)


def _told(crashes: Crashes, consumers: list[Consumer], log: list[Any]) -> str:
    told = ", ".join(f"{times} × {name}" for name, times in sorted(crashes.killed.items()))
    return (
        f"{len(crashes.noted('committed')):,} changes committed, {len(crashes.noted('aborted')):,} aborted,"
        f" {len(log):,} rows in the log; killed: {told}; answers broken or refused:"
        f" {sum(consumer.broken for consumer in consumers):,}"
    )


def test_followers_lose_nothing_and_meet_nothing_twice(tmp_path):
    crash(SHORT[ENGINE], tmp_path, nothing_lost_nothing_twice)


def test_with_compaction_followers_keep_what_the_log_says(tmp_path):
    run = Run(**{**vars(SHORT[ENGINE]), "compacting": True, "writer_kills": 1, "server_kills": 0})
    crash(run, tmp_path, the_same_in_the_end)


@pytest.mark.torture
def test_followers_lose_nothing_and_meet_nothing_twice_for_long(tmp_path, figures):
    figures(crash(LONG[ENGINE], tmp_path, nothing_lost_nothing_twice))


@pytest.mark.torture
def test_with_compaction_followers_keep_what_the_log_says_for_long(tmp_path, figures):
    run = Run(**{**vars(LONG[ENGINE]), "compacting": True})
    figures(f"compacted: {crash(run, tmp_path, the_same_in_the_end)}")
