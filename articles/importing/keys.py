"""By what an imported page or brief is known again: its normalised headline, within its source; never a time."""

from hashlib import sha256
from typing import Final

from articles.content import LIMITS
from articles.page import normalised_headline

NAMESPACE: Final = "page:"
UNNAMED: Final = "page:unnamed"
"""The external source of pages that do not say who reports."""


def headline_key(headline: str) -> str:
    """Return the `external_id` of a headline: itself, normalised, or a digest where that is too long."""
    key = normalised_headline(headline)
    if len(key) <= LIMITS["external_id"]:
        return key
    return f"sha256:{sha256(key.encode()).hexdigest()}"


def source_key(slug: str) -> str:
    """Return the `external_source` of pages that the source with this slug reports; empty: nobody is named."""
    return f"{NAMESPACE}{slug}" if slug else UNNAMED


def may_be_same(mine: str, theirs: str) -> bool:
    """Say whether two external sources may be one: they are, or one of the pages did not name its own."""
    return mine == theirs or UNNAMED in {mine, theirs}
