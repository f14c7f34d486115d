"""An image as the public documents show it."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from media.disclosure import caption_line
from media.disclosure import document as disclosure_document
from media.recipes import FORMATS, WIDTHS, Recipe, Size, rendition_path, sizes

JsonObject = dict[str, object]

LARGEST_SRC = 1280


class ImageThing(NamedTuple):
    """What a document says of an image, free of the database.

    `sha256` is that of the original, empty while the file is awaited; `digest` that of the renditions' other inputs;
    `files_url` is where files are served, absolute.
    """

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
    sha256: str
    digest: str
    files_url: str
    digital_source_type: str
    ai_system: str
    is_illustrative: bool
    is_confirmed: bool
    determined_by: str
    version: int
    rights_expire_at: datetime | None = None


def in_language(texts: dict[str, str], language: str) -> str:
    """Return the text in a language, else in its base language, else in the first one there is, else nothing."""
    base = language.partition("-")[0]
    return texts.get(language) or texts.get(base) or next(iter(texts.values()), "")


def image_document(
    image: ImageThing,
    *,
    language: str,
    ratio: str = "original",
    alt: str = "",
    caption: str = "",
    widest: int = WIDTHS[-1],
) -> JsonObject:
    """Return the API's shape of an image for one ratio; `alt` and `caption` of this use win over the image's own.

    Nothing wider than `widest` pixels is offered, if there is anything narrower: a portrait needs no poster.
    """
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
        **_file(image, ratio, widest),
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
    return _said(
        credit=image.credit,
        term=image.digital_source_type,
        ai_system=image.ai_system,
        is_illustrative=image.is_illustrative,
        language=language,
    )


def _file(image: ImageThing, ratio: str, widest: int) -> JsonObject:
    """Return the keys that follow the ratio, and those that help a page while the file loads."""
    shown, src, srcset = _offered(
        image.sha256, image.width, image.height, image.files_url, image.digest, ratio, widest
    )
    return {
        "ratio": ratio,
        "width": shown.width if shown else None,
        "height": shown.height if shown else None,
        "focal_point": {"x": image.focal_point[0], "y": image.focal_point[1]},
        "thumbhash": image.thumbhash or None,
        "dominant_color": image.dominant_color or None,
        "src": src,
        "srcset": {**srcset},
    }


# An image stands in many documents that are built one after another, and in several places of each.
_said = lru_cache(maxsize=1024)(caption_line)


@lru_cache(maxsize=1024)
def _offered(
    sha256: str,
    width: int | None,
    height: int | None,
    files_url: str,
    digest: str,
    ratio: str,
    widest: int,
) -> tuple[Size | None, str | None, dict[str, str | None]]:
    """Return the size and address of `src`, and the `srcset` of each format; nothing while the file is awaited."""
    if not (sha256 and width and height):
        return None, None, dict.fromkeys(FORMATS)
    offered = sizes(Size(width, height), ratio)
    fitting = [size for size in offered if size.width <= widest] or offered[:1]
    urls = {
        format_: {
            size: files_url + rendition_path(sha256, Recipe(ratio, size, format_), digest)
            for size in fitting
        }
        for format_ in FORMATS
    }
    shown = _middling([*urls["jpeg"]])
    srcset = {
        format_: ", ".join(f"{url} {size.width}w" for size, url in by_size.items()) or None
        for format_, by_size in urls.items()
    }
    return shown, urls["jpeg"][shown] if shown else None, srcset


def _middling(offered: list[Size]) -> Size | None:
    """Return the largest size that is no wider than a page's column on a sharp screen: `src` is what is left to those
    who do not read `srcset`."""
    fitting = [size for size in offered if size.width <= LARGEST_SRC]
    return max(fitting or offered[:1], default=None)
