"""Makes files that mean harm or are merely odd; nothing here is larger than it must be."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import partial

from PIL import Image as Picture

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
HUGE = 60_000


def saved(picture: Picture.Image, format_: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, format_, **options)
    return file.getvalue()


def gradient(mode: str = "RGB", size: tuple[int, int] = (96, 64)) -> Picture.Image:
    """A picture with something to see in it."""
    across = Picture.linear_gradient("L").resize(size)
    down = across.transpose(Picture.Transpose.FLIP_TOP_BOTTOM)
    return Picture.merge("RGB", (across, down, across)).convert(mode)


def sixteen_bit() -> Picture.Image:
    """The gradient in 65,536 greys: each byte twice is 257 times as much."""
    grey = gradient("L")
    return Picture.frombytes("I;16", grey.size, bytes(b for b in grey.tobytes() for _ in "hl"))


def jpeg(**options) -> bytes:
    return saved(gradient(), "JPEG", **options)


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def png(*extra: bytes, size: tuple[int, int] = (8, 8), rows: bytes | None = None) -> bytes:
    """A grey PNG with further chunks before its pixels."""
    header = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * size[0]) * size[1]) if rows is None else rows
    chunks = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(chunks)


def png_of_one_colour(side: int) -> bytes:
    """The classic bomb: gigabytes of grey in a few megabytes, of pieces that are packed once."""
    rows = (b"\0" + b"\x80" * side) * 100
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    if side <= 10_000:  # A larger one is never unpacked, and its checksum would take seconds.
        for _ in range(side // 100):
            checksum = zlib.adler32(rows, checksum)
    end = b"\x03\0" + struct.pack(">I", checksum)
    return png(size=(side, side), rows=b"\x78\xda" + piece * (side // 100) + end)


def _packed_letters(count: int) -> bytes:
    return zlib.compress(b"a" * count, 1)


def png_with_text_bomb(kind: bytes) -> bytes:
    packed = _packed_letters(50_000_000)
    head = b"Comment\0\1\0\0\0" if kind == b"iTXt" else b"Comment\0\0"
    return png(chunk(kind, head + packed))


def gif(frames: int, size: tuple[int, int] = (1, 1)) -> bytes:
    head = b"GIF89a" + struct.pack("<HH", *size) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\0" + b"\x02\x02\x44\x01\x00"
    return head + frame * frames + b";"


def jpeg_with_scans(count: int, size: tuple[int, int] = (64, 64)) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    content = saved(Picture.new("L", size, 128), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * count + b"\xff\xd9"


def jpeg_of_size(width: int, height: int) -> bytes:
    content = jpeg()
    frame = content.index(b"\xff\xc0")
    return content[: frame + 5] + struct.pack(">HH", height, width) + content[frame + 9 :]


def gif_of_size(width: int, height: int) -> bytes:
    return gif(1, (width, height))


def webp_of_size(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    body = b"WEBP" + extended + saved(gradient(), "WEBP", lossless=True)[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def avif_of_size(width: int, height: int) -> bytes:
    content = saved(gradient(), "AVIF")
    size = content.index(b"ispe") + 8
    return content[:size] + struct.pack(">II", width, height) + content[size + 8 :]


def jpeg_that_is_html() -> bytes:
    page = b"<html><script>alert(document.domain)</script></html>"
    content = saved(gradient(), "JPEG", comment=page)
    return content + page


def with_exif(data: bytes) -> bytes:
    return jpeg(exif=b"Exif\0\0" + data)


def endless_exif() -> bytes:
    """An IFD whose next IFD is itself, with a count of entries that the data has not."""
    return with_exif(
        b"II*\0\x08\0\0\0" + b"\xff\xff" + b"\x0f\x01\x02\0\xff\xff\xff\x7f\x08\0\0\0" * 20
    )


def truncated(format_: str) -> bytes:
    return saved(gradient(size=(640, 480)), format_)[:-200]


# Made when they are asked for: some take seconds, and every test process reads this module.
Make = Callable[[], bytes]

REFUSED: dict[str, tuple[str, Make]] = {
    "empty": ("empty", lambda: b""),
    "text": ("not_a_picture", lambda: b"This is no picture."),
    "html": ("not_a_picture", lambda: b"<!doctype html><script>alert(1)</script>"),
    "svg": ("svg", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    "tiff": ("tiff", lambda: saved(gradient(), "TIFF")),
    "heic": ("heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    "pdf": ("pdf", lambda: b"%PDF-1.7"),
    "only a JPEG's start": ("damaged", lambda: b"\xff\xd8\xff\xe0"),
    "only a PNG's start": ("damaged", lambda: PNG_SIGNATURE),
    "only a GIF's start": ("damaged", lambda: b"GIF89a"),
    "only a WebP's start": ("damaged", lambda: b"RIFF\0\0\0\0WEBP"),
    "only an AVIF's start": ("damaged", lambda: b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
    "PNG header of 60,000 × 60,000": ("too_many_pixels", lambda: png(size=(HUGE, HUGE), rows=b"")),
    "JPEG header of 60,000 × 60,000": ("too_many_pixels", lambda: jpeg_of_size(HUGE, HUGE)),
    "GIF header of 60,000 × 60,000": ("too_many_pixels", lambda: gif_of_size(HUGE, HUGE)),
    "WebP header of 60,000 × 60,000": ("too_many_pixels", lambda: webp_of_size(HUGE, HUGE)),
    "a PNG of no size": ("damaged", lambda: png(size=(0, 8), rows=b"")),
    "PNG bomb of 50,000 × 50,000": ("too_many_pixels", lambda: png_of_one_colour(50_000)),
    "zTXt bomb": ("too_much_text", lambda: png_with_text_bomb(b"zTXt")),
    "iTXt bomb": ("too_much_text", lambda: png_with_text_bomb(b"iTXt")),
    "a megabyte of text": ("too_much_text", lambda: png(chunk(b"tEXt", b"Comment\0" + b"a" * 1_100_000))),
    "iCCP bomb": (
        "profile_too_large",
        lambda: png(chunk(b"iCCP", b"p\0\0" + _packed_letters(50_000_000))),
    ),
    "GIF of 100,000 frames": ("too_many_frames", lambda: gif(100_000)),
    "JPEG of 300 scans": ("too_many_scans", lambda: jpeg_with_scans(300)),
}  # fmt: skip

TRUNCATED: dict[str, Make] = {
    format_: partial(truncated, format_) for format_ in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
}

_ODD_PROFILES = {
    "random bytes": b"\x17" * 4_000,
    "a lying length": struct.pack(">I", 0x7FFFFFFF) + b"lcms\x04\0\0\0mntrRGB XYZ " + b"\0" * 108,
}

CLEANED: dict[str, Make] = {
    "JPEG that is also HTML": jpeg_that_is_html,
    "EXIF that leads nowhere": lambda: with_exif(b"II*\0\xff\xff\xff\x7f"),
    "EXIF of garbage": lambda: with_exif(b"\xfe" * 500),
    "EXIF without an end": endless_exif,
    **{
        f"ICC profile of {what}": partial(jpeg, icc_profile=data)
        for what, data in _ODD_PROFILES.items()
    },
}

ODD: dict[str, Make] = {
    "CMYK JPEG": lambda: saved(gradient("CMYK"), "JPEG"),
    "grey JPEG": lambda: saved(gradient("L"), "JPEG"),
    "progressive JPEG": partial(jpeg, progressive=True),
    "16-bit grey PNG": lambda: saved(sixteen_bit(), "PNG"),
    "palette PNG": lambda: saved(gradient("P"), "PNG"),
    "1-bit PNG": lambda: saved(gradient("1"), "PNG"),
    "LA PNG": lambda: saved(gradient("LA"), "PNG"),
    "palette PNG with a clear colour": lambda: saved(gradient("P"), "PNG", transparency=3),
    "RGB PNG with a clear colour": lambda: saved(gradient(), "PNG", transparency=(0, 255, 0)),
    "animated PNG": lambda: saved(
        gradient(), "PNG", save_all=True, append_images=[gradient().rotate(180)]
    ),
    "animated WebP": lambda: saved(
        gradient("RGBA"), "WEBP", save_all=True, append_images=[gradient("RGBA").rotate(180)]
    ),
    "animated GIF": lambda: saved(gradient("P"), "GIF", save_all=True, append_images=[gradient("L")]),
    "AVIF with alpha": lambda: saved(gradient("RGBA"), "AVIF"),
    "animated AVIF": lambda: saved(gradient(), "AVIF", save_all=True, append_images=[gradient().rotate(180)]),
    "a single pixel": lambda: saved(Picture.new("RGB", (1, 1)), "PNG"),
    "a very long strip": lambda: saved(Picture.new("L", (20_000, 1), 200), "PNG"),
}  # fmt: skip
