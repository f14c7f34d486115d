"""What an API key may do, as data: each scope with its explanation."""

from collections.abc import Collection, Mapping
from typing import Final

from cms.http.problem import FieldError

CONTENT_READ: Final = "content:read"
DRAFTS_READ: Final = "drafts:read"
ARTICLES_WRITE: Final = "articles:write"
ARTICLES_PUBLISH: Final = "articles:publish"
VOCABULARY_WRITE: Final = "vocabulary:write"
MEDIA_WRITE: Final = "media:write"
WEBHOOKS_MANAGE: Final = "webhooks:manage"
CHANGES_READ_ALL: Final = "changes:read-all"
ARCHIVE_READ: Final = "archive:read"

SCOPES: Final[Mapping[str, str]] = {
    CONTENT_READ: "Read what is public, as everybody may, at a rate of its own.",
    DRAFTS_READ: "Read working copies: drafts, what is in review, scheduled or under embargo, and previews.",
    ARTICLES_WRITE: "Create and change articles, their citations and pins; publishing needs a scope of its own.",
    ARTICLES_PUBLISH: "Publish, schedule, correct and withdraw articles.",
    VOCABULARY_WRITE: "Create, change and merge tags and sources.",
    MEDIA_WRITE: "Add and describe images.",
    WEBHOOKS_MANAGE: "Set up webhook endpoints, look at their deliveries and send them again.",
    CHANGES_READ_ALL: "Follow every change, also beyond the sections and languages that the key is limited to.",
    ARCHIVE_READ: "Read what was public in the past.",
}
"""Scope -> what it allows, in the order in which they are shown. None implies another."""


def scope_problems(given: Collection[str]) -> list[FieldError]:
    """Return what is wrong with a choice of scopes."""
    if not given:
        return [FieldError("scopes", "required", f"scopes: choose at least one of {_listed()}.")]
    return [
        FieldError("scopes", "unknown", f"scopes: there is no “{word}”. Write {_listed()}.")
        for word in given
        if word not in SCOPES
    ]


def _listed() -> str:
    return ", ".join(SCOPES)
