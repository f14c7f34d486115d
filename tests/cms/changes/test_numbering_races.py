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
from django.db import connections, transaction

from cms.changes.log import NewChange, append
from cms.changes.models import Change, FeedState
from cms.changes.numbering import is_pending, number_pending
from cms.changes.reading import latest
from cms.uuid7 import uuid7

WRITERS, READERS = 8, 2
ABORTED_SHARE = 0.25
LONGEST_TRANSACTION_SECONDS = 0.004


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


def write(race: Race) -> None:
    for _ in range(race.transactions):
        changes = batch()
        try:
            with transaction.atomic():
                append(changes=changes)
                # Ids are taken; others commit in between, so commits come out of their order.
                time.sleep(random.uniform(0, LONGEST_TRANSACTION_SECONDS))
                if random.random() < ABORTED_SHARE:
                    raise ChangedMindError
        except ChangedMindError:
            race.aborted += 1
        else:
            race.committed += [change.thing for change in changes]


def number(race: Race) -> None:
    while not race.over.is_set() or is_pending():
        number_pending()


def read(race: Race) -> None:
    met: list[Change] = []
    race.met.append(met)
    while True:
        last_round = race.over.is_set() and not is_pending()
        rows = latest(after=met[-1].seq if met else 0, limit=20)
        met += rows
        if last_round and not rows:
            return


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

    with ThreadPoolExecutor(WRITERS + READERS + 1) as threads:
        watching = [threads.submit(apart, work) for work in [number, *[read] * READERS]]
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
    check(run(Race(transactions=20)))


@pytest.mark.torture
@pytest.mark.django_db(transaction=True)
def test_eight_writers_with_aborts_lose_nothing_for_a_long_time() -> None:
    check(run(Race(transactions=1_000)))
