"""Reads IPTC-IIM, as it stands in a JPEG's Photoshop segment (IIM 4.2; IPTC Photo Metadata, mapping table)."""

import re
from collections.abc import Iterator
from typing import Final

from media.metadata.found import UNSTATED, Found

_CHARACTER_SET: Final = (1, 90)
_UTF_8: Final = b"\x1b%G"
_BY_LINE, _CREDIT, _COPYRIGHT, _CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
_DATE_CREATED, _TIME_CREATED = (2, 55), (2, 60)
_DATE: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_TIME: Final = re.compile(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?")

DataSet = tuple[int, int]


def read_iim(block: bytes) -> Found:
    """Return what the records say; a block that breaks off counts up to there."""
    sets: dict[DataSet, list[bytes]] = {}
    for key, value in _data_sets(block):
        sets.setdefault(key, []).append(value)
    is_utf_8 = _UTF_8 in sets.get(_CHARACTER_SET, [])
    texts = {key: [_text(value, is_utf_8) for value in values] for key, values in sets.items()}
    caption = _first(texts, _CAPTION)
    return Found(
        caption={UNSTATED: caption} if caption else {},
        creator=", ".join(filter(None, texts.get(_BY_LINE, []))),
        credit=_first(texts, _CREDIT),
        copyright=_first(texts, _COPYRIGHT),
        captured_at=_moment(_first(texts, _DATE_CREATED), _first(texts, _TIME_CREATED)),
    )


def _data_sets(block: bytes) -> Iterator[tuple[DataSet, bytes]]:
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number = block[at + 1], block[at + 2]
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & 0x8000:  # An extended data set says how many bytes its length takes.
            size = length & 0x7FFF
            length = int.from_bytes(block[at : at + size], "big")
            at += size
        yield (record, number), block[at : at + length]
        at += length


def _text(value: bytes, is_utf_8: bool) -> str:
    """Decode as 1:90 says; without it many programs write UTF-8 all the same, which Latin-1 text hardly ever is."""
    value = value.replace(b"\0", b" ")  # No database keeps them, and no text means them.
    if is_utf_8:
        return value.decode("utf-8", "replace").strip()
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def _first(texts: dict[DataSet, list[str]], key: DataSet) -> str:
    return next(iter(texts.get(key, [])), "")


def _moment(date: str, time: str) -> str:
    day = _DATE.fullmatch(date)
    if day is None:
        return ""
    clock = _TIME.fullmatch(time)
    if clock is None:
        return f"{'-'.join(day.groups())}T00:00:00"
    hour, minute, second, hours, minutes = clock.groups()
    offset = f"{hours}:{minutes}" if hours else ""
    return f"{'-'.join(day.groups())}T{hour}:{minute}:{second}{offset}"
