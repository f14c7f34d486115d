"""Cursors into the log: an opaque, URL-safe word for how far somebody has followed it.

Layout before base64url: a version byte, seven bytes of checksum, then the epoch, the number of the
last change seen, the number at which a full copy began (0: none is under way) and the fingerprint
of what is followed. The checksum finds slips of copying, not forgery: a forged cursor only skips
what its bearer may read anyway.
"""

from base64 import b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, replace
from hashlib import blake2b
from struct import Struct
from uuid import UUID

from cms.http.problem import BadRequest, FieldError, Gone

VERSION = b"\x01"
CHECKSUM_BYTES = 7
CHARACTERS = 64
MAX_NUMBER = 2**63 - 1
_LAYOUT = Struct("!16sQQ8s")

DAMAGED = "This cursor is damaged. Use `cursor` or `next` as they were given, or leave it out."
_START_AGAIN = "Ask without a cursor for a full copy, then drop what it does not hold."


class Resync(Gone):
    """The way on from this cursor is lost; a full copy is the way back."""

    code = "resync"
    title = "Start again"


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has followed the log.

    `copy_head` is the number at which a full copy began, until that is passed; `asked` is the
    fingerprint of what is followed.
    """

    epoch: UUID
    seq: int
    copy_head: int
    asked: bytes

    def moved(self, seq: int) -> "Place":
        """Return the place further on; a copy is over once its head is reached."""
        return replace(self, seq=seq, copy_head=self.copy_head if seq < self.copy_head else 0)


def encode(place: Place) -> str:
    """Return the place as one word of 64 letters, digits, - and _."""
    payload = _LAYOUT.pack(place.epoch.bytes, place.seq, place.copy_head, place.asked)
    return urlsafe_b64encode(VERSION + _checksum(payload) + payload).decode()


def decode(word: str) -> Place:
    """Return the place that a word names; BadRequest when the word is damaged."""
    payload = _payload(word)
    epoch, seq, copy_head, asked = _LAYOUT.unpack(payload)
    if max(seq, copy_head) > MAX_NUMBER:
        raise _damaged()
    return Place(UUID(bytes=epoch), seq, copy_head, asked)


def refuse_lost(place: Place, *, epoch: UUID, last_seq: int, low_water: int, asked: bytes) -> None:
    """Raise `Resync` when the log cannot be followed from here without missing something."""
    if place.epoch != epoch or max(place.seq, place.copy_head) > last_seq:
        raise Resync(f"This cursor is from another database or another time of it. {_START_AGAIN}")
    if (place.copy_head or place.seq) < low_water:
        raise Resync(f"This cursor is so old that withdrawals since are forgotten. {_START_AGAIN}")
    if place.asked != asked:
        raise Resync(
            "This cursor was given for another filter, or the limits of the key or the names of the tags have changed. "
            + _START_AGAIN
        )


def _payload(word: str) -> bytes:
    if len(word) != CHARACTERS or not word.isascii():
        raise _damaged()
    try:
        packed = b64decode(word, altchars=b"-_", validate=True)
    except Base64Error as error:
        raise _damaged() from error
    version, checksum, payload = packed[:1], packed[1:8], packed[8:]
    if version != VERSION or checksum != _checksum(payload):
        raise _damaged()
    return payload


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=CHECKSUM_BYTES, person=b"changes").digest()


def _damaged() -> BadRequest:
    return BadRequest(errors=[FieldError("cursor", "damaged", DAMAGED)])
