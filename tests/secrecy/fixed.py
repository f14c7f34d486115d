"""A clock that stands still and dice that fall the same way: what is made twice is the same to the byte."""

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest import mock

import time_machine

BEGINNING = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


class Moments:
    """Hands out moments, each with its own dice; those of the public and of the hidden part never meet."""

    def __init__(self, clock: time_machine.Traveller) -> None:
        self._clock = clock
        self._number = {"public": itertools.count(), "hidden": itertools.count()}

    def next(self, part: str) -> None:
        """Set the clock and the dice for the next thing that happens in a part of the story."""
        number = next(self._number[part])
        seconds = 600 * number + (300 if part == "hidden" else 0)
        self._clock.move_to(BEGINNING + timedelta(seconds=seconds))
        random.seed(f"{part} {number}")

    def last(self) -> None:
        """Set the clock to when readers come."""
        self._clock.move_to(BEGINNING + timedelta(days=30))


@contextmanager
def fixed() -> Iterator[Moments]:
    """Stop the clock; ids are made from it and from seeded dice."""
    with (
        time_machine.travel(BEGINNING, tick=False) as clock,
        mock.patch("os.urandom", random.randbytes),
    ):
        yield Moments(clock)
