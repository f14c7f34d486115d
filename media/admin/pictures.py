"""How a picture looks in a list: a small rendition of it and its badges."""

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from media.disclosure import public_class
from media.inputs import digest_of
from media.models import Image
from media.recipes import Recipe, Size, rendition_path, sizes
from media.rights import rights_notice
from media.source_types import AI_COMPOSITE, AI_EDITED, AI_GENERATED

SMALL, MIDDLING = 320, 640
_AI_WORDS = {
    AI_GENERATED: "AI-generated",
    AI_EDITED: "AI-edited",
    AI_COMPOSITE: "AI composite",
}


def shown_address(image: Image, *, widest: int = SMALL) -> str:
    """Return where a small rendition is served, made when it is first asked for; nothing when none can be shown."""
    if missing_word(image) or not (image.width and image.height):
        return ""
    size = _shown_size(image, widest)
    path = rendition_path(image.sha256, Recipe("original", size, "webp"), digest_of(image))
    return f"{settings.MEDIA_URL}{path}"


def missing_word(image: Image) -> str:
    """Return why there is no picture to show, in a word or two, or nothing."""
    if image.killed_at:
        return "killed"
    if not image.file:
        return "awaits its file"
    return "cannot be shown" if image.is_unservable else ""


def picture(image: Image, *, widest: int = SMALL, alt: str = "") -> SafeString:
    """Return the picture, or a frame that says why there is none; desk.js asks again for one that is being made."""
    address = shown_address(image, widest=widest)
    if not address:
        return format_html('<span class="thumb-empty">{}</span>', missing_word(image) or "no size")
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async" data-made-late>',
        address,
        alt,
        *_shown_size(image, widest),
    )


def thumbnail(image: Image | None) -> SafeString | str:
    """Return a small picture with its badges."""
    if image is None:
        return ""
    return format_html('<span class="thumb">{}{}</span>', picture(image), badges(image))


def badge_words(image: Image) -> list[tuple[str, str]]:
    """Return (kind, word) of each badge."""
    found = []
    if made_by := _AI_WORDS.get(public_class(image.digital_source_type)):
        found.append(("ai", f"{made_by} · {image.ai_system}" if image.ai_system else made_by))
        if image.is_confirmed:
            found.append(("confirmed", "confirmed"))
    if image.is_illustrative:
        found.append(("illustrative", "illustrative"))
    if image.file and not image.digital_source_type:
        found.append(("unknown", "origin unknown"))
    if image.digital_source_type and not image.is_confirmed:
        found.append(("suggested", "suggested"))
    if notice := rights_notice(image.rights_expire_at, timezone.now()):
        expired = notice.startswith("expired")
        found.append(("expired" if expired else "expiring", f"rights {notice.partition(' (')[0]}"))
    if image.killed_at:
        found.append(("killed", "killed"))
    return found


def badges(image: Image) -> SafeString:
    """Return the badges of a picture."""
    return format_html_join("", '<span class="badge badge-{}">{}</span>', badge_words(image))


def _shown_size(image: Image, widest: int) -> Size:
    offered = sizes(Size(image.width or 1, image.height or 1), "original")
    return max((size for size in offered if size.width <= widest), default=offered[0])
