"""An image as the public documents show it."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from media.credential_states import NOT_CHECKED
from media.disclosure import DisclosureDocument, caption_line, is_ai
from media.disclosure import document as disclosure_document
from media.recipes import FORMATS, WIDTHS, Recipe, Size, rendition_path, sizes

JsonObject = dict[str, object]

LARGEST_SRC = 1280
# What a list offers of each image: twenty times everything would be as heavy as all of its words. AVIF, which nearly
# every browser reads, for a card and for the first item; for the other browsers a card's size alone.
_OF_A_LIST = {"avif": (640, 1280), "webp": (640,), "jpeg": (640,)}
_EVERYTHING = dict.fromkeys(FORMATS, WIDTHS)
_PORTRAIT_WIDTH = WIDTHS[0]


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
    content_credentials: str = NOT_CHECKED
    signer: str = ""
    licence: str = ""
    usage_terms: str = ""


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
    in_list: bool = False,
) -> JsonObject:
    """Return the API's shape of an image for one ratio; `alt` and `caption` of this use win over the image's own.

    In a list the `srcset` names fewer files.
    """
    return {
        "id": image.id,
        "alt": _alt(image, language, alt),
        "is_decorative": image.is_decorative,
        "alt_origin": image.alt_origin,
        "caption": caption or in_language(image.caption, language) or None,
        "credit": image.credit or None,
        "caption_line": _caption_line(image, language) or None,
        "creator": image.creator or None,
        "copyright": image.copyright or None,
        **_file(image, ratio, in_list),
        "disclosure": _disclosure(image, language),
        "provenance": {
            "determined_by": image.determined_by or None,
            "content_credentials": image.content_credentials,
            "signer": image.signer or None,
        },
    }


def terms_document(image: ImageThing) -> JsonObject:
    """Return the further keys of an image's own page: on which terms it may be used (IPTC: Rights Usage Terms)."""
    return {"licence": image.licence or None, "usage_terms": image.usage_terms or None}


def portrait_document(image: ImageThing, *, language: str) -> JsonObject:
    """Return `{alt src width height disclosure}` of a contributor's small picture.

    The disclosure is null unless AI had a part in it: there is nothing to label then.
    """
    shown, src = _portrait(image.sha256, image.width, image.height, image.files_url, image.digest)
    return {
        "alt": _alt(image, language),
        "src": src,
        "width": shown.width if shown else None,
        "height": shown.height if shown else None,
        "disclosure": _disclosure(image, language) if is_ai(image.digital_source_type) else None,
    }


def _alt(image: ImageThing, language: str, own: str = "") -> str | None:
    return None if image.is_decorative else own or in_language(image.alt, language) or None


def _disclosure(image: ImageThing, language: str) -> DisclosureDocument:
    return disclosure_document(
        term=image.digital_source_type,
        ai_system=image.ai_system,
        is_illustrative=image.is_illustrative,
        is_confirmed=image.is_confirmed,
        language=language,
    )


def _caption_line(image: ImageThing, language: str) -> str:
    return _said(
        credit=image.credit,
        term=image.digital_source_type,
        ai_system=image.ai_system,
        is_illustrative=image.is_illustrative,
        language=language,
    )


def _file(image: ImageThing, ratio: str, in_list: bool) -> JsonObject:
    """Return the keys that follow the ratio, and those that help a page while the file loads."""
    shown, src, srcset = _offered(
        image.sha256, image.width, image.height, image.files_url, image.digest, ratio, in_list
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
    in_list: bool,
) -> tuple[Size | None, str | None, dict[str, str | None]]:
    """Return the size and address of `src`, and the `srcset` of each format; nothing while the file is awaited."""
    if not (sha256 and width and height):
        return None, None, dict.fromkeys(FORMATS)
    offered = sizes(Size(width, height), ratio)

    def url(size: Size, format_: str) -> str:
        return files_url + rendition_path(sha256, Recipe(ratio, size, format_), digest)

    # `src` is left to those who do not read `srcset`: a page's column on a sharp screen.
    shown = _fitting(offered, LARGEST_SRC)
    srcset: dict[str, str | None] = {
        format_: ", ".join(
            f"{url(size, format_)} {size.width}w"
            for size in dict.fromkeys(_fitting(offered, width) for width in widths)
        )
        for format_, widths in (_OF_A_LIST if in_list else _EVERYTHING).items()
    }
    return shown, url(shown, "jpeg"), srcset


@lru_cache(maxsize=1024)
def _portrait(
    sha256: str, width: int | None, height: int | None, files_url: str, digest: str
) -> tuple[Size | None, str | None]:
    """Return the size and address of the smallest file as shot; nothing while the file is awaited."""
    if not (sha256 and width and height):
        return None, None
    shown = _fitting(sizes(Size(width, height), "original"), _PORTRAIT_WIDTH)
    return shown, files_url + rendition_path(sha256, Recipe("original", shown, "jpeg"), digest)


def _fitting(offered: list[Size], width: int) -> Size:
    """Return the largest size that is no wider, else the smallest there is."""
    return max((size for size in offered if size.width <= width), default=offered[0])
