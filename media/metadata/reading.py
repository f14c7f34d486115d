"""Reads what a picture's own metadata says. Runs in the child process alone: metadata is hostile too."""

from typing import Final

from PIL import Image

from media.metadata.found import Found, first_of
from media.metadata.gif_packet import gif_packet
from media.metadata.reading_exif import read_exif
from media.metadata.reading_iim import read_iim
from media.metadata.reading_xmp import read_xmp

_IPTC_RESOURCE: Final = 0x0404
_UNREADABLE: Final = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, OverflowError, AttributeError,
)  # fmt: skip


def read_metadata(picture: Image.Image, content: bytes) -> Found:
    """Return what a decoded picture says; XMP wins over IPTC-IIM over EXIF, as IPTC recommends.

    `content` is the file that it was decoded from.
    """
    return first_of(XMP=_xmp(picture, content), IPTC=_iim(picture), EXIF=_exif(picture))


def _xmp(picture: Image.Image, content: bytes) -> Found:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if picture.format == "GIF":
        packet = gif_packet(content)
    return read_xmp(packet.encode() if isinstance(packet, str) else packet) if packet else Found()


def _iim(picture: Image.Image) -> Found:
    resources = picture.info.get("photoshop")
    block = resources.get(_IPTC_RESOURCE) if isinstance(resources, dict) else None
    return read_iim(block) if isinstance(block, bytes) else Found()


def _exif(picture: Image.Image) -> Found:
    exif = Image.Exif()  # Read anew: Pillow's own is silent when it fails a second time.
    try:
        exif.load(picture.info.get("exif") or b"")
        return read_exif(exif)
    except _UNREADABLE:
        return Found(remarks=("The file's EXIF is broken: it was left out.",))
