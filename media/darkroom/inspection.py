"""Looks at an uploaded file: is it a picture, how large, what does it look like. Runs in the child process alone."""

from pathlib import Path
from typing import TypedDict

from media.darkroom.decoding import opened, upright
from media.darkroom.likeness import dominant_color, perceptual_hash, thumbhash


class Inspection(TypedDict):
    """What was found; width and height are those of the upright picture, in pixels."""

    format: str
    width: int
    height: int
    perceptual_hash: int
    thumbhash: str
    dominant_color: str


def inspect(path: Path) -> Inspection:
    """Decode a file whole and say what it is; raises `FileRefused`."""
    picture = opened(path.read_bytes())
    format_ = str(picture.format)
    shown = upright(picture)
    width, height = shown.size
    small = shown.copy()
    small.thumbnail((256, 256), reducing_gap=2.0)
    return {
        "format": format_,
        "width": width,
        "height": height,
        "perceptual_hash": perceptual_hash(small),
        "thumbhash": thumbhash(small),
        "dominant_color": dominant_color(small),
    }
