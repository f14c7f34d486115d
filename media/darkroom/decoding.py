"""Opens a picture within limits and turns it upright. Runs in the child process alone."""

import io
import warnings
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps, PngImagePlugin, UnidentifiedImageError

from media.darkroom.refusal import FileRefused
from media.darkroom.sniffing import MOST_FRAMES, MOST_PROFILE_BYTES, sniff

MOST_PIXELS: Final = 100_000_000
LONGEST_SIDE: Final = 30_000
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
PngImagePlugin.MAX_TEXT_CHUNK = 1_000_000
PngImagePlugin.MAX_TEXT_MEMORY = 4_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)


def opened(content: bytes) -> Image.Image:
    """Return the picture, its header read and its size checked, its pixels not decoded yet; raises `FileRefused`."""
    format_ = sniff(content)
    try:
        picture = Image.open(io.BytesIO(content), formats=[format_])
        _check(picture)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        KeyError,
        IndexError,
    ):
        raise _damaged() from None
    return picture


def upright(picture: Image.Image) -> Image.Image:
    """Return the decoded first frame as the camera held it, in sRGB, as RGB or RGBA; raises `FileRefused`."""
    try:
        picture.load()
        turned = ImageOps.exif_transpose(picture)
        return _in_srgb(turned)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except MemoryError:
        raise FileRefused(
            "too_expensive", "The picture needs too much memory: export it smaller."
        ) from None
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
    ):
        raise _damaged() from None


def _check(picture: Image.Image) -> None:
    width, height = picture.size
    if width < 1 or height < 1:
        raise _damaged()
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if getattr(picture, "n_frames", 1) > MOST_FRAMES:
        raise FileRefused(
            "too_many_frames",
            f"The animation has more than {MOST_FRAMES:,} frames: use a still one.",
        )
    if len(picture.info.get("icc_profile") or b"") > MOST_PROFILE_BYTES:
        raise FileRefused(
            "profile_too_large", "Its colour profile is too large: export it as sRGB."
        )


def _in_srgb(picture: Image.Image) -> Image.Image:
    mode = "RGBA" if _has_alpha(picture) else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode)
            return converted if converted is not None else picture.convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # A profile that cannot be read is no reason to lose the picture: its numbers are taken as sRGB.
    return picture.convert(mode)


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info


def _too_many_pixels() -> FileRefused:
    return FileRefused(
        "too_many_pixels",
        f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels or a side over {LONGEST_SIDE:,}: "
        "export it smaller.",
    )


def _damaged() -> FileRefused:
    return FileRefused("damaged", "The file is damaged or incomplete: export or upload it again.")
