"""Writers, aborts, numberers and readers all at once: nothing lost, nothing twice, no gap."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from cms.changes.log import NewChange, append
from cms.changes.models import Change, FeedState
from cms.changes.numbering import is_pending, number_pending
from cms.changes.reading import latest
from cms.uuid7 import uuid7

WRITERS, NUMBERERS, READERS = 8, 3, 2
# Enough on PostgreSQL for a wrong numberer to be caught most of the time; SQLite's commits are slow
# and one at a time.
TRANSACTIONS = {"postgresql": 80, "sqlite": 20}
ABORTED_SHARE = 0.25
# Between two looks at the log; a loop without any pause takes the processor from the writers.
PAUSE_SECONDS = 0.001
LONGEST_THOUGHT_SECONDS = {"postgresql": 0.004, "sqlite": 0.03}


class ChangedMindError(Exception):
    """An editor's transaction that does not commit."""


@dataclass
class Race:
    """What happened: what was committed, and what each reader met, in its order."""

    transactions: int
    committed: list[UUID] = field(default_factory=list)
    aborted: int = 0
    met: list[list[Change]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def batch() -> list[NewChange]:
    return [
        NewChange(
            type=Change.Type.ARTICLE, thing=uuid7(), operation=Change.Operation.PUBLISHED, version=1
        )
        for _ in range(random.randint(1, 3))
    ]


def think(vendor: str) -> None:
    if connection.vendor == vendor:
        time.sleep(random.uniform(0, LONGEST_THOUGHT_SECONDS[vendor]))


def write(race: Race) -> None:
    for _ in range(race.transactions):
        changes = batch()
        try:
            with transaction.atomic():
                append(changes=changes)
                think("postgresql")  # Others commit meanwhile: commits come out of the ids' order.
                if random.random() < ABORTED_SHARE:
                    raise ChangedMindError
        except ChangedMindError:
            race.aborted += 1
        else:
            race.committed += [change.thing for change in changes]
        think("sqlite")  # There is one writer at a time; none of them keeps the lock to think.


def number(race: Race) -> None:
    while not race.over.is_set() or is_pending():
        number_pending()
        time.sleep(PAUSE_SECONDS)


def read(race: Race) -> None:
    met: list[Change] = []
    race.met.append(met)
    while True:
        last_round = race.over.is_set() and not is_pending()
        rows = latest(after=met[-1].seq if met else 0, limit=20)
        met += rows
        if last_round and not rows:
            return
        time.sleep(PAUSE_SECONDS)


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connections.close_all()


def run(race: Race) -> Race:
    def apart(work: Callable[[Race], None]) -> None:
        with own_connection():
            work(race)

    works = [number] * NUMBERERS + [read] * READERS
    with ThreadPoolExecutor(WRITERS + len(works)) as threads:
        watching = [threads.submit(apart, work) for work in works]
        writing = [threads.submit(apart, write) for _ in range(WRITERS)]
        try:
            for writer in writing:
                writer.result()
        finally:
            race.over.set()
        for watcher in watching:
            watcher.result()
    return race


def check(race: Race) -> None:
    assert race.aborted
    log = list(Change.objects.order_by("seq"))
    assert {change.thing for change in log} == set(race.committed)
    assert [change.seq for change in log] == list(range(1, len(race.committed) + 1))
    assert FeedState.objects.get().last_seq == len(race.committed)
    for met in race.met:
        assert [(change.seq, change.thing) for change in met] == [
            (change.seq, change.thing) for change in log
        ]


@pytest.mark.django_db(transaction=True)
def test_eight_writers_with_aborts_lose_nothing() -> None:
    check(run(Race(transactions=TRANSACTIONS[connection.vendor])))


@pytest.mark.torture
@pytest.mark.django_db(transaction=True)
def test_eight_writers_with_aborts_lose_nothing_for_a_long_time() -> None:
    check(run(Race(transactions=15 * TRANSACTIONS[connection.vendor])))
