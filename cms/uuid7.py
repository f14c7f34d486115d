"""Identifiers: UUIDv7, which sorts by the millisecond it was made in (RFC 9562, section 5.7), and reading any UUID."""

import os
import re
import time
import uuid

_RANDOM_BITS = 74
_USUAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WRITTEN = re.compile(_USUAL.pattern, re.IGNORECASE | re.ASCII)


def uuid7(*, at_ms: int | None = None) -> uuid.UUID:
    """Return a new UUIDv7 for now, or for a moment given in milliseconds since 1970 UTC."""
    moment = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    random_bits = int.from_bytes(os.urandom(10), "big") & ((1 << _RANDOM_BITS) - 1)
    rand_a, rand_b = random_bits >> 62, random_bits & ((1 << 62) - 1)
    return uuid.UUID(
        int=(moment & ((1 << 48) - 1)) << 80 | 7 << 76 | rand_a << 64 | 2 << 62 | rand_b
    )


def uuid_in(text: str) -> uuid.UUID | None:
    """Return the UUID that a text is: 32 hex digits in five groups (RFC 9562, section 4); None for any other text."""
    return uuid.UUID(text) if _WRITTEN.fullmatch(text) else None


def is_id(value: object) -> bool:
    """Say whether a value is a UUID written in its usual form."""
    return isinstance(value, str) and _USUAL.fullmatch(value) is not None
