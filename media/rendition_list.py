"""Every rendition of an image as its own page lists them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from media.models import Rendition
from media.recipes import Size, recipes, rendition_path
from media.shapes import ImageThing, JsonObject


class MadeRendition(NamedTuple):
    """What is known of a file once it is made."""

    byte_count: int
    sha256: str


def made_renditions(images: Collection[str]) -> dict[str, MadeRendition]:
    """Return the finished renditions of images by their path. One query."""
    if not images:
        return {}
    rows = Rendition.objects.filter(
        set__image__in=[UUID(image) for image in images], set__retired_at=None
    )
    values = rows.values_list("path", "byte_count", "sha256")
    return {path: MadeRendition(byte_count, sha256) for path, byte_count, sha256 in values}


def rendition_documents(image: ImageThing, made: Mapping[str, MadeRendition]) -> list[JsonObject]:
    """Return `{ratio, url, format, width, height, bytes, sha256}` of each; the last two null until it is made."""
    if not (image.sha256 and image.width and image.height):
        return []
    documents: list[JsonObject] = []
    for recipe in recipes(Size(image.width, image.height)):
        path = rendition_path(image.sha256, recipe, image.digest)
        facts = made.get(path)
        documents.append(
            {
                "ratio": recipe.ratio,
                "url": image.files_url + path,
                "format": recipe.format,
                "width": recipe.size.width,
                "height": recipe.size.height,
                "bytes": facts.byte_count if facts else None,
                "sha256": facts.sha256 if facts else None,
            }
        )
    return documents
