"""A query string, read to the letter: every slip is found, nothing is repaired."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from cms.http.problem import FieldError

MAX_BYTES = 8_000
MAX_PARAMETERS = 12
SHOWN_CHARACTERS = 60

Pair = tuple[str, str]


class QueryString(NamedTuple):
    """The parameters in the order given, and what is wrong with the string as such."""

    pairs: list[Pair]
    errors: list[FieldError]


def read(raw: str) -> QueryString:
    """Return the parameters of a query string as WSGI hands it on (PEP 3333: bytes as Latin-1)."""
    if len(raw) > MAX_BYTES:
        message = f"The query string is {len(raw):,} bytes long; {MAX_BYTES:,} is the most."
        return QueryString([], [FieldError("", "too_long", message)])
    pieces = [piece for piece in raw.encode("latin-1").split(b"&") if piece]
    errors = list(_too_many(len(pieces)))
    pairs = []
    for piece in pieces:
        name, _, value = (_text(part) for part in piece.partition(b"="))
        if name is None or value is None:
            errors.append(FieldError(show(name or ""), "encoding", "This is not UTF-8 text."))
        elif "\x00" in name + value:
            errors.append(FieldError(show(name), "null_character", "A NUL is not a character."))
        else:
            pairs.append((name, value))
    return QueryString(pairs, errors)


def show(text: str) -> str:
    """Return what a client sent as an error may quote it: cut, and without control characters."""
    cut = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in cut
    )


def _too_many(count: int) -> Iterable[FieldError]:
    if count > MAX_PARAMETERS:
        message = f"{count} parameters are given; {MAX_PARAMETERS} is the most."
        yield FieldError("", "too_many_parameters", message)


def _text(part: bytes) -> str | None:
    try:
        return unquote_to_bytes(part.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
