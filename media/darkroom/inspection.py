"""Looks at an uploaded file: is it a picture, how large, what does it look like. Runs in the child process alone."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypedDict

from PIL import TiffImagePlugin

from media.darkroom.decoding import glimpse, opened, upright_size
from media.darkroom.likeness import dominant_color, perceptual_hash, thumbhash
from media.darkroom.scanlines import check_scanlines
from media.darkroom.sniffing import format_of
from media.metadata.reading import read_metadata

_GLIMPSE_PIXELS = 256


class Inspection(TypedDict):
    """What was found; width and height are those of the upright picture, in pixels; `metadata` is `Found` as a dict."""

    format: str
    width: int
    height: int
    perceptual_hash: int
    thumbhash: str
    dominant_color: str
    metadata: dict[str, Any]


def inspect(path: Path) -> Inspection:
    """Decode a file whole and say what it is; raises `FileRefused`."""
    content = path.read_bytes()
    with _noting_complaints() as complaints:
        picture = opened(content)
        small = glimpse(picture, _GLIMPSE_PIXELS)
        if picture.format == "PNG":
            check_scanlines(content)
        metadata = read_metadata(picture, content)._asdict()
    metadata["remarks"] += tuple(complaints)
    width, height = upright_size(picture)
    return {
        # Not what Pillow calls it: a camera's JPEG with a second picture in it is "MPO" there.
        "format": format_of(content),
        "width": width,
        "height": height,
        "perceptual_hash": perceptual_hash(small),
        "thumbhash": thumbhash(small),
        "dominant_color": dominant_color(small),
        "metadata": metadata,
    }


@contextmanager
def _noting_complaints() -> Iterator[list[str]]:
    """Yield a list that holds a remark afterwards if the reader of EXIF has complained."""
    remarks: list[str] = []
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always", UserWarning)
        yield remarks
    if any(one.filename == TiffImagePlugin.__file__ for one in complaints):
        remarks.append("The file's EXIF is broken: what could be read of it was taken.")
