"""A file of given articles, JSON lines plain or gzipped, read to its end before anything of it is stored."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from articles.sample_load.given_line import LineRefused, Reading, sample_of
from articles.sample_load.names import SourceName, TagName
from articles.sample_load.sample import Sample
from articles.slugs import slug_for

_MOST_NAMED_LINES = 10
_GZIP_START = b"\x1f\x8b"


class GivenRefused(Exception):  # noqa: N818 - a refusal is an answer, not a defect
    """The file cannot be loaded; the message names the lines and what is wrong with them."""


class Checked(NamedTuple):
    """A file without a broken line: how many articles, and the names that they refer to.

    `namesakes` has the lines whose headline was there before, by their numbers, and how many times.
    """

    articles: int
    tags: list[TagName]
    sources: list[SourceName]
    namesakes: dict[int, int]


def check_given(path: Path, *, count: int | None, reading: Reading) -> Checked:
    """Read the first `count` articles of a file (None: all) and say what they hold.

    Raises `GivenRefused` for a file that cannot be read or is too short, and with every broken line (the first ten).
    """
    check = _Check()
    for number, line in given_lines(path, count):
        check.line(number, line, path.name, reading)
    _refuse(path, check, count)
    return Checked(check.count, [*check.tags], [*check.sources], check.namesakes)


class _Check:
    """What is found while a file is read."""

    def __init__(self) -> None:
        self.count = 0
        self.problems: list[str] = []
        self.tags: dict[TagName, None] = {}
        self.sources: dict[SourceName, None] = {}
        self.namesakes: dict[int, int] = {}
        self._lines: dict[tuple[str, str], int] = {}
        self._slugs: Counter[str] = Counter()

    def line(self, number: int, line: bytes, name: str, reading: Reading) -> None:
        """Take one line."""
        self.count += 1
        try:
            sample = sample_of(line, name=name, number=number, reading=reading)
            self._note(sample, number)
        except LineRefused as refusal:
            self.problems.append(f"Line {number}: {refusal}")

    def _note(self, sample: Sample, number: int) -> None:
        first = self._lines.setdefault((sample.external_source, sample.external_id), number)
        if first != number:
            raise LineRefused(f"its corpus and id are those of line {first}.")
        self.tags.update(dict.fromkeys(sample.all_tags))
        self.sources.update(dict.fromkeys(one.source for one in sample.citations))
        slug = slug_for(sample.headline, sample.language)
        if before := self._slugs[slug]:
            self.namesakes[number] = before
        self._slugs[slug] += 1


def _refuse(path: Path, check: _Check, count: int | None) -> None:
    if check.problems:
        named = check.problems[:_MOST_NAMED_LINES]
        if more := len(check.problems) - len(named):
            named.append(f"… and {more:,} more.")
        raise GivenRefused(f"{path}: nothing was stored.\n" + "\n".join(named))
    if not check.count:
        raise GivenRefused(f"{path}: holds no articles; write one JSON object a line.")
    if count is not None and check.count < count:
        raise GivenRefused(
            f"{path}: holds {check.count:,} articles; ask for at most that many, not {count:,}."
        )


def given_lines(path: Path, count: int | None) -> Iterator[tuple[int, bytes]]:
    """Yield the first `count` lines that are not empty (None: all) with their numbers, counted from 1.

    Raises `GivenRefused` for a file that cannot be read.
    """
    found = 0
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, start=1):
                if found == count:
                    return
                if line.strip():
                    found += 1
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or f"the compressed file is damaged ({error})"
        raise GivenRefused(f"{path}: cannot be read: {reason}.") from None


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        is_gzip = file.read(2) == _GZIP_START
    return gzip.open(path) if is_gzip else path.open("rb")  # type: ignore[return-value]
