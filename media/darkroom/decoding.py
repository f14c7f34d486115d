"""Opens a picture within limits and turns it upright. Runs in the child process alone."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, PngImagePlugin, UnidentifiedImageError

from media.darkroom.refusal import FileRefused
from media.darkroom.sniffing import sniff
from media.darkroom.structure import (
    MOST_PIXELS,
    MOST_PROFILE_BYTES,
    check_frames,
    check_profile,
    check_size,
    damaged,
    too_many_pixels,
)

_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises on files that are broken, each by one decoder or another.
BROKEN: Final = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError,
    OverflowError, AttributeError, NotImplementedError, ZeroDivisionError, struct.error,
)  # fmt: skip

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
PngImagePlugin.MAX_TEXT_CHUNK = MOST_PROFILE_BYTES
PngImagePlugin.MAX_TEXT_MEMORY = MOST_PROFILE_BYTES
# Every thread reserves address space, which is limited here, and a child has one processor's work.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
warnings.simplefilter("error", Image.DecompressionBombWarning)


def opened(content: bytes) -> Image.Image:
    """Return the picture, its header read and its size checked, its pixels not decoded yet; raises `FileRefused`."""
    format_ = sniff(content)
    with refusing_broken():
        picture = Image.open(io.BytesIO(content), formats=[format_])
        check_size(*picture.size)
        if format_ != "GIF":  # Its frames are counted already; Pillow would walk them once more.
            check_frames(getattr(picture, "n_frames", 1))
        check_profile(len(picture.info.get("icc_profile") or b""))
    return picture


def upright(picture: Image.Image) -> Image.Image:
    """Return the decoded first frame as the camera held it, in sRGB, as RGB or RGBA, without any metadata.

    May return the same object, changed: what is as it should be is not copied. Raises `FileRefused`.
    """
    with refusing_broken():
        picture.load()
        return _finished(picture, picture)


def glimpse(picture: Image.Image, longest: int) -> Image.Image:
    """Return the same much smaller, after every pixel was decoded once; raises `FileRefused`."""
    with refusing_broken():
        picture.load()
        even = _even(picture)
        scale = min(1.0, longest / max(even.size))
        size = (max(1, round(even.width * scale)), max(1, round(even.height * scale)))
        small = even.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _finished(small, picture)


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height in pixels as the camera held it."""
    width, height = picture.size
    return (height, width) if _orientation(picture) >= 5 else (width, height)


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn what decoders raise on a broken file into `FileRefused`."""
    try:
        yield
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels() from None
    except MemoryError:
        raise FileRefused(
            "too_expensive", "The picture needs too much memory: export it smaller."
        ) from None
    except BROKEN:
        raise damaged() from None


def _finished(shown: Image.Image, original: Image.Image) -> Image.Image:
    """Return pixels in sRGB and upright, following what the original says of both."""
    turn = _TURNS.get(_orientation(original))
    colored = _in_srgb(_even(shown), original.info.get("icc_profile"))
    turned = colored.transpose(turn) if turn is not None else colored
    turned.info = {}
    return turned


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except BROKEN:
        return 1  # Unreadable metadata is no reason to lose the picture.


def _even(picture: Image.Image) -> Image.Image:
    """Return a picture whose numbers can be averaged: no palette, no single bits, 8 bits a channel."""
    if picture.mode.startswith("I"):
        # Convert alone would cut off all that is brighter than the lowest 256 of 65,536 greys.
        return picture.point(lambda grey: grey * (1 / 257) + 0).convert("L")
    if picture.mode == "L" and "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in {"RGB", "L", "CMYK", "RGBA", "LA", "LAB"} and not _has_key_color(picture):
        return picture
    return picture.convert("RGBA" if _has_alpha(picture) else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if _has_alpha(picture) else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            in_place = picture.mode == mode
            converted = ImageCms.profileToProfile(
                picture, source, _SRGB, outputMode=mode, inPlace=in_place
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # A profile that cannot be read is no reason to lose the picture: its numbers are taken as sRGB.
        else:
            return picture if converted is None else converted
    return picture if picture.mode == mode else picture.convert(mode)


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info


def _has_key_color(picture: Image.Image) -> bool:
    return picture.mode == "RGB" and "transparency" in picture.info
