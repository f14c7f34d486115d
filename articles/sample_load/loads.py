"""What is to be loaded: made-up articles, or those of a file."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from articles.sample_load.batches import Batch, generated_batches, given_batches
from articles.sample_load.generated import PICTURES
from articles.sample_load.given_file import check_given
from articles.sample_load.given_line import Reading
from articles.sample_load.names import ALL_TAGS, SOURCES, SourceName, TagName
from articles.sample_load.phrases import PHRASES

# What was read of a body is remembered for as many (`articles.recent_bodies`). A larger batch spares statements;
# a smaller one stays nearer to the processor, and all processes end together.
BATCH = 1000


class LoadRefused(Exception):  # noqa: N818 - a refusal is an answer, not a defect
    """There is nothing to load like this; the message says what to do."""


class Load(NamedTuple):
    """How many articles in which batches, and the names that they refer to."""

    articles: int
    batches: Iterable[Batch]
    tags: Collection[TagName]
    sources: Collection[SourceName]
    pictures: int


def generated_load(*, count: int, seed: int, until: datetime, languages: list[str]) -> Load:
    """Return a load of made-up articles; raises `LoadRefused` without a language that they are written in."""
    if not set(languages) & set(PHRASES):
        known = ", ".join(PHRASES)
        raise LoadRefused(
            f"Sample articles are written in {known}: add one of them to NEWSROOM_LANGUAGES, or give a file."
        )
    batches = generated_batches(
        count=count, seed=seed, until=until, languages=languages, size=BATCH
    )
    return Load(count, batches, ALL_TAGS, SOURCES, PICTURES)


def given_load(*, path: Path, count: int | None, until: datetime, languages: list[str]) -> Load:
    """Return a load of the first `count` articles of a file (None: all); raises `GivenRefused`."""
    reading = Reading(languages, until)
    checked = check_given(path, count=count, reading=reading)
    batches = given_batches(path=path, checked=checked, reading=reading, size=BATCH)
    return Load(checked.articles, batches, checked.tags, checked.sources, 0)
