"""PNGs whose data end before their last row."""

import struct
import zlib

import pytest

from media.darkroom.refusal import FileRefused
from media.darkroom.scanlines import check_scanlines
from tests.media.hostile_files import PNG_SIGNATURE, chunk, gradient, saved

# The pass in which each pixel of a square of eight comes (PNG, section 8.1, figure 25).
PASSES = ("16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777")  # fmt: skip


def scanlines(width: int, height: int, *, is_interlaced: bool) -> bytes:
    """Return the unpacked rows of a grey picture, pass after pass."""
    rows = b""
    for number in "1234567" if is_interlaced else "0":
        for y in range(height):
            columns = [x for x in range(width) if number in ("0", PASSES[y % 8][x % 8])]
            rows += b"\0" + b"\x80" * len(columns) if columns else b""
    return rows


def png(width: int, height: int, data: bytes, *, is_interlaced: bool) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, is_interlaced)
    chunks = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(chunks)


SIZES = pytest.mark.parametrize("size", [(1, 1), (1, 5), (5, 1), (5, 3), (8, 8), (9, 17), (64, 3)])
KINDS = pytest.mark.parametrize("is_interlaced", [False, True])


@SIZES
@KINDS
def test_a_whole_png_is_taken(size, is_interlaced):
    rows = scanlines(*size, is_interlaced=is_interlaced)
    check_scanlines(png(*size, rows, is_interlaced=is_interlaced))


@SIZES
@KINDS
def test_a_png_that_lacks_one_byte_is_refused(size, is_interlaced):
    rows = scanlines(*size, is_interlaced=is_interlaced)[:-1]
    with pytest.raises(FileRefused, match="end before its last row"):
        check_scanlines(png(*size, rows, is_interlaced=is_interlaced))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_counted_right(mode):
    picture = gradient("L", (13, 7))
    content = saved(
        picture.convert("I").convert(mode) if mode == "I;16" else picture.convert(mode), "PNG"
    )
    check_scanlines(content)
    header = content[16:20] + struct.pack(">I", 8) + content[24:29]
    with pytest.raises(FileRefused, match="end before its last row"):
        check_scanlines(content[:12] + chunk(b"IHDR", header)[4:] + content[33:])


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_pixels_smaller_than_a_byte_are_counted_right(bits):
    check_scanlines(saved(gradient("L", (13, 7)).convert("P"), "PNG", bits=bits))


def test_pixels_in_many_chunks_are_counted_together():
    rows = zlib.compress(scanlines(9, 17, is_interlaced=False))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 17, 8, 0, 0, 0, 0))
    pieces = [chunk(b"IDAT", rows[at : at + 1]) for at in range(len(rows))]
    check_scanlines(PNG_SIGNATURE + header + b"".join(pieces) + chunk(b"IEND", b""))
