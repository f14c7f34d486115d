"""Finds the XMP packet of a GIF, which Pillow does not read (XMP specification, part 3, section 1.1.2)."""

from typing import Final

_START: Final = b"\x21\xff\x0bXMP DataXMP"
# The packet is not cut into blocks. What follows it leads a reader of blocks from any byte of it to the end.
_TRAILER: Final = b"\x01\xff\xfe\xfd"


def gif_packet(content: bytes) -> bytes:
    """Return the packet of a GIF file as it stands there, empty when there is none."""
    start = content.find(_START)
    if start < 0:
        return b""
    start += len(_START)
    end = content.find(_TRAILER, start)
    return content[start:end] if end >= 0 else b""
