"""The words of a text with their places, as PostgreSQL keeps them for its full-text search (a tsvector).

For words that need no further reading: letters and digits, small, parted by spaces. PostgreSQL's own `to_tsvector`
would find the same, reading them letter by letter. Its limits are kept: there is no place beyond 16,383, and of a word
the first 255 places count.
"""

from functools import cache
from itertools import chain, repeat
from struct import Struct, unpack

_LAST_PLACE = 16_383
_MOST_PLACES = 255
_BYTES = 2

_short = Struct("!H").pack
_long = Struct("!i").pack


def vector_bytes(words: str) -> bytes:
    """Return the vector as a binary COPY takes it."""
    found, counts = _places(words), _counts()
    parts = [_long(len(found))]
    for word, places in found.items():
        parts += (word.encode(), counts[len(places)], places)
    return b"".join(parts)


def vector_text(words: str) -> str:
    """Return the vector as a literal."""
    return " ".join(
        f"{word}:{','.join(map(str, unpack(f'!{len(places) // _BYTES}H', places)))}"
        for word, places in _places(words).items()
    )


def _places(words: str) -> dict[str, bytes]:
    """Return each word with its places, two bytes each, from the first to the last."""
    found: dict[str, bytes] = {}
    every = words.split()
    for word, place in zip(every, chain(_numbers(), repeat(_short(_LAST_PLACE))), strict=False):
        found[word] = found.get(word, b"") + place
    longest = max(map(len, found.values()), default=0)
    if longest <= _MOST_PLACES * _BYTES and len(every) <= _LAST_PLACE:
        return found
    return {word: _within_limits(places) for word, places in found.items()}


def _within_limits(places: bytes) -> bytes:
    """Return the first places, the last possible one once."""
    kept = places[: _MOST_PLACES * _BYTES]
    last = _short(_LAST_PLACE)
    while kept.endswith(last + last):
        kept = kept[:-_BYTES]
    return kept


@cache
def _numbers() -> list[bytes]:
    return [_short(place) for place in range(1, _LAST_PLACE + 1)]


@cache
def _counts() -> dict[int, bytes]:
    """Return, for so many bytes of places, how a vector says their number: after the word's own end."""
    return {_BYTES * count: b"\0" + _short(count) for count in range(1, _MOST_PLACES + 1)}
