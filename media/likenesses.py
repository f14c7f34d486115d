"""Finds images that are there already: the same bytes, or a picture that looks the same."""

from collections.abc import Iterator
from typing import Final

from media.models import Image
from media.models.image import BAND_BITS, BANDS, hash_band

# Scaled, recompressed or lightly toned copies differ in so many bits at most; other pictures in about 32.
MOST_DIFFERENCE: Final = 6
MOST_FOUND: Final = 20
# One band's candidates: the newest. A band of a large library's hashes is shared by a few dozen images.
_MOST_CANDIDATES: Final = 1_000
_MASK: Final = (1 << 64) - 1


def with_same_bytes(sha256: str) -> list[Image]:
    """Return the images that have this very file, the oldest first."""
    return list(Image.objects.filter(sha256=sha256).order_by("id"))


def lookalikes(perceptual_hash: int, *, but: str) -> list[Image]:
    """Return up to 20 images whose hash differs in six bits at most, the most alike first; not those of the file `but`.

    A hash without a bit is that of any plain surface: nothing looks like it.
    """
    if not perceptual_hash:
        return []
    near: dict[Image, int] = {}
    for band, value in bands(perceptual_hash):
        values = [*_neighbours(value)]
        rows = Image.objects.alias(band=hash_band(band)).filter(band__in=values, killed_at=None)
        for row in rows.exclude(sha256=but).order_by("-id")[:_MOST_CANDIDATES]:
            bits = difference(row.perceptual_hash or 0, perceptual_hash)
            if bits <= MOST_DIFFERENCE:
                near[row] = bits
    return sorted(near, key=lambda row: (near[row], row.id))[:MOST_FOUND]


def difference(one: int, other: int) -> int:
    """Return in how many bits two perceptual hashes differ."""
    return ((one ^ other) & _MASK).bit_count()


def bands(perceptual_hash: int) -> Iterator[tuple[int, int]]:
    """Yield (number, value) of each part of a hash."""
    for band in range(BANDS):
        yield band, (perceptual_hash >> (band * BAND_BITS)) & ((1 << BAND_BITS) - 1)


def near_bands(perceptual_hash: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of which a hash that differs in six bits at most has at least one."""
    for band, value in bands(perceptual_hash):
        for neighbour in _neighbours(value):
            yield band, neighbour


def _neighbours(value: int) -> Iterator[int]:
    """Yield a part of a hash and all that differ from it in one bit: six differences leave one part of four so near."""
    yield value
    for bit in range(BAND_BITS):
        yield value ^ (1 << bit)
