"""What a file is, by its bytes and not by its name; nothing is decoded here."""

from typing import Final

from media.darkroom.refusal import FileRefused
from media.darkroom.structure import check_structure

MOST_BYTES: Final = 50_000_000
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
        raise too_large()
    format_ = format_of(content)
    check_structure(content, format_)
    return format_


def too_large() -> FileRefused:
    """Return the refusal of a file that has too many bytes."""
    return FileRefused(
        "too_large", f"The file has more than {MOST_BYTES:,} bytes: export it smaller."
    )


def format_of(content: bytes) -> str:
    """Return the format that a file's first bytes name; raises `FileRefused` for one that we do not take."""
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
