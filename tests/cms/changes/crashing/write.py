"""Writers in a process of their own: `python -m tests.cms.changes.crashing.write SEED WRITERS FILE REST [compact]`.

Each writer commits some changes, or changes its mind, again and again with a REST in between (seconds), until the
process is told to end (SIGTERM) or is killed. What became of a transaction is a line in FILE, written after it:
`committed` or `aborted`, thing, version.
"""

import os
import random
import signal
import sys
import threading
import time
from datetime import timedelta
from uuid import UUID, uuid4

import django

django.setup()

from django.db import Error, connection, transaction
from django.utils import timezone

from cms.changes.compacting import compact
from cms.changes.log import NewChange, append
from cms.changes.numbering import number_pending

ABORTED_SHARE = 0.2
MOST_IN_A_BATCH = 15
LONGEST_THOUGHT_SECONDS = 0.004
LABELS = ("language:en", "language:kk")


class ChangedMindError(Exception):
    """A transaction that does not commit."""


class Writer:
    """One writer with its own luck and its own things, so that no other writes their next version."""

    def __init__(self, seed: str, file: int) -> None:
        self.chance, self.file = random.Random(seed), file
        self.versions: dict[UUID, int] = {}

    def write(self) -> None:
        changes = self.batch()
        try:
            with transaction.atomic():
                append(changes=changes)
                if connection.vendor == "postgresql":  # On SQLite the lock is not kept to think.
                    time.sleep(self.chance.uniform(0, LONGEST_THOUGHT_SECONDS))
                if self.chance.random() < ABORTED_SHARE:
                    raise ChangedMindError
        except ChangedMindError:
            self.note("aborted", changes)
            return
        except Error:
            # Whether it was committed nobody knows: these things are left as they are.
            for change in changes:
                self.versions.pop(change.thing, None)
            connection.close()
            time.sleep(0.05)
            return
        self.note("committed", changes)
        for change in changes:
            self.versions[change.thing] = change.version

    def batch(self) -> list[NewChange]:
        count = self.chance.randint(1, MOST_IN_A_BATCH)
        known = self.chance.sample(sorted(self.versions), min(count // 3, len(self.versions)))
        return [self.change(uuid4(), 1) for _ in range(count - len(known))] + [
            self.change(thing, self.versions[thing] + 1) for thing in known
        ]

    def change(self, thing: UUID, version: int) -> NewChange:
        words = ("published",) if version == 1 else ("updated", "published", "withdrawn")
        operation = self.chance.choice(words)
        labels = [self.chance.choice(LABELS)]
        return NewChange(
            type="article", thing=thing, operation=operation, version=version, labels=labels
        )

    def note(self, outcome: str, changes: list[NewChange]) -> None:
        lines = [f"{outcome} {change.thing} {change.version}\n" for change in changes]
        os.write(self.file, "".join(lines).encode())


def again_and_again(work, rest_seconds: float = 0.0) -> None:
    try:
        while not stopping.is_set():
            try:
                work()
            except Error:
                connection.close()
                time.sleep(0.05)
            time.sleep(rest_seconds)
    finally:
        connection.close()


if __name__ == "__main__":
    seed, count, path, rest, *also = sys.argv[1:]
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    writers = [Writer(f"{seed} {number}", file) for number in range(int(count))]
    works = [(writer.write, float(rest)) for writer in writers]
    works.append((number_pending, 0.02))
    if "compact" in also:
        works.append((lambda: compact(before=timezone.now() + timedelta(hours=1), limit=500), 0.1))
    threads = [threading.Thread(target=again_and_again, args=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
