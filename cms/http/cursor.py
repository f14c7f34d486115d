"""Cursors: an opaque, URL-safe word for a place in an ordered list.

Layout before base64url: a version byte, four bytes of checksum, then JSON `[order, flags, first,
second]`. The checksum finds slips of copying, not forgery: a forged cursor names a place that
anybody may ask for anyway.
"""

import json
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import blake2b
from typing import Any
from uuid import UUID

from cms.http.problem import BadRequest, FieldError

VERSION = b"\x01"
CHECKSUM_BYTES = 4
MAX_CHARACTERS = 1_000
MAX_INTEGER = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DAMAGED = "This cursor is damaged. Use `next` or `previous` as they were given, or leave it out."
ELSEWHERE = "This cursor belongs to another list or order. Leave it out to start at the first page."


class Kind(Enum):
    """What a column holds, and so how its value travels."""

    MOMENT = "moment"
    TEXT = "text"
    INTEGER = "integer"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place: just after (or before, going backward) the row with these two values.

    `inclusive` takes that row too: the way back from a page that turned out empty.
    """

    first: Any
    second: Any
    backward: bool = False
    inclusive: bool = False


def encode(cursor: Cursor, *, order: str) -> str:
    """Return the cursor as one word."""
    flags = cursor.backward + 2 * cursor.inclusive
    values = [order, flags, _portable(cursor.first), _portable(cursor.second)]
    payload = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(VERSION + _checksum(payload) + payload).rstrip(b"=").decode()


def decode(word: str, *, order: str, kinds: tuple[Kind, Kind]) -> Cursor:
    """Return the place that a word names; BadRequest when it is damaged or of another order."""
    values = _values(word)
    if values[0] != order:
        raise _refuse("foreign", ELSEWHERE)
    try:
        first, second = (_value(kind, value) for kind, value in zip(kinds, values[2:], strict=True))
        flags = _value(Kind.INTEGER, values[1])
    except (ValueError, OverflowError) as error:
        raise _refuse("damaged", DAMAGED) from error
    return Cursor(first, second, backward=bool(flags & 1), inclusive=bool(flags & 2))


def _values(word: str) -> list[Any]:
    if len(word) > MAX_CHARACTERS or not word.isascii():
        raise _refuse("damaged", DAMAGED)
    try:
        packed = b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except Base64Error as error:
        raise _refuse("damaged", DAMAGED) from error
    version, checksum, payload = packed[:1], packed[1:5], packed[5:]
    if version != VERSION or checksum != _checksum(payload):
        raise _refuse("damaged", DAMAGED)
    return _list(payload)


def _list(payload: bytes) -> list[Any]:
    try:
        values = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise _refuse("damaged", DAMAGED) from error
    if not isinstance(values, list) or len(values) != 4:
        raise _refuse("damaged", DAMAGED)
    return values


def _portable(value: Any) -> str | int:
    """Return a column's value as JSON holds it: moments as whole microseconds since 1970 UTC."""
    if isinstance(value, datetime):
        return (value - EPOCH) // timedelta(microseconds=1)
    return value if isinstance(value, int) else str(value)


def _value(kind: Kind, value: Any) -> Any:
    """Return a value as the database takes it; ValueError when it is not of its kind."""
    if kind in {Kind.MOMENT, Kind.INTEGER}:
        if type(value) is not int or abs(value) > MAX_INTEGER:
            raise ValueError(value)
        return EPOCH + timedelta(microseconds=value) if kind is Kind.MOMENT else value
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(value)
    value.encode()  # A lone surrogate is a ValueError here, and a crash in the database.
    return UUID(value) if kind is Kind.IDENTIFIER else value


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=CHECKSUM_BYTES, person=b"cursor").digest()


def _refuse(code: str, message: str) -> BadRequest:
    return BadRequest(errors=[FieldError("cursor", code, message)])
