"""`python -m bench`: what an answer costs, beside a plain DRF project; then what it costs as the base grows."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.databases import SETTINGS, Databases, copy_to_yardstick, create, fill, slugs
from bench.following import follow, following_table
from bench.growth import COMMON, Grown, Plan, measure, plans
from bench.pictures import measure_pictures, pictures_table
from bench.servers import STANDFIRST, environment_of
from bench.side_by_side import Answer, side_by_side
from bench.tables import (
    growth_table,
    plain_table,
    plans_table,
    side_by_side_table,
    write_between_markers,
)
from bench.writing import measure_writing, writing_table_rows
from tests import postgres

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


class Size(NamedTuple):
    """How much is measured: articles for the comparison, other sizes of the base, requests and rounds."""

    articles: int
    others: list[int]
    sqlite_articles: int
    requests: int
    rounds: int
    slugs: int
    changes: int

    @property
    def smaller(self) -> list[int]:
        """Sizes before the comparison."""
        return [one for one in self.others if one < self.articles]

    @property
    def larger(self) -> list[int]:
        """Sizes after it: the yardstick need not be filled so far, and the full copy is of the largest."""
        return [one for one in self.others if one > self.articles]


def main() -> None:
    """Measure, print the tables and, for a full run, write them into docs/performance.md."""
    options = _options()
    size = _size(options)
    with postgres.server(*SETTINGS) as url, tempfile.TemporaryDirectory() as folder:
        databases = Databases(url, folder)
        create(databases)
        rate, grown = _grow(databases, size, [*size.smaller, size.articles])
        copy_to_yardstick(databases)
        answers = side_by_side(
            databases,
            slugs=slugs(databases, size.slugs),
            requests=size.requests,
            rounds=size.rounds,
        )
        written = measure_writing(databases, articles=size.requests, rounds=size.rounds)
        grown += _grow(databases, size, size.larger)[1]
        followed = follow(databases, changes=size.changes)
        explained = {"PostgreSQL": plans(databases.environment(STANDFIRST))}
        if size.sqlite_articles:
            explained["SQLite"] = _plans_on_sqlite(folder, size.sqlite_articles)
    pictures = measure_pictures(quick=options.quick)
    others = {
        "following": following_table(*followed),
        "pictures": pictures_table(pictures),
        "writing": plain_table(writing_table_rows(written)),
    }
    _report(size, rate, answers, grown, explained, others, write=options.write)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--articles", type=int, default=10_000, help="how many articles (default 10,000)"
    )
    parser.add_argument(
        "--requests", type=int, default=300, help="requests in a round (default 300)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds for each server (default 5)")
    parser.add_argument(
        "--growth", default="1000", metavar="N,N",
        help="other sizes to measure, smaller ones first, larger ones after the comparison (default 1000)",
    )  # fmt: skip
    parser.add_argument(
        "--quick", action="store_true", help="a small base and few requests: does it run?"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the tables into docs/performance.md"
    )
    return parser.parse_args()


def _size(options: argparse.Namespace) -> Size:
    if options.quick:
        return Size(100, [], sqlite_articles=0, requests=20, rounds=2, slugs=5, changes=5)
    return Size(
        options.articles,
        sorted({int(word) for word in options.growth.split(",") if word}),
        sqlite_articles=1000,
        requests=options.requests,
        rounds=options.rounds,
        slugs=50,
        changes=100,
    )


def _grow(databases: Databases, size: Size, steps: list[int]) -> tuple[float, list[Grown]]:
    """Fill the base step by step and ask the hard questions at each size; say how fast the last was filled."""
    rate, grown = 0.0, []
    for articles in steps:
        rate = fill(databases, articles)
        (slug,) = slugs(databases, 1, tag=COMMON)
        grown += measure(databases, articles=articles, slug=slug, requests=size.requests)
    return rate, grown


def _plans_on_sqlite(folder: str, articles: int) -> list[Plan]:
    environment = environment_of(STANDFIRST, f"sqlite:///{folder}/bench.sqlite3", folder)
    for command in (["migrate", "-v0"], ["make_sample_load", str(articles)]):
        subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=True)
    return plans(environment)


def _report(
    size: Size,
    rate: float,
    answers: list[Answer],
    grown: list[Grown],
    explained: dict[str, list[Plan]],
    others: dict[str, str],
    *,
    write: bool,
) -> None:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}"
    said = (
        f"{size.articles:,} articles on PostgreSQL; {size.rounds} rounds of {size.requests} requests; {machine}."
        f" The sample load stored {rate:,.0f} articles a second."
    )
    tables = {
        "side by side": f"{said}\n\n{side_by_side_table(answers)}",
        "growth": growth_table(grown),
        "plans": plans_table(explained),
        **others,
    }
    for name, table in tables.items():
        print(f"\n{table}")
        if write:
            write_between_markers(PAGE, name, f"\n{table}\n")


if __name__ == "__main__":
    main()
