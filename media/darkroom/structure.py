"""Walks a file's blocks and refuses a mad structure before anything is decoded: bombs are told by their headers."""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from media.darkroom.refusal import FileRefused

# A press photo has one scan, a progressive one about ten; each further scan decodes the whole picture again.
MOST_SCANS: Final = 60
MOST_FRAMES: Final = 1_000
MOST_TEXT_BYTES: Final = 1_000_000
MOST_PROFILE_BYTES: Final = 4_000_000
MOST_PIXELS: Final = 100_000_000
LONGEST_SIDE: Final = 30_000
# Without these there is no picture (PNG, section 11.2).
_CRITICAL: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_PNG_HEADER_BYTES: Final = 13
# A PNG has one header, and it comes first (PNG, section 5.6): decoders would follow the last of several.
HEADER_AT: Final = 16
# A marker that neither stands alone nor is data or a fill byte.
_MARKER: Final = re.compile(rb"\xff([\x02-\xcf\xd9-\xfe])")
_END_OF_IMAGE: Final = 0xD9
_MOST_STRAY_BYTES: Final = 1_000
_START_OF_FRAME: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_structure(content: bytes, format_: str) -> None:
    """Refuse a file whose headers promise more than we take; raises `FileRefused`."""
    try:
        _CHECKS[format_](content)
    except (IndexError, struct.error):
        raise damaged() from None


def check_size(width: int, height: int) -> None:
    """Refuse a picture that is empty or too large, both in pixels; raises `FileRefused`."""
    if width < 1 or height < 1:
        raise damaged()
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise too_many_pixels()


def check_frames(count: int) -> None:
    """Refuse an endless animation; raises `FileRefused`."""
    if count > MOST_FRAMES:
        raise FileRefused(
            "too_many_frames",
            f"The animation has more than {MOST_FRAMES:,} frames: use a still picture.",
        )


def check_profile(byte_count: int) -> None:
    """Refuse a colour profile that is larger than any true one; raises `FileRefused`."""
    if byte_count > MOST_PROFILE_BYTES:
        raise FileRefused(
            "profile_too_large", "Its colour profile is too large: export it as sRGB."
        )


def damaged() -> FileRefused:
    """Return the refusal of a file that cannot be read to its end."""
    return FileRefused("damaged", "The file is damaged or incomplete: export or upload it again.")


def too_many_pixels() -> FileRefused:
    """Return the refusal of a picture that is too large."""
    return FileRefused(
        "too_many_pixels",
        f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels or a side over {LONGEST_SIDE:,}: "
        "export it smaller.",
    )


def png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and length of each chunk's data."""
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], at + 8, length
        at += 12 + length


def _check_jpeg(content: bytes) -> None:
    scans = profile = 0
    has_frame = False
    for marker, start, length in _jpeg_segments(content):
        scans += marker == 0xDA
        if scans > MOST_SCANS:
            raise FileRefused(
                "too_many_scans", f"The JPEG has more than {MOST_SCANS} scans: export it again."
            )
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", content, start + 1)
            check_size(width, height)
            has_frame = True
        if marker == 0xE2 and content[start : start + 11] == b"ICC_PROFILE":
            profile += length
            check_profile(profile)
    if not has_frame:  # Decoders would look for one byte by byte, for seconds.
        raise damaged()


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and length of each segment's data; in a scan, FF 00 and restarts are data."""
    at = 2
    while (found := _MARKER.search(content, at)) and found.end() + 2 <= len(content):
        marker, start = found[1][0], found.end()
        if marker == _END_OF_IMAGE:
            return
        length = int.from_bytes(content[start : start + 2], "big")
        yield marker, start + 2, length - 2
        at = start + length


def _check_png(content: bytes) -> None:
    text = 0
    for kind, start, length in png_chunks(content):
        is_header = kind == b"IHDR"
        if kind in _CRITICAL and not _has_checksum(content, start, length):
            raise damaged()
        if is_header and (start, length) != (HEADER_AT, _PNG_HEADER_BYTES):
            raise damaged()
        if is_header:
            check_size(*struct.unpack_from(">II", content, start))
        elif kind == b"acTL":
            check_frames(int.from_bytes(content[start : start + 4], "big"))
        elif kind == b"iCCP":
            packed = content[start : start + length].partition(b"\0")[2][1:]
            check_profile(_unpacked(packed, MOST_PROFILE_BYTES))
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            packed = _packed_text(kind, content[start : start + length])
            text += max(length, _unpacked(packed, MOST_TEXT_BYTES))
            if text > MOST_TEXT_BYTES:
                raise FileRefused(
                    "too_much_text", "It holds more text than a picture should: export it again."
                )


def _has_checksum(content: bytes, start: int, length: int) -> bool:
    """Say whether a chunk is as it was written: decoders look at this for some chunks only."""
    end = start + length
    computed = zlib.crc32(memoryview(content)[start - 4 : end])
    return content[end : end + 4] == computed.to_bytes(4, "big")


def _packed_text(kind: bytes, data: bytes) -> bytes:
    """Return the compressed part of a text chunk (PNG, section 11.3.3), empty where there is none."""
    rest = data.partition(b"\0")[2]
    if kind == b"iTXt":
        is_packed = rest[:1] == b"\1"
        return rest[2:].split(b"\0", 2)[-1] if is_packed else b""
    return rest[1:] if kind == b"zTXt" else b""


def _unpacked(data: bytes, most: int) -> int:
    """Return how long zlib data is once it is unpacked, up to one more than `most`; 0 when it is none."""
    try:
        return len(zlib.decompressobj().decompress(data, most + 1))
    except zlib.error:
        return 0


def _check_gif(content: bytes) -> None:
    for number, (width, height) in enumerate(_gif_frames(content), start=1):
        check_frames(number)
        check_size(width, height)
    check_size(*struct.unpack_from("<HH", content, 6))


def _gif_frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the size of each frame."""
    at, stray = 13 + _colour_table(content[10]), 0
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            yield struct.unpack_from("<HH", content, at + 5)
            at = _after_blocks(content, at + 11 + _colour_table(content[at + 9]))
        elif content[at] == 0x21:
            at = _after_blocks(content, at + 2)
        else:  # Decoders skip a few of these, one by one, and so do we.
            at, stray = at + 1, stray + 1
            if stray > _MOST_STRAY_BYTES:
                raise damaged()


def _colour_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def _check_webp(content: bytes) -> None:
    frames = 0
    at = 12
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind == b"VP8X":
            width, height = (
                int.from_bytes(content[at + n : at + n + 3], "little") + 1 for n in (12, 15)
            )
            check_size(width, height)
        if kind == b"ICCP":
            check_profile(length)
        frames += kind == b"ANMF"
        check_frames(frames)
        at += 8 + length + length % 2


def _check_avif(_content: bytes) -> None:
    """An AVIF says all in headers that the decoder reads before it decodes, within caps of its own."""


_CHECKS = {
    "JPEG": _check_jpeg, "PNG": _check_png, "GIF": _check_gif, "WEBP": _check_webp, "AVIF": _check_avif,
}  # fmt: skip
