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
    for row in rows:
        written = b"".join(
            [
                _NULL if value is None else encode(value)
                for encode, value in zip(columns, row, strict=True)
            ]
        )
        parts += (count, written)
        size += len(written)
        if size > _BLOCK_BYTES:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join([*parts, _TRAILER])


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


@lru_cache(maxsize=20_000)
def _uuid(value: UUID | str) -> bytes:
    key = value if isinstance(value, UUID) else UUID(value)
    return b"\0\0\0\x10" + key.bytes


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
