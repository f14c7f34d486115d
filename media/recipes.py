"""The closed list of what is made from an original: sizes, shapes and formats. Pure geometry and names."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hashlib import blake2s
from typing import Final, NamedTuple

RATIOS: Final = ("original", "16x9", "4x3", "1x1")
WIDTHS: Final = (320, 640, 960, 1280, 1920)
FORMATS: Final = ("avif", "webp", "jpeg")
SUFFIXES: Final = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
# Counts up when the same inputs would come out otherwise: every rendition then has a new address.
ENCODER_VERSION: Final = 1
# A headline list names several files of every picture, so names are short: 48 bits for the original, 48 for everything
# else that a file is made from, and a letter for the shape.
NAME_BYTES: Final = 6
FOLDER: Final = "r"
LETTERS: Final = {"original": "o", "16x9": "w", "4x3": "n", "1x1": "s"}
ADDRESS: Final = (
    r"r/(?P<original>[A-Za-z0-9_-]{8})(?P<digest>[A-Za-z0-9_-]{8})/"
    r"(?P<letter>[owns])(?P<width>[0-9]{1,5})\.(?P<suffix>avif|webp|jpg)"
)
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


def inputs_digest(
    *, packet: bytes, focal_point: tuple[float, float], image: str, signer: str = ""
) -> str:
    """Return 8 letters that change with everything, beside original and recipe, that a rendition is made from.

    `image` keeps two records of one file apart: each has its own right to be seen.
    """
    inputs = repr((ENCODER_VERSION, focal_point, image, signer)).encode() + b"\0" + packet
    return _letters(blake2s(inputs, digest_size=NAME_BYTES).digest())


def rendition_path(sha256: str, recipe: Recipe, digest: str) -> str:
    """Return where a rendition is stored and served: known before it exists, never reused for other bytes."""
    file = f"{LETTERS[recipe.ratio]}{recipe.size.width}.{SUFFIXES[recipe.format]}"
    return f"{rendition_folder(sha256, digest)}/{file}"


def rendition_folder(sha256: str, digest: str) -> str:
    """Return the folder of all renditions that are made from the same inputs."""
    return f"{FOLDER}/{_letters(bytes.fromhex(sha256[: 2 * NAME_BYTES]))}{digest}"


def digest_in_folder(name: str) -> str:
    """Return the digest of inputs that a folder of renditions is named after."""
    return name[-len(_letters(bytes(NAME_BYTES))) :]


def original_named(name: str) -> str:
    """Return the hex digits that an original's SHA-256 begins with, from its 8 letters in an `ADDRESS`."""
    return urlsafe_b64decode(name).hex()


def _letters(some_bytes: bytes) -> str:
    return urlsafe_b64encode(some_bytes).decode()


def _start(focal: float, length: int, whole: int) -> int:
    return min(max(round(focal * whole - length / 2), 0), whole - length)
