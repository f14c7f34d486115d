"""From the body that an integrator sends to the clean one that is stored, with a warning for all that was not kept."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from articles import body
from articles.recent_bodies import remember
from cms.http.problem import FieldError

_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MARKDOWN_IMAGE = re.compile(r"!\[([^\]\[]*)\]\(\s*<?([^\s<>()]+)>?(?:\s+\"[^\"]*\")?\s*\)")


class Warned(NamedTuple):
    """Something that was rewritten or left out: where, a code for programs, a sentence, the first place, how often."""

    field: str
    code: str
    message: str
    excerpt: str
    times: int


class SentBody(NamedTuple):
    """The clean body, and what became of the rest."""

    html: str
    warnings: tuple[Warned, ...] = ()
    problem: FieldError | None = None


def read_body(value: Any, format_: str, *, images: Mapping[str, str]) -> SentBody:
    """Return the clean HTML that a body in HTML, Markdown or blocks says.

    `images` maps addresses to the ids of images: where the body shows such an address, it shows that image.
    """
    if format_ != "blocks" and not isinstance(value, str):
        return _refused(f"body: write the {_NAMES[format_]} as a text.")
    try:
        if format_ == "blocks":
            return SentBody(body.from_blocks(value))
        if format_ == "markdown":
            cleaned = body.from_markdown(
                _with_figures(value, images, _MARKDOWN_IMAGE, _in_markdown)
            )
        else:
            cleaned = body.clean(_with_figures(value, images, _IMAGE, _in_html))
    except body.BodyRefused as refusal:
        return _refused(str(refusal))
    remember(cleaned.document)
    return SentBody(cleaned.html, tuple(Warned("body", *one) for one in cleaned.problems))


_NAMES = {"html": "HTML", "markdown": "Markdown"}


def _refused(message: str) -> SentBody:
    return SentBody("", problem=FieldError("body", "refused", message))


def _with_figures(text: str, images: Mapping[str, str], pattern: re.Pattern[str], read: Any) -> str:
    """Return the text with a figure in place of each picture whose address is known; others stay as they are."""
    if not images:
        return text

    def figure(found: re.Match[str]) -> str:
        address, alt = read(found)
        image = images.get(address)
        if image is None:
            return found[0]
        return f'<figure data-image-id="{image}" data-alt="{escape(alt)}"></figure>'

    return pattern.sub(figure, text)


def _in_html(found: re.Match[str]) -> tuple[str, str]:
    said = {
        name.lower(): double or single or bare
        for name, double, single, bare in _ATTRIBUTE.findall(found[0])
    }
    return said.get("src", "").replace("&amp;", "&"), said.get("alt", "")


def _in_markdown(found: re.Match[str]) -> tuple[str, str]:
    return found[2], found[1]
