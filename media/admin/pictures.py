"""How a picture looks in a list: a thumbnail and its badges."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from media.disclosure import is_ai
from media.models import Image


def thumbnail(image: Image | None) -> SafeString | str:
    """Return a small picture with its badges; an awaited file shows an empty frame."""
    if image is None:
        return ""
    if image.killed_at or not image.file:
        word = "killed" if image.killed_at else "awaited"
        return format_html(
            '<span class="thumb"><span class="thumb-empty">{}</span>{}</span>', word, badges(image)
        )
    return format_html(
        '<span class="thumb"><img src="{}" alt="" loading="lazy" decoding="async">{}</span>',
        image.file.url,
        badges(image),
    )


def badge_words(image: Image) -> list[tuple[str, str]]:
    """Return (kind, word) of each badge."""
    found = []
    if is_ai(image.digital_source_type):
        found.append(("ai", f"AI {image.ai_system}".strip()))
    if image.is_illustrative:
        found.append(("illustrative", "illustrative"))
    if image.file and not image.digital_source_type:
        found.append(("unknown", "origin unknown"))
    if image.digital_source_type and not image.is_confirmed:
        found.append(("suggested", "suggested"))
    if image.killed_at:
        found.append(("killed", "killed"))
    return found


def badges(image: Image) -> SafeString:
    """Return the badges of a picture."""
    return format_html_join("", '<span class="badge badge-{}">{}</span>', badge_words(image))
