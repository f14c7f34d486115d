"""What a file is, and whether its structure is sane, from its bytes alone: nothing is decoded here."""

from collections.abc import Iterator
from typing import Final

from media.darkroom.refusal import FileRefused

MOST_BYTES: Final = 50_000_000
# A press photo has one scan, a progressive one about ten; each further scan decodes the whole picture again.
MOST_SCANS: Final = 60
MOST_FRAMES: Final = 1_000
MOST_TEXT_BYTES: Final = 1_000_000
MOST_PROFILE_BYTES: Final = 4_000_000

_NAMED: Final = (
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"BM", "BMP"),
    (b"8BPS", "PSD"),
    (b"PK\x03\x04", "ZIP"),
)
_HEIF_BRANDS: Final = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_AVIF_BRANDS: Final = {b"avif", b"avis"}


def sniff(content: bytes) -> str:
    """Return `JPEG`, `PNG`, `WEBP`, `AVIF` or `GIF`; raises `FileRefused` for anything else or a mad structure."""
    if not content:
        raise FileRefused("empty", "The file is empty: choose it again.")
    if len(content) > MOST_BYTES:
        raise FileRefused(
            "too_large",
            f"The file has {len(content):,} bytes; {MOST_BYTES:,} is the most. Export it smaller.",
        )
    format_ = _format(content)
    _CHECKS[format_](content)
    return format_


def _format(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return "GIF"
    if content[4:8] == b"ftyp":
        return _iso_format(content)
    raise _unknown(content)


def _iso_format(content: bytes) -> str:
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, min(len(content), 64), 4))}
    if brands & _AVIF_BRANDS:
        return "AVIF"
    if brands & _HEIF_BRANDS:
        raise FileRefused(
            "heic", "HEIC pictures are not taken: export it as JPEG, PNG, WebP or AVIF."
        )
    raise _unknown(content)


def _unknown(content: bytes) -> FileRefused:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml")) or b"<svg" in start:
        return FileRefused(
            "svg", "SVG drawings are not taken, they can run programs: export it as PNG or WebP."
        )
    for signature, name in _NAMED:
        if content.startswith(signature):
            return FileRefused(
                name.lower(), f"{name} files are not taken: export it as JPEG, PNG, WebP or AVIF."
            )
    return FileRefused(
        "not_a_picture", "This is no picture that we know: choose a JPEG, PNG, WebP, AVIF or GIF."
    )


def _check_jpeg(content: bytes) -> None:
    if _jpeg_scans(content) > MOST_SCANS:
        raise FileRefused(
            "too_many_scans", f"The JPEG has more than {MOST_SCANS} scans: export it again."
        )


def _jpeg_scans(content: bytes) -> int:
    """Count the scans; inside one, a marker is an FF that neither 00 nor a restart follows."""
    at, scans = 2, 0
    while 0 <= at < len(content) - 4 and scans <= MOST_SCANS:
        if content[at] != 0xFF:
            at = content.find(b"\xff", at)
            continue
        marker = content[at + 1]
        if marker == 0xD9:
            break
        if marker in {0x00, 0x01, 0xFF} or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        scans += marker == 0xDA
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return scans


def _check_png(content: bytes) -> None:
    text = 0
    for kind, length, data in _png_chunks(content):
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            text += length
        if kind == b"acTL" and int.from_bytes(content[data : data + 4], "big") > MOST_FRAMES:
            raise _too_many_frames()
        if kind == b"iCCP" and length > MOST_PROFILE_BYTES:
            raise FileRefused(
                "profile_too_large", "Its colour profile is too large: export it as sRGB."
            )
        if text > MOST_TEXT_BYTES:
            raise FileRefused(
                "too_much_text", "It holds more text than picture data should: export it again."
            )


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], length, at + 8
        at += 12 + length


def _check_gif(content: bytes) -> None:
    # Every frame starts with 2C after the end of a block; counting the pairs is an upper bound and costs no parsing.
    if content.count(b"\x00\x2c") > MOST_FRAMES and content.count(b"\x21\xf9\x04") > MOST_FRAMES:
        raise _too_many_frames()


def _check_container(_content: bytes) -> None:
    """WebP and AVIF say their size and frames in their headers; the decoder's own caps follow."""


def _too_many_frames() -> FileRefused:
    return FileRefused(
        "too_many_frames",
        f"The animation has more than {MOST_FRAMES:,} frames: use a still picture.",
    )


_CHECKS = {
    "JPEG": _check_jpeg, "PNG": _check_png, "GIF": _check_gif, "WEBP": _check_container, "AVIF": _check_container,
}  # fmt: skip
