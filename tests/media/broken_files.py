"""Makes PNGs that no reader can make sense of, and pictures that are also something else."""

import struct
import zlib

from tests.media.hostile_files import PNG_SIGNATURE, chunk, gif, gradient, jpeg, png, saved

_END = chunk(b"IEND", b"")


def _header(depth: int = 8, colour: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, depth, colour, 0, 0, 0))


def _pixels(row_filter: bytes = b"\0", rows: int = 8) -> bytes:
    return chunk(b"IDAT", zlib.compress((row_filter + b"\x80" * 8) * rows))


def _wrong_checksum(whole: bytes) -> bytes:
    return whole[:-4] + b"\0\0\0\0"


BROKEN_PNGS: dict[str, bytes] = {
    name: PNG_SIGNATURE + b"".join(chunks)
    for name, chunks in {
        "no pixels": (_header(), _END),
        "a header with a wrong checksum": (_wrong_checksum(_header()), _pixels(), _END),
        "pixels with a wrong checksum": (_header(), _wrong_checksum(_pixels()), _END),
        "pixels that are not packed": (_header(), chunk(b"IDAT", b"\x17" * 40), _END),
        "a colour type that there is not": (_header(colour=5), _pixels(), _END),
        "a depth that there is not": (_header(depth=3), _pixels(), _END),
        "a header that is too short": (chunk(b"IHDR", b"\0\0\0\x08"), _pixels(), _END),
        "no header": (_pixels(), _END),
        "a filter that there is not": (_header(), _pixels(row_filter=b"\x09"), _END),
        "no rows": (_header(), _pixels(rows=0), _END),
        "a row too few": (_header(), _pixels(rows=7), _END),
        "a row too few, and then more data": (_header(), _pixels(rows=7), _pixels(rows=1), _END),
        "two headers": (_header(), _header(), _pixels(), _END),
        "a chunk longer than the file": (_header(), b"\x7f\xff\xff\xffIDAT"),
    }.items()
} | {"line ends of another system": png().replace(b"\r\n", b"\n", 1)}

POLYGLOTS: dict[str, bytes] = {
    "GIF that is also a script": gif(1, (42, 47)) + b"*/=1;alert(1)",
    "PNG that is also an archive": png() + b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18),
    "JPEG that is also a PDF": jpeg(comment=b"%PDF-1.7\n1 0 obj<</JS(alert(1))>>") + b"%%EOF",
    "PNG that is also HTML": png(chunk(b"tEXt", b"Comment\0<script>alert(1)</script>")),
    "WebP that is also HTML": saved(gradient(), "WEBP") + b"<script>alert(1)</script>",
}
