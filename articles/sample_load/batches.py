"""The pieces in which a load is stored: each is one transaction, in whatever process takes it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import transaction

from articles.drafts import create_first_revisions
from articles.models import Article, Revision
from articles.publishing import publish_new
from articles.sample_load.contents import content_of
from articles.sample_load.generated import generated
from articles.sample_load.given_file import Checked, given_lines
from articles.sample_load.given_line import Reading, sample_of
from articles.sample_load.known import Known
from articles.sample_load.sample import Sample

# Of what is left a batch takes this part at most.
_SHARES = 4


class Batch(Protocol):
    """Some articles that are not written out yet; it travels to another process."""

    def samples(self) -> list[Sample]:
        """Return the articles."""


class Generated(NamedTuple):
    """Made-up articles: those with these numbers."""

    seed: int
    numbers: range
    until: datetime
    languages: list[str]

    def samples(self) -> list[Sample]:
        """Return the articles."""
        return [
            generated(seed=self.seed, number=number, until=self.until, languages=self.languages)
            for number in self.numbers
        ]


class Given(NamedTuple):
    """Articles of a file: (line number, line), and how many minutes before the end the first one was.

    `namesakes` says of lines how many before them have the same headline.
    """

    path: Path
    lines: list[tuple[int, bytes]]
    minutes_before_the_end: int
    reading: Reading
    namesakes: dict[int, int]

    def samples(self) -> list[Sample]:
        """Return the articles."""
        return [
            sample_of(
                line,
                name=self.path.name,
                number=number,
                reading=self.reading,
                minutes_before_the_end=self.minutes_before_the_end - place,
            )._replace(namesakes=self.namesakes.get(number, 0))
            for place, (number, line) in enumerate(self.lines)
        ]


def generated_batches(
    *, count: int, seed: int, until: datetime, languages: list[str], size: int
) -> Iterator[Generated]:
    """Yield the made-up articles 0 to `count` - 1 in batches; a small one comes first, for it is stored alone."""
    start = 0
    for length in _lengths(count, size):
        yield Generated(seed, range(start, start + length), until, languages)
        start += length


def _lengths(count: int, size: int) -> Iterator[int]:
    """Yield how many articles each batch holds: smaller ones come last, so that all processes end together."""
    length = min(count, size // 20)
    while count:
        yield length
        count -= length
        length = min(count, max(size // 4, min(size, count // _SHARES)))


def given_batches(*, path: Path, checked: Checked, reading: Reading, size: int) -> Iterator[Given]:
    """Yield the articles of a checked file in batches."""
    lines = given_lines(path, checked.articles)
    left = checked.articles
    while some := list(islice(lines, size)):
        namesakes = {n: checked.namesakes[n] for n, _line in some if n in checked.namesakes}
        yield Given(path, some, left - 1, reading, namesakes)
        left -= len(some)


@transaction.atomic
def store(samples: Sequence[Sample], known: Known) -> int:
    """Store and publish the samples that are not stored yet, all or none; return how many those are."""
    fresh = _not_stored(samples)
    if fresh:
        contents = [content_of(sample, known) for sample in fresh]
        revisions = create_first_revisions(contents=contents, by=None, reason="Loaded as a sample.")
        publish_new(revisions=revisions, namesakes=_namesakes(fresh, revisions))
    return len(fresh)


def _namesakes(samples: Sequence[Sample], revisions: Sequence[Revision]) -> dict[UUID, int]:
    return {
        revision.article_id: sample.namesakes
        for sample, revision in zip(samples, revisions, strict=True)
        if sample.namesakes
    }


def _not_stored(samples: Sequence[Sample]) -> list[Sample]:
    rows = Article.objects.filter(
        external_source__in={sample.external_source for sample in samples},
        external_id__in=[sample.external_id for sample in samples],
    )
    stored = set(rows.values_list("external_source", "external_id"))
    return [
        sample for sample in samples if (sample.external_source, sample.external_id) not in stored
    ]
