"""`manage.py make_sample_load N`: fill the database with published articles."""

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from articles.sample_load.given_file import GivenRefused
from articles.sample_load.known import make_known, make_pictures
from articles.sample_load.loads import Load, LoadRefused, generated_load, given_load
from articles.sample_load.processes import BatchRefused, Here, Processes
from articles.sample_load.statistics import analyze, tables

_MOST_PROCESSES = 8


class Command(BaseCommand):
    """Made-up articles, or those of a file; what is stored already is left alone."""

    help = (
        "Fills the database with N published articles of realistic size: made up, the same for the same seed, or "
        "from a file of JSON lines. Articles that an earlier load stored are counted and left as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", metavar="N", type=int, nargs="?", help="how many articles")
        parser.add_argument(
            "--from", dest="path", metavar="FILE.jsonl", type=Path,
            help="load these articles, one JSON object a line, plain or gzipped (docs/performance.md has the keys)",
        )  # fmt: skip
        parser.add_argument("--seed", type=int, help="another number, other articles (default 1)")
        parser.add_argument(
            "--processes", type=int,
            help="how many store at once (default: as many as there are processor cores; SQLite: 1)",
        )  # fmt: skip

    def handle(self, *args: Any, count: int | None, **options: Any) -> None:
        began = time.monotonic()
        if count is not None and count < 1:
            raise CommandError(f"N is {count}: write how many articles there are to be, 1 or more.")
        processes = _processes(options["processes"])
        storing = Processes(processes) if processes > 1 else Here()
        try:
            load = _load(count, options["path"], options["seed"])
            new, storing_seconds = _store(load, storing)
            storing.each(analyze, tables())
        except (GivenRefused, LoadRefused, BatchRefused) as refusal:
            raise CommandError(str(refusal)) from None
        finally:
            storing.close()
        self._report(load.articles, new, time.monotonic() - began, storing_seconds)

    def _report(self, count: int, new: int, seconds: float, storing_seconds: float) -> None:
        if not new:
            self.stdout.write(f"All {count:,} articles are there already; nothing was changed.")
            return
        rest = f"; {count - new:,} were there already" if count > new else ""
        self.stdout.write(
            f"{new:,} articles published in {seconds:.1f} s, {new / seconds:,.0f} a second"
            f" ({connection.vendor}; {new / storing_seconds:,.0f} a second once tags and pictures were there){rest}."
        )


def _load(count: int | None, path: Path | None, seed: int | None) -> Load:
    languages = [settings.LANGUAGE_CODE, *settings.NEWSROOM_LANGUAGES]
    languages = [one for one in dict.fromkeys(languages) if one in settings.NEWSROOM_LANGUAGES]
    until = timezone.now().replace(microsecond=0)
    if path:
        if seed is not None:
            raise CommandError("--seed is for made-up articles: leave it out with --from.")
        return given_load(path=path, count=count, until=until, languages=languages)
    if count is None:
        raise CommandError("Write how many articles: manage.py make_sample_load 10000")
    seed = 1 if seed is None else seed
    return generated_load(count=count, seed=seed, until=until, languages=languages)


def _processes(wanted: int | None) -> int:
    if connection.vendor != "postgresql":
        if wanted not in (None, 1):
            raise CommandError("SQLite takes one writer at a time: leave out --processes.")
        return 1
    if wanted is not None and not 1 <= wanted <= _MOST_PROCESSES:
        raise CommandError(f"--processes: write a number from 1 to {_MOST_PROCESSES}.")
    return wanted or min(os.cpu_count() or 1, _MOST_PROCESSES)


def _store(load: Load, storing: Here | Processes) -> tuple[int, float]:
    """Store the load under a progress bar; return how many articles are new, and how many seconds they took."""
    pictures = storing.begin(make_pictures, load.pictures)
    known = make_known(tags=load.tags, sources=load.sources, pictures=pictures)
    new, began = 0, time.monotonic()
    with tqdm(total=load.articles, unit=" articles", smoothing=0) as bar:
        for stored in storing.store(load.batches, known):
            new += stored.new
            bar.update(stored.articles)
    return new, time.monotonic() - began
