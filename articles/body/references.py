"""Ids of what a clean body refers to, read without reading the body.

In clean HTML these letters can be nothing else: text and attributes hold no "<" and no quotation
mark. Saving and publishing ask this of every article, and a search costs a hundredth of a parse.
"""

import re
from typing import NamedTuple

_IMAGE = re.compile(r'<figure data-image-id="([^"]*)"')
_CITATION = re.compile(r'<span data-citation-id="([^"]*)"')
_SILENT = re.compile(r"(?:<hr>|<ul>|<ol[^>]*>|<li>|<blockquote>|</[^>]*>)*+")


class References(NamedTuple):
    """Ids of images and of citations, each once, in the order of their first appearance."""

    images: list[str]
    citations: list[str]


def references(html: str) -> References:
    """Return the ids that a clean body refers to."""
    return References(_once(_IMAGE, html), _once(_CITATION, html))


def is_empty(html: str) -> bool:
    """Say whether a clean body has nothing to read or see: dividers alone say nothing."""
    return _SILENT.fullmatch(html) is not None


def _once(pattern: re.Pattern[str], html: str) -> list[str]:
    return list(dict.fromkeys(pattern.findall(html)))
