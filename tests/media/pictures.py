"""Pictures and their renditions' addresses, for tests."""

import io

from django.conf import settings
from PIL import Image as Picture
from PIL import ImageDraw

from media.inputs import digest_of
from media.models import Image
from media.recipes import Recipe, Size, rendition_path


def drawn(
    color: str = "navy",
    format_: str = "PNG",
    size: tuple[int, int] = (400, 300),
    xmp: bytes | None = None,
) -> bytes:
    """Return the bytes of a one-coloured picture."""
    file = io.BytesIO()
    Picture.new("RGB", size, color).save(file, format_, **({"xmp": xmp} if xmp else {}))
    return file.getvalue()


def patterned(size: tuple[int, int], color: str = "navy") -> bytes:
    """Return the bytes of a picture that shows something: a sun over water, with grain that no encoder takes away."""
    width, height = size
    picture = Picture.new("RGB", size, "#e9c46a")
    picture.paste(color, (0, height * 3 // 5, width, height))
    sun = Picture.new("L", (height // 3, height // 3))
    ImageDraw.Draw(sun).ellipse((0, 0, height // 3, height // 3), fill=255)
    picture.paste("#f4f1de", (width * 3 // 5, height // 5), sun)
    grain = Picture.effect_noise(size, 24).convert("RGB")
    file = io.BytesIO()
    Picture.blend(picture, grain, 0.12).save(file, "PNG")
    return file.getvalue()


def path_of(image: Image, format_: str = "jpeg", ratio: str = "original", width: int = 320) -> str:
    """Return where a rendition is stored."""
    return rendition_path(image.sha256, Recipe(ratio, Size(width, 0), format_), digest_of(image))


def url_of(image: Image, *recipe: object) -> str:
    """Return the path of a rendition's address."""
    return settings.MEDIA_URL + path_of(image, *recipe)


def made_public(image: Image) -> Image:
    """Make an image public, as publishing does."""
    Image.objects.filter(id=image.id).update(is_public=True, was_public=True)
    image.refresh_from_db()
    return image
