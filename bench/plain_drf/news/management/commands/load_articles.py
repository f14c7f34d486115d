"""Fills the yardstick's tables with the articles that Standfirst's own API answers."""

import itertools
import sys
from collections.abc import Iterator
from typing import Any

import orjson
from django.core.management.base import BaseCommand

from bench.plain_drf.news.conversion import Conversion

BATCH = 1000


class Command(BaseCommand):
    """Read article documents, one JSON object a line, from standard input."""

    help = "Fill the tables with article documents (one JSON object a line) from standard input."

    def handle(self, *args: Any, **options: Any) -> None:
        """Store every document; what several articles share is stored once."""
        conversion = Conversion()
        count = 0
        for documents in _batches():
            conversion.store(documents)
            count += len(documents)
        self.stdout.write(f"{count:,} articles stored.")


def _batches() -> Iterator[list[dict[str, Any]]]:
    waiting = (orjson.loads(line) for line in sys.stdin.buffer)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch
