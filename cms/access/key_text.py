"""The text of an API key: recognisable by secret scanners, checked before any database is asked.

`standfirst_`, 40 random letters and digits (238 bits), and 6 more that are a CRC-32 of all before
them in base 62, padded with zeros: `\\bstandfirst_[0-9A-Za-z]{46}\\b`.
"""

import hashlib
import re
import secrets
import string
import zlib
from typing import Final

LEADER: Final = "standfirst_"
PATTERN: Final = re.compile(rf"{LEADER}[0-9A-Za-z]{{46}}")
_ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM_CHARACTERS: Final = 40
_CHECKSUM_CHARACTERS: Final = 6
_SHOWN_CHARACTERS: Final = 6
PREFIX_CHARACTERS: Final = len(LEADER) + _SHOWN_CHARACTERS


def new_key_text() -> str:
    """Return a fresh key; whoever holds the text holds the key."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_CHARACTERS))
    return f"{LEADER}{drawn}{_checksum(LEADER + drawn)}"


def is_key_text(text: str) -> bool:
    """Say whether a text has the form and the checksum of a key, whether or not there is such a key."""
    if not PATTERN.fullmatch(text):
        return False
    return _checksum(text[:-_CHECKSUM_CHARACTERS]) == text[-_CHECKSUM_CHARACTERS:]


def digest(text: str) -> str:
    """Return the SHA-256 of a key, in hexadecimal: all that is stored of it but its prefix.

    A key is drawn from 238 bits, so it needs no salt and no slow hash, as a password does.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def prefix(text: str) -> str:
    """Return the beginning of a key, by which people tell keys apart."""
    return text[:PREFIX_CHARACTERS]


def _checksum(text: str) -> str:
    rest, characters = zlib.crc32(text.encode()), ""
    while rest:
        rest, digit = divmod(rest, len(_ALPHABET))
        characters = _ALPHABET[digit] + characters
    return characters.rjust(_CHECKSUM_CHARACTERS, "0")
