"""What differs between two contents of an article, said so that a person can read it."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from html import escape, unescape
from typing import Any, NamedTuple

from articles.content import Content

SAME, ADDED, REMOVED = "same", "added", "removed"
LABELS: dict[str, str] = {
    "headline": "Headline",
    "kicker": "Kicker",
    "list_headline": "List headline",
    "standfirst": "Standfirst",
    "body": "Body",
    "byline": "Byline",
    "contributors": "Contributors",
    "tags": "Tags",
    "section": "Section",
    "lead_image": "Lead image",
    "citations": "Sources",
    "corrections": "Corrections",
    "pins": "Pinned articles",
    "kind": "Kind",
    "language": "Language",
    "slug": "Slug",
    "translation_group": "Translations",
    "urgency": "Urgency",
    "ai_use": "AI use",
    "seo_title": "SEO title",
    "seo_description": "SEO description",
    "canonical_url": "Canonical URL",
    "embargo_until": "Embargo",
    "published_at": "Publication time",
    "external_source": "External source",
    "external_id": "External id",
}
# Above so many words in one changed stretch it is shown as replaced as a whole.
_MOST_WORDS = 4_000
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_BLOCK_ENDS = re.compile(r"</(?:p|h[2-4]|li|blockquote|pre|tr|figure|aside|figcaption)>|<hr>|<br>")
_CELL_ENDS = re.compile(r"</p></t[dh]>(?!</tr>)")
_FIGURE = re.compile(r'<figure data-image-id="([^"]*)"[^>]*>')
_EMBED = re.compile(r'<figure data-embed-url="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")

Names = Mapping[str, str]


class Piece(NamedTuple):
    """A stretch of text and what happened to it: `same`, `added` or `removed`."""

    state: str
    text: str


class Difference(NamedTuple):
    """One field that differs."""

    field: str
    label: str
    pieces: tuple[Piece, ...]


def changed_fields(before: Content, after: Content) -> list[str]:
    """Return the fields that differ, in the order in which editors read them."""
    old: Mapping[str, Any] = before
    new: Mapping[str, Any] = after
    return [name for name in LABELS if old.get(name) != new.get(name)]


def differences(before: Content, after: Content, *, names: Names) -> list[Difference]:
    """Return what differs, field by field; `names` says what the things behind ids are called."""
    old: Mapping[str, Any] = before
    new: Mapping[str, Any] = after
    return [
        Difference(
            name,
            LABELS[name],
            tuple(
                pieces(readable(name, old.get(name), names), readable(name, new.get(name), names))
            ),
        )
        for name in changed_fields(before, after)
    ]


def readable(field: str, value: Any, names: Names) -> str:
    """Return a field's value as text: lists one item a line, things by their names, the body without markup."""
    if value in (None, "", []):
        return ""
    if field == "body":
        return _body_text(str(value), names)
    items = value if isinstance(value, list) else [value]
    return "\n".join(_item(item, names) for item in items)


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield the text with what was added and removed: line by line, then word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for state, *places in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        was, is_ = "".join(old[places[0] : places[1]]), "".join(new[places[2] : places[3]])
        if state == "equal":
            yield Piece(SAME, is_)
        else:
            yield from _words(was, is_)


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or len(old) + len(new) > _MOST_WORDS:
        yield from _replaced(before, after)
        return
    for state, *places in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        was, is_ = "".join(old[places[0] : places[1]]), "".join(new[places[2] : places[3]])
        if state == "equal":
            yield Piece(SAME, is_)
        else:
            yield from _replaced(was, is_)


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece(REMOVED, before)
    if after:
        yield Piece(ADDED, after)


def _item(item: Any, names: Names) -> str:
    if isinstance(item, dict):
        said = [
            names.get(str(value), str(value))
            for key, value in item.items()
            if key != "id" and value not in (None, "", False)
        ]
        return " · ".join(said)
    return names.get(str(item), str(item))


def _body_text(html: str, names: Names) -> str:
    """Return the words of a clean body, a line for each block; figures and embeds say what they show."""
    html = _FIGURE.sub(lambda found: f"[{escape(names.get(found[1], 'image'))}] ", html)
    html = _EMBED.sub(lambda found: f"[{found[1]}] ", html)
    html = _BLOCK_ENDS.sub("\n", _CELL_ENDS.sub(" | ", html))
    lines = _TAG.sub("", html).splitlines()
    return "\n".join(unescape(line).strip() for line in lines if line.strip())
