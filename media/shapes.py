"""An image as the public documents show it."""

from typing import NamedTuple

from media.disclosure import caption_line
from media.disclosure import document as disclosure_document

JsonObject = dict[str, object]

RATIOS = ("original", "16x9", "4x3", "1x1")


class ImageThing(NamedTuple):
    """What a document says of an image, free of the database; `src` is absolute, or None while the file is awaited."""

    id: str
    alt: dict[str, str]
    caption: dict[str, str]
    is_decorative: bool
    alt_origin: str
    credit: str
    creator: str
    copyright: str
    width: int | None
    height: int | None
    focal_point: tuple[float, float]
    thumbhash: str
    dominant_color: str
    src: str | None
    digital_source_type: str
    ai_system: str
    is_illustrative: bool
    is_confirmed: bool
    determined_by: str
    version: int


def in_language(texts: dict[str, str], language: str) -> str:
    """Return the text in a language, else in its base language, else in the first one there is, else nothing."""
    base = language.partition("-")[0]
    return texts.get(language) or texts.get(base) or next(iter(texts.values()), "")


def image_document(
    image: ImageThing, *, language: str, ratio: str = "original", alt: str = "", caption: str = ""
) -> JsonObject:
    """Return the API's shape of an image for one ratio; `alt` and `caption` of this use win over the image's own."""
    return {
        "id": image.id,
        "alt": None if image.is_decorative else alt or in_language(image.alt, language) or None,
        "is_decorative": image.is_decorative,
        "alt_origin": image.alt_origin,
        "caption": caption or in_language(image.caption, language) or None,
        "credit": image.credit or None,
        "caption_line": _caption_line(image, language) or None,
        "creator": image.creator or None,
        "copyright": image.copyright or None,
        **_file(image, ratio),
        "disclosure": disclosure_document(
            term=image.digital_source_type,
            ai_system=image.ai_system,
            is_illustrative=image.is_illustrative,
            is_confirmed=image.is_confirmed,
            language=language,
        ),
        "provenance": {"determined_by": image.determined_by or None},
    }


def _caption_line(image: ImageThing, language: str) -> str:
    return caption_line(
        credit=image.credit,
        term=image.digital_source_type,
        ai_system=image.ai_system,
        is_illustrative=image.is_illustrative,
        language=language,
    )


def _file(image: ImageThing, ratio: str) -> JsonObject:
    """Return the keys that follow the ratio, and those that help a page while the file loads."""
    return {
        "ratio": ratio,
        "width": image.width,
        "height": image.height,
        "focal_point": {"x": image.focal_point[0], "y": image.focal_point[1]},
        "thumbhash": image.thumbhash or None,
        "dominant_color": image.dominant_color or None,
        "src": image.src,
        "srcset": {"avif": None, "webp": None, "jpeg": None},
    }
