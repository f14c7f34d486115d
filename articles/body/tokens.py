"""HTML as a stream of tags and texts, in one pass and in time linear in its length.

It follows the tokenisation rules of the HTML standard for tags, attributes, comments and
character references, and differs on purpose in one thing: a tag or comment that never ends is
text, so that a stray "<" costs the writer no words. Nothing safe depends on agreeing with a
browser here: whatever is read is written again from the vocabulary alone.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from articles.body.vocabulary import REMOVED_WITH_CONTENT

SPACE = " \t\n\r\f"

# Possessive throughout: a failed match never tries again, so hostile markup costs no more.
_ATTRIBUTE = r"""
    [^{s}/>][^{s}/>=]*+
    (?:[{s}]*+=[{s}]*+(?:"[^"]*+"|'[^']*+'|[^{s}>"'][^{s}>]*+|(?=>)))?+
""".replace("{s}", SPACE.encode("unicode_escape").decode().replace(" ", r"\x20"))
_SPACES = r"[\x20\t\n\r\f/]++"
_MARKUP = re.compile(
    rf"""<(?:
        (?P<closing>/)?+ (?P<name>[a-zA-Z][^\x20\t\n\r\f/>]*+)
        (?P<attributes>(?:{_SPACES}|{_ATTRIBUTE})*+) (?:>|\Z)
        | !--(?:-?>|.*?(?:--!?>|\Z))
        | [!?/][^>]*+(?:>|\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_NAME_AND_VALUE = re.compile(
    r"""(?P<name>[^\x20\t\n\r\f/>][^\x20\t\n\r\f/>=]*+)
    (?:[\x20\t\n\r\f]*+=[\x20\t\n\r\f]*+
        (?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\x20\t\n\r\f>"'][^\x20\t\n\r\f>]*+)|\Z)
    )?+""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE) for name in REMOVED_WITH_CONTENT
}


class Tag(NamedTuple):
    """A start or end tag: its name in small letters, its attributes unread, its source."""

    name: str
    closing: bool
    rest: str
    source: str


class Removed(NamedTuple):
    """Something that never belongs to a body: a comment, or a script with its content."""

    name: str
    source: str


class Unfinished(NamedTuple):
    """Markup that never ends, kept as the text it is."""

    source: str


Token = str | Tag | Removed | Unfinished


def tokens(source: str) -> Iterator[Token]:
    """Yield texts (as written, references unread), tags and what is to be removed, in order."""
    position = 0
    while match := _MARKUP.search(source, position):
        start, end = match.span()
        if start > position:
            yield source[position:start]
        if source[end - 1] != ">":
            yield Unfinished(source[start:])
            return
        closing, name, rest = match.groups()
        if name is None:
            yield Removed("comment", match.group())
        elif closing or (name := name.lower()) not in REMOVED_WITH_CONTENT:
            yield Tag(name.lower(), closing is not None, rest, match.group())
        else:
            end = _end_of_removed(name, source, end)
            yield Removed(name, source[start:end])
        position = end
    if position < len(source):
        yield source[position:]


def _end_of_removed(name: str, source: str, start: int) -> int:
    closing = _ENDS[name].search(source, start)
    return closing.end() if closing else len(source)


def attributes(rest: str) -> dict[str, str]:
    """Return a tag's attributes, names in small letters; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _NAME_AND_VALUE.finditer(rest):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), attribute_value(value))
    return found


def text_value(source: str) -> str:
    """Return a text with its character references read."""
    return html.unescape(source) if "&" in source else source


def attribute_value(source: str) -> str:
    """Return an attribute's value; "&copy=2" in an address is no copyright sign."""
    return _REFERENCE.sub(_reference, source) if "&" in source else source


def _reference(match: re.Match[str]) -> str:
    reference = match.group()
    if reference.endswith(";") or reference.startswith("&#"):
        return html.unescape(reference)
    if match.string[match.end() : match.end() + 1] == "=":
        return reference
    return html5.get(reference[1:], reference)
