"""Counts the rows that a PNG's data hold: decoders leave what is missing black when the data end cleanly but early."""

import math
import struct
import zlib
from typing import Final

from media.darkroom.refusal import FileRefused
from media.darkroom.structure import HEADER_AT, damaged, png_chunks

_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# First column and row of each pass, and the steps to the next ones (PNG, section 8.1).
_ADAM7: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
_WHOLE: Final = ((0, 0, 1, 1),)
_PIECE_BYTES: Final = 1 << 20


def check_scanlines(content: bytes) -> None:
    """Refuse a PNG whose data unpack to fewer bytes than its header promises rows for; raises `FileRefused`.

    Takes a file whose structure is checked, and holds one megabyte of pixels at a time.
    """
    missing = _promised_bytes(content)
    unpacker = zlib.decompressobj()
    for kind, start, length in png_chunks(content):
        packed = content[start : start + length] if kind == b"IDAT" else b""
        while packed and missing > 0:
            try:
                missing -= len(unpacker.decompress(packed, _PIECE_BYTES))
            except zlib.error:
                raise damaged() from None
            packed = unpacker.unconsumed_tail
    if missing > 0:
        raise FileRefused(
            "damaged",
            "The PNG's pixels end before its last row: export or upload it again.",
        )


def _promised_bytes(content: bytes) -> int:
    """Return how long the unpacked rows are by the header: a byte for each row's filter, then its pixels."""
    width, height, depth, colour, _packing, _filters, is_interlaced = struct.unpack_from(
        ">IIBBBBB", content, HEADER_AT
    )
    bits = depth * _CHANNELS[colour]
    total = 0
    for left, top, across, down in _ADAM7 if is_interlaced else _WHOLE:
        columns, rows = math.ceil((width - left) / across), math.ceil((height - top) / down)
        if columns > 0 and rows > 0:
            total += rows * (1 + math.ceil(columns * bits / 8))
    return total
