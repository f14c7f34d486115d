"""Pictures and their renditions' addresses, for tests."""

import io

from django.conf import settings
from PIL import Image as Picture

from media.inputs import digest_of
from media.models import Image
from media.recipes import Recipe, Size, rendition_path


def drawn(color: str = "navy", format_: str = "PNG", size: tuple[int, int] = (400, 300)) -> bytes:
    """Return the bytes of a one-coloured picture."""
    file = io.BytesIO()
    Picture.new("RGB", size, color).save(file, format_)
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
