"""How often a key may ask: a number for each minute, counted over all processes.

With CACHE_URL the count is in Redis, for all machines; while that is away each machine counts alone.
Without it there is one machine: the count is in a small file for each key below VAR_DIR, under a
lock, for all its processes; that costs some 20 us, where a row of the database would cost a write
for every read.
"""

import fcntl
import logging
import os
import time
from struct import Struct
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from cms import env
from cms.http.problem import Refusal

log = logging.getLogger(__name__)
WINDOW_SECONDS = 60
FOLDER = env.VAR_DIR / "rates"
_LINE = Struct("!QQ")  # the minute, and how many requests it has seen
_NOTHING = _LINE.pack(0, 0)


class Rate(NamedTuple):
    """Where a caller stands in the present minute; `used` counts the request that asks, too."""

    allowed: int
    used: int
    seconds_left: int

    @property
    def is_exceeded(self) -> bool:
        """Say whether the request is one too many."""
        return self.used > self.allowed

    def headers(self) -> dict[str, str]:
        """Return the headers that tell it (draft-ietf-httpapi-ratelimit-headers-10)."""
        left = max(self.allowed - self.used, 0)
        return {
            "RateLimit-Policy": f'"key";q={self.allowed};w={WINDOW_SECONDS}',
            "RateLimit": f'"key";r={left};t={self.seconds_left}',
        }


class RateExceeded(Refusal):
    """The key has asked too often (RFC 6585, section 4)."""

    status = 429
    code = "rate_exceeded"
    title = "Too many requests"

    def __init__(self, rate: Rate) -> None:
        super().__init__(
            f"This key may ask {rate.allowed:,} times in a minute. Wait {rate.seconds_left} seconds.",
            headers={"Retry-After": str(rate.seconds_left)},
        )


def count_request(name: str, allowed: int) -> Rate:
    """Count one request of a key, by its id, and return where it stands; who asks refuses what is exceeded."""
    minute, seconds = divmod(int(time.time()), WINDOW_SECONDS)
    return Rate(allowed, _count(name, minute), WINDOW_SECONDS - seconds)


def _count(name: str, minute: int) -> int:
    if settings.CACHE_URL:
        try:
            return _count_in_cache(name, minute)
        except RedisError as error:
            log.warning("The cache does not answer, this machine counts alone: %s", error)
    return _count_in_file(name, minute)


def _count_in_cache(name: str, minute: int) -> int:
    entry = f"rate:{name}:{minute}"
    cache.add(entry, 0, timeout=2 * WINDOW_SECONDS)
    return cache.incr(entry)


def _count_in_file(name: str, minute: int) -> int:
    handle = _opened(name)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        counted_minute, count = _LINE.unpack(os.pread(handle, _LINE.size, 0) or _NOTHING)
        count = count + 1 if counted_minute == minute else 1
        os.pwrite(handle, _LINE.pack(minute, count), 0)
        return int(count)
    finally:
        os.close(handle)  # This gives up the lock.


def _opened(name: str) -> int:
    """Return a handle to a key's file; the folder is made for the first."""
    flags, mode = os.O_RDWR | os.O_CREAT, 0o600
    try:
        return os.open(FOLDER / name, flags, mode)
    except FileNotFoundError:
        FOLDER.mkdir(parents=True, exist_ok=True)
        return os.open(FOLDER / name, flags, mode)
