"""Renditions of pictures that a camera stored on their side."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Picture

from media.intake import take_in
from media.models import Rendition
from media.renditions import make_due_renditions

pytestmark = pytest.mark.django_db

CORNERS = (
    "red",
    "lime",
    "blue",
    "yellow",
)  # Left and right above, left and right below, as it was seen.
# How a picture that was seen upright is stored under each EXIF orientation (tag 274).
STORED = {
    2: Picture.Transpose.FLIP_LEFT_RIGHT,
    3: Picture.Transpose.ROTATE_180,
    4: Picture.Transpose.FLIP_TOP_BOTTOM,
    5: Picture.Transpose.TRANSPOSE,
    6: Picture.Transpose.ROTATE_90,
    7: Picture.Transpose.TRANSVERSE,
    8: Picture.Transpose.ROTATE_270,
}


def seen() -> Picture.Image:
    """Return a landscape picture with a colour in each quarter."""
    picture = Picture.new("RGB", (400, 300))
    for number, colour in enumerate(CORNERS):
        picture.paste(
            colour,
            (number % 2 * 200, number // 2 * 150, number % 2 * 200 + 200, number // 2 * 150 + 150),
        )
    return picture


def stored(orientation: int) -> bytes:
    """Return the picture as a camera stores it that was held otherwise."""
    picture = seen().transpose(STORED[orientation]) if orientation in STORED else seen()
    exif = Picture.Exif()
    exif[274] = orientation
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def quarters(path: str) -> list[str]:
    """Return the name of the colour in each quarter of a stored rendition."""
    with default_storage.open(path) as file, Picture.open(file) as picture:
        shown = picture.convert("RGB")
    width, height = shown.size
    points = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    return [nearest(shown.getpixel(point)) for point in points]


def nearest(pixel) -> str:
    names = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}
    return min(
        names, key=lambda name: sum((a - b) ** 2 for a, b in zip(names[name], pixel, strict=True))
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation):
    image = take_in(content=stored(orientation), filename="turned.jpg", values={}, by=None).image
    assert (image.width, image.height) == (400, 300)
    make_due_renditions()
    paths = Rendition.objects.filter(ratio="original").values_list("path", flat=True)
    assert [quarters(path) for path in paths] == [list(CORNERS)] * 3


@pytest.mark.external
def test_the_collected_files_come_out_as_their_first_one(shared):
    folder = shared / "data" / "images" / "exif-orientation"
    for shape, size in (("Landscape", (1800, 1200)), ("Portrait", (1200, 1800))):
        for number in range(9):
            image = take_in(
                content=folder / f"{shape}_{number}.jpg",
                filename="x.jpg",
                values={},
                by=None,
                allow_duplicate=True,
            ).image
            assert (image.width, image.height) == size
