"""Rows as PostgreSQL's COPY takes them in binary: nothing is quoted on this side and nothing parsed on the other.

The format is that of `COPY … (FORMAT BINARY)` in PostgreSQL's manual: of each value its length and its bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from struct import Struct
from typing import Any
from uuid import UUID

import orjson

from cms.text_vectors import vector_bytes

Encoding = Callable[[Any], bytes]

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BLOCK_BYTES = 128 * 1024
_OFTEN_ALIKE = 4

_count = Struct("!h").pack
_length = Struct("!i").pack


def encodings(types: Iterable[str]) -> list[Encoding] | None:
    """Return how to write values of the columns' types (`bigint`, `varchar(20)` …); None if one is not known here."""
    found = [_ENCODINGS.get(type_.partition("(")[0]) for type_ in types]
    known = [encoding for encoding in found if encoding]
    return known if len(known) == len(found) else None


def blocks(rows: Iterable[Sequence[Any]], columns: Sequence[Encoding]) -> Iterator[bytes]:
    """Yield the rows as COPY takes them, many at a time."""
    count, parts, size = _count(len(columns)), [_HEADER], 0
    first, others = columns[:_OFTEN_ALIKE], columns[_OFTEN_ALIKE:]
    before, beginning = None, b""
    for row in rows:
        # The index rows of one edition begin alike: what they share is written once.
        if (start := row[:_OFTEN_ALIKE]) != before:
            before, beginning = start, count + _written(start, first)
        written = _written(row[_OFTEN_ALIKE:], others)
        parts += (beginning, written)
        size += len(beginning) + len(written)
        if size > _BLOCK_BYTES:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join([*parts, _TRAILER])


def _written(values: Sequence[Any], columns: Sequence[Encoding]) -> bytes:
    return b"".join(
        [
            _NULL if value is None else encode(value)
            for encode, value in zip(columns, values, strict=True)
        ]
    )


def _text(value: str) -> bytes:
    written = value.encode()
    return _length(len(written)) + written


def _bytes(value: bytes) -> bytes:
    return _length(len(value)) + value


def _vector(words: str) -> bytes:
    written = vector_bytes(words)
    return _length(len(written)) + written


def _json(value: object) -> bytes:
    written = orjson.dumps(value)
    return _length(len(written) + 1) + b"\x01" + written


def _moment(value: datetime) -> bytes:
    return _eight_bytes(8, (value - _EPOCH) // _MICROSECOND)


def _flag(value: bool) -> bytes:
    return b"\0\0\0\1\1" if value else b"\0\0\0\1\0"


def _uuid(value: UUID | str) -> bytes:
    return b"\0\0\0\x10" + value.bytes if isinstance(value, UUID) else _uuid_text(value)


@lru_cache(maxsize=20_000)
def _uuid_text(value: str) -> bytes:
    return b"\0\0\0\x10" + UUID(value).bytes


_eight_bytes = Struct("!iq").pack
_four_bytes = Struct("!ii").pack
_two_bytes = Struct("!ih").pack
_double = Struct("!id").pack


def _of_size(pack: Callable[[int, Any], bytes], size: int) -> Encoding:
    return lambda value: pack(size, value)


_ENCODINGS: dict[str, Encoding] = {
    "bigint": _of_size(_eight_bytes, 8),
    "integer": _of_size(_four_bytes, 4),
    "smallint": _of_size(_two_bytes, 2),
    "double precision": _of_size(_double, 8),
    "varchar": _text,
    "text": _text,
    "bytea": _bytes,
    "tsvector": _vector,
    "jsonb": _json,
    "timestamp with time zone": _moment,
    "boolean": _flag,
    "uuid": _uuid,
}
