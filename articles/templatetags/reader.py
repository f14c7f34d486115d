"""What the reader's templates say: moments and words in the page's language, and safe links."""

import html
import re
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.reader.moments import said
from articles.reader.phrases import native_name

register = template.Library()
register.filter("native_name", native_name)

_MARKS = re.compile(r"</?mark>")


@register.simple_tag(takes_context=True)
def moment(context: Context, at: str, length: str = "full") -> SafeString:
    """Return a <time> element for an RFC 3339 moment; `length` as in `articles.reader.moments`."""
    words = said(at, language=context["language"], length=length)
    return format_html('<time datetime="{}">{}</time>', at, words)


@register.simple_tag(takes_context=True)
def phrase(context: Context, family: str, word: str) -> str:
    """Return the phrase for a word of a closed list ("role", "via"), or the word itself if it has none."""
    found: dict[str, Any] = context["words"]
    return str(found.get(f"{family}.{word}", word))


@register.filter
def web_address(address: str | None) -> str:
    """Return an address if it leads to a web page, else nothing: no other scheme becomes a link."""
    given = address or ""
    return given if given.lower().startswith(("https://", "http://")) else ""


@register.filter
def marked(snippet: str) -> SafeString:
    """Return a search's snippet with its <mark>s; whatever else it holds is text."""
    parts = [html.unescape(part) for part in _MARKS.split(snippet)]
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=False)
    return format_html_join("", "{}{}", ((plain, _mark(hit)) for plain, hit in pairs))


def _mark(words: str) -> SafeString | str:
    return format_html("<mark>{}</mark>", words) if words else ""
