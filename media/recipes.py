"""The closed list of what is made from an original: sizes, shapes and formats. Pure geometry and names."""

from collections.abc import Iterator
from hashlib import blake2s
from typing import Final, NamedTuple

RATIOS: Final = ("original", "16x9", "4x3", "1x1")
WIDTHS: Final = (320, 640, 960, 1280, 1920)
FORMATS: Final = ("avif", "webp", "jpeg")
SUFFIXES: Final = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
# Counts up when the same inputs would come out otherwise: every rendition then has a new address.
ENCODER_VERSION: Final = 1
_SHAPES: Final = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


class Box(NamedTuple):
    """A rectangle of the original, in its pixels: left and top are inside, right and bottom just outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> Size:
        """Return how large the rectangle is."""
        return Size(self.right - self.left, self.bottom - self.top)


class Recipe(NamedTuple):
    """One rendition: its shape, the size that comes out, and its format."""

    ratio: str
    size: Size
    format: str

    @property
    def name(self) -> str:
        """Return the recipe as one word, such as `16x9-640-avif`."""
        return f"{self.ratio}-{self.size.width}-{self.format}"


def crop(original: Size, ratio: str, focal_point: tuple[float, float]) -> Box:
    """Return the largest rectangle of a shape, as near to the focal point (0 to 1 each way) as the edges allow."""
    if ratio not in _SHAPES:
        return Box(0, 0, *original)
    across, down = _SHAPES[ratio]
    width = min(original.width, original.height * across // down) or 1
    height = min(original.height, original.width * down // across) or 1
    left = _start(focal_point[0], width, original.width)
    top = _start(focal_point[1], height, original.height)
    return Box(left, top, left + width, top + height)


def sizes(original: Size, ratio: str) -> list[Size]:
    """Return the sizes made in a shape, smallest first; nothing is enlarged, a small picture keeps its own size."""
    whole = crop(original, ratio, (0.5, 0.5)).size
    widths = [width for width in WIDTHS if width <= whole.width] or [whole.width]
    return [Size(width, max(1, round(width * whole.height / whole.width))) for width in widths]


def recipes(original: Size) -> Iterator[Recipe]:
    """Yield everything that is made from an original of a size."""
    for ratio in RATIOS:
        for size in sizes(original, ratio):
            for format_ in FORMATS:
                yield Recipe(ratio, size, format_)


def inputs_digest(*, packet: bytes, focal_point: tuple[float, float], image: str) -> str:
    """Return 8 hex digits that change with everything, beside original and recipe, that a rendition is made from.

    `image` keeps two records of one file apart: each has its own right to be seen.
    """
    inputs = repr((ENCODER_VERSION, focal_point, image)).encode() + b"\0" + packet
    return blake2s(inputs, digest_size=4).hexdigest()


def rendition_path(sha256: str, recipe: Recipe, digest: str) -> str:
    """Return where a rendition is stored and served: known before it exists, never reused for other bytes.

    Short, because a headline list names fifteen of them for each picture.
    """
    suffix = SUFFIXES[recipe.format]
    return f"r/{sha256[:16]}-{digest}/{recipe.ratio}-{recipe.size.width}.{suffix}"


def _start(focal: float, length: int, whole: int) -> int:
    return min(max(round(focal * whole - length / 2), 0), whole - length)
