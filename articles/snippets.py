"""A few words of a text around what a reader searched for, with the hits marked."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.stems import fold, stem_words, words

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`‑-][^\W_]+)*")
# What stands before a place in the middle of a word.
_INSIDE: Final = re.compile(r"[^\W_]['’ʼ`‑-]?\Z")
_BEFORE_FIRST_HIT: Final = 0.25
_LONGEST_REMEMBERED: Final = 100
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
    pieces = text[:MOST_CHARACTERS_READ].split()
    line = " ".join(pieces)
    hits = _hits(line, pieces, terms)
    start, end = _window(line, hits, width)
    marked = _marked(line, start, end, hits)
    return f"{'… ' if start else ''}{marked}{' …' if end < len(line) or len(text) > MOST_CHARACTERS_READ else ''}"


def _hits(line: str, pieces: list[str], terms: Sequence[frozenset[str]]) -> list[_Hit]:
    """Every word of the line that one of the terms means, in order; `pieces` are what stands between its spaces."""
    means = _meanings(set(pieces), terms)
    hits = [
        _Hit(start, start + len(word), term)
        for word, term in means.items()
        for start in _places(line, word)
    ]
    return sorted(hits, key=lambda hit: hit.start)


def _places(line: str, word: str) -> Iterator[int]:
    """Yield where a word stands by itself, not as a part of a longer one."""
    start = line.find(word)
    while start >= 0:
        match = _WORD.match(line, start)
        if match and match[0] == word and not _INSIDE.search(line, max(0, start - 2), start):
            yield start
        start = line.find(word, start + len(word))


def _meanings(distinct: set[str], terms: Sequence[frozenset[str]]) -> dict[str, int]:
    """For every word in the pieces that a term means, the place of that term."""
    wanted = {stem: place for place, stems in enumerate(terms) for stem in stems}
    stems_wanted = wanted.keys()
    hits = [piece for piece in distinct if not stems_wanted.isdisjoint(_stems(piece))]
    means: dict[str, int] = {}
    for word in {word for piece in hits for word in _WORD.findall(piece)}:
        places = [wanted[stem] for stem in _stems(word) if stem in wanted]
        if places:
            means[word] = min(places)
    return means


def _stems(piece: str) -> tuple[str, ...]:
    """Return the stems that stand for a piece's words in the index: the language of the text decides, so either may."""
    return _remembered_stems(piece) if len(piece) <= _LONGEST_REMEMBERED else _found_stems(piece)


def _found_stems(piece: str) -> tuple[str, ...]:
    parts = [part for word in _WORD.findall(piece) for part in _parts(word)]
    return (*stem_words(parts, "ru"), *stem_words(parts, "kk"))


# A newsroom writes the same words again and again: most of a page's texts are stemmed already.
_remembered_stems = lru_cache(maxsize=20_000)(_found_stems)


def _parts(word: str) -> list[str]:
    return [fold(word)] if word.isalpha() else words(word)


def _window(line: str, hits: list[_Hit], width: int) -> tuple[int, int]:
    """Where to cut: whole words, the earliest place with the most different terms."""
    if len(line) <= width:
        return 0, len(line)
    room, seen = _room(width), _terms_from_each(hits, width)
    first = hits[seen.index(max(seen))].start if hits else 0
    start = _word_start(line, max(0, min(first - (width - room), len(line) - width)), first)
    end = line.rfind(" ", start, start + width + 1) if start + width < len(line) else len(line)
    longest = max((hit.end for hit in hits if hit.start == first), default=start + width)
    return start, max(end, min(longest, len(line)))


def _terms_from_each(hits: list[_Hit], width: int) -> list[int]:
    """Return how many different terms a snippet shows that begins with each of the hits."""
    room = _room(width)
    # A hit has a letter at least: no more of them than letters have room.
    return [
        len({later.term for later in hits[place : place + room] if later.end <= hit.start + room})
        for place, hit in enumerate(hits)
    ]


def _room(width: int) -> int:
    """Return the characters of a snippet from its first hit on."""
    return int(width * (1 - _BEFORE_FIRST_HIT))


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
