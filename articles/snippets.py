"""A few words of a text around what a reader searched for, with the hits marked."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.stems import fold, stem_words, words

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`‑-][^\W_]+)*")
_BEFORE_FIRST_HIT: Final = 0.25
# The longest long read has some 40,000 characters; anybody may search, so one answer must not cost seconds.
MOST_CHARACTERS_READ: Final = 50_000


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: int


def snippet(text: str, terms: Sequence[frozenset[str]], width: int = 160) -> str:
    """HTML of about ``width`` characters around the hits: escaped, with each hit in ``<mark>``.

    Where the text was cut stands "…". ``terms`` is what `articles.stems.query_terms` gave;
    without a hit in the first 50,000 characters it is the text's beginning.
    """
    line = " ".join(text[:MOST_CHARACTERS_READ].split())
    hits = _hits(line, terms)
    start, end = _window(line, hits, width)
    marked = _marked(line, start, end, hits)
    return f"{'… ' if start else ''}{marked}{' …' if end < len(line) or len(text) > MOST_CHARACTERS_READ else ''}"


def _hits(line: str, terms: Sequence[frozenset[str]]) -> list[_Hit]:
    """Every word of the line that one of the terms means, in order."""
    found = list(_WORD.finditer(line))
    means = _meanings({match[0] for match in found}, terms)
    return [
        _Hit(match.start(), match.end(), means[match[0]]) for match in found if match[0] in means
    ]


def _meanings(distinct: set[str], terms: Sequence[frozenset[str]]) -> dict[str, int]:
    """For every word that a term means, the place of that term."""
    wanted = {stem: place for place, stems in enumerate(terms) for stem in stems}
    means: dict[str, int] = {}
    for word in distinct:
        places = [wanted[stem] for stem in _stems(word) if stem in wanted]
        if places:
            means[word] = min(places)
    return means


# A newsroom writes the same words again and again: most of a page's texts are stemmed already.
@lru_cache(maxsize=20_000)
def _stems(word: str) -> tuple[str, ...]:
    """Return the stems that stand for a word in the index: the language of the text decides, so either may."""
    parts = [fold(word)] if word.isalpha() else words(word)
    return (*stem_words(parts, "ru"), *stem_words(parts, "kk"))


def _window(line: str, hits: list[_Hit], width: int) -> tuple[int, int]:
    """Where to cut: whole words, the earliest place with the most different terms."""
    if len(line) <= width:
        return 0, len(line)
    # A hit has a letter at least: no more of them than letters have room.
    room = int(width * (1 - _BEFORE_FIRST_HIT))
    seen = [
        len({later.term for later in hits[place : place + room] if later.end <= hit.start + room})
        for place, hit in enumerate(hits)
    ]
    first = hits[seen.index(max(seen))].start if hits else 0
    start = _word_start(line, max(0, min(first - (width - room), len(line) - width)), first)
    end = line.rfind(" ", start, start + width + 1) if start + width < len(line) else len(line)
    longest = max((hit.end for hit in hits if hit.start == first), default=start + width)
    return start, max(end, min(longest, len(line)))


def _word_start(line: str, wanted: int, latest: int) -> int:
    """The start of a word at or after a place, no later than the first hit."""
    if wanted == 0:
        return 0
    space = line.find(" ", wanted - 1)
    return min(space + 1, latest) if space >= 0 else latest


def _marked(line: str, start: int, end: int, hits: list[_Hit]) -> str:
    pieces = []
    at = start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            pieces += [html.escape(line[at : hit.start]), _mark(line[hit.start : hit.end])]
            at = hit.end
    pieces.append(html.escape(line[at:end].rstrip()))
    return "".join(pieces)


def _mark(word: str) -> str:
    return f"<mark>{html.escape(word)}</mark>"
