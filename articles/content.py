"""The whole of an article as one JSON value: what a save, a revision, an edition and every door speak of.

References are ids (UUID as text), moments are ISO 8601 with an offset. A partial content (`Changes`) names only what
changes; a list is always given whole.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypedDict, cast


class Contributor(TypedDict):
    """One name of the byline."""

    tag: str
    role: str


class ImageUse(TypedDict):
    """An image with the alternative text and caption that hold in this article alone (empty: the image's own)."""

    image: str
    alt: str
    caption: str


class CitationContent(TypedDict):
    """What the article takes from one source; `id` is what the body's citation marks name."""

    id: str
    source: str
    role: str
    url: str
    title: str
    published_at: str | None
    accessed_at: str | None
    is_suggested: bool


class CorrectionContent(TypedDict):
    """A note that is public with the article."""

    id: str
    kind: str
    text: str
    at: str


class Content(TypedDict):
    """Everything that an article says."""

    kind: str
    language: str
    slug: str
    kicker: str
    headline: str
    list_headline: str
    standfirst: str
    byline: str
    body: str
    contributors: list[Contributor]
    tags: list[str]
    section: str | None
    lead_image: ImageUse | None
    citations: list[CitationContent]
    pins: list[str]
    corrections: list[CorrectionContent]
    translation_group: str | None
    urgency: int
    ai_use: str
    seo_title: str
    seo_description: str
    canonical_url: str
    embargo_until: str | None
    published_at: str | None
    external_source: str
    external_id: str


class Changes(Content, total=False):
    """Some of an article's content."""


# Longest text of each field, in characters; the models' columns and the checks both read this table.
LIMITS: dict[str, int] = {
    "slug": 100,
    "kicker": 100,
    "headline": 300,
    "list_headline": 150,
    "standfirst": 1000,
    "byline": 300,
    "seo_title": 150,
    "seo_description": 320,
    "canonical_url": 500,
    "external_source": 100,
    "external_id": 300,
    "lead_image_alt": 1000,
    "lead_image_caption": 2000,
    "citation_url": 1000,
    "citation_title": 300,
    "correction_text": 2000,
    "contributor_role": 50,
}
MOST_TAGS = MOST_CITATIONS = MOST_PINS = MOST_CONTRIBUTORS = 50
MOST_CORRECTIONS = 100


def empty_content() -> Content:
    """Return the content of an article of which nothing is known yet; its language is to be given."""
    return cast(
        "Content",
        dict.fromkeys(
            (
                "slug",
                "kicker",
                "headline",
                "list_headline",
                "standfirst",
                "byline",
                "body",
                "seo_title",
                "seo_description",
                "canonical_url",
                "external_source",
                "external_id",
                "language",
            ),
            "",
        )
        | dict.fromkeys(
            ("section", "lead_image", "translation_group", "embargo_until", "published_at"), None
        )
        | {name: [] for name in ("contributors", "tags", "citations", "pins", "corrections")}
        | {"kind": "story", "urgency": 5, "ai_use": "none"},
    )


CONTENT_KEYS = frozenset(empty_content())


class ThingIds(NamedTuple):
    """The ids of everything that a content refers to, apart from articles."""

    tags: frozenset[str]
    sources: frozenset[str]
    images: frozenset[str]


def thing_ids(content: Content, body_images: Iterable[str]) -> ThingIds:
    """Return what a content refers to; `body_images` are the images of its figures."""
    lead = [content["lead_image"]["image"]] if content["lead_image"] else []
    return ThingIds(
        tags=frozenset([*content["tags"], *(one["tag"] for one in content["contributors"])]),
        sources=frozenset(one["source"] for one in content["citations"]),
        images=frozenset([*lead, *body_images]),
    )


def union(several: Iterable[ThingIds]) -> ThingIds:
    """Return all ids of several contents, each once."""
    given = [*several]
    return ThingIds(
        tags=frozenset().union(*(ids.tags for ids in given)),
        sources=frozenset().union(*(ids.sources for ids in given)),
        images=frozenset().union(*(ids.images for ids in given)),
    )


def whole(stored: Mapping[str, Any]) -> Content:
    """Return a stored content with every key, also those that came to be after it was stored."""
    return merged(empty_content(), stored)


def merged(content: Content, changes: Mapping[str, Any]) -> Content:
    """Return a content with some changes applied; the given one stays as it is."""
    return cast("Content", {**content, **changes})


def with_corrections(
    own: Iterable[CorrectionContent], public: Iterable[CorrectionContent]
) -> list[CorrectionContent]:
    """Return corrections of an earlier content with those that were made since, in the order of their moments."""
    found = {one["id"]: one for one in [*public, *own]}
    return sorted(found.values(), key=lambda one: datetime.fromisoformat(one["at"]))
