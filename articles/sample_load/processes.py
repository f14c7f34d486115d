"""Stores batches in several processes at once, or in this one."""

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import django
from django.db import OperationalError, connections

from articles.sample_load.batches import Batch, store
from articles.sample_load.known import Known
from articles.sample_load.sample import Sample
from cms.http.problem import Refusal

T = TypeVar("T")
_WAITING_FOR_EACH = 2
_TRIES = 3
_ENDED = (
    "A process that stores articles was ended by somebody else, perhaps because memory was short. "
    "What it was at is not stored; the same command again adds the rest."
)
# Hundreds of thousands of values are alive until a batch is stored: to look for rings among them again and again takes
# a seventh of the time and finds none.
_COLLECTIONS = (500_000, 20, 100)


class Stored(NamedTuple):
    """What became of a batch: how many articles it holds, and how many of them are new."""

    articles: int
    new: int


class BatchRefused(Exception):  # noqa: N818 - a refusal is an answer, not a defect
    """A batch was refused, or its process ended; nothing of the batch is stored. The message names the reasons."""


class Here:
    """Stores batches one after another in this process."""

    def __init__(self) -> None:
        self._thresholds = gc.get_threshold()
        gc.set_threshold(*_COLLECTIONS)

    def store(self, batches: Iterable[Batch], known: Known) -> Iterator[Stored]:
        """Store every batch; raises `BatchRefused`."""
        for batch in batches:
            yield _stored(batch, known)

    def begin(self, task: Callable[[int], T], number: int) -> Callable[[], T]:
        """Return what does a task when it is asked for the result."""
        return partial(task, number)

    def each(self, task: Callable[[str], None], names: Iterable[str]) -> None:
        """Do a task for each of the names."""
        for name in names:
            task(name)

    def close(self) -> None:
        """Nothing is left open."""
        gc.set_threshold(*self._thresholds)


class Processes:
    """Stores batches in processes of their own, which start at once.

    Make it before anything else runs in threads, and outside transactions: connections are closed.
    """

    def __init__(self, count: int) -> None:
        # A copy of this process has everything loaded that a fresh one would load for a second. It may share no
        # connection with this one. Elsewhere than on Linux copies are not safe to use.
        connections.close_all()
        method = "fork" if sys.platform == "linux" else "spawn"
        context = multiprocessing.get_context(method)
        self._count = count
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=django.setup)
        self._started = self._pool.submit(_nothing)

    def store(self, batches: Iterable[Batch], known: Known) -> Iterator[Stored]:
        """Store every batch, in no certain order; raises `BatchRefused`, and leaves the rest then."""
        coming = iter(batches)
        # The first one alone: it makes nearly every tag and picture public, for which it needs a lock to itself.
        for batch in islice(coming, 1):
            yield _result(self._submit(_stored_there, batch, known))
        running: set[Future[Stored]] = set()
        while True:
            room = self._count * _WAITING_FOR_EACH - len(running)
            running |= {self._submit(_stored_there, batch, known) for batch in islice(coming, room)}
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield _result(future)

    def begin(self, task: Callable[[int], T], number: int) -> Callable[[], T]:
        """Begin a task, and return what waits for its result and raises `BatchRefused`."""
        return partial(_result, self._submit(_told, task, number))

    def each(self, task: Callable[[str], None], names: Iterable[str]) -> None:
        """Do a task for each of the names, in no certain order."""
        for future in [self._submit(task, name) for name in names]:
            _result(future)

    def _submit(self, task: Callable[..., T], *arguments: Any) -> Future[T]:
        try:
            return self._pool.submit(task, *arguments)
        except BrokenProcessPool:
            raise BatchRefused(_ENDED) from None

    def close(self) -> None:
        """Let the processes finish what they are at, and end them."""
        self._pool.shutdown(cancel_futures=True)


def _result(future: Future[T]) -> T:
    """Wait for the result of a process; raises `BatchRefused` where it was refused, or the process ended."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise BatchRefused(_ENDED) from None


def _told(task: Callable[[int], T], number: int) -> T:
    """Do a task in a process of the pool; what it refuses is said in plain words."""
    try:
        return task(number)
    except Refusal as refusal:
        raise BatchRefused(str(refusal)) from None


def _store_in_the_end(samples: list[Sample], known: Known) -> int:
    """Store a batch; one that the database gave up because two waited for each other is stored again."""
    for _attempt in range(_TRIES - 1):
        try:
            return store(samples, known)
        except OperationalError:
            continue
    return store(samples, known)


def _nothing() -> None:
    """Do nothing: what starts a process of the pool."""


def _stored_there(batch: Batch, known: Known) -> Stored:
    """Store a batch in a process that does nothing else."""
    gc.set_threshold(*_COLLECTIONS)
    return _stored(batch, known)


def _stored(batch: Batch, known: Known) -> Stored:
    samples = batch.samples()
    try:
        return Stored(len(samples), _store_in_the_end(samples, known))
    except Refusal as refusal:
        # In plain words: an exception with members of its own does not travel between processes.
        names = f"{samples[0].external_id} to {samples[-1].external_id}"
        raise BatchRefused(f"The articles {names} were refused: {refusal}") from None
