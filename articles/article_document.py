"""What an article says of itself: the keys of its headline item, and its further keys."""

from datetime import datetime
from typing import NamedTuple

from articles import body
from articles.addresses import Addresses
from articles.content import CitationContent, Content, Contributor
from articles.moments import moment_in
from articles.things import JsonObject, Things, Translation, source_document, tag_document
from cms.http.moments import utc_text
from media.shapes import portrait_document


class Standing(NamedTuple):
    """Which publication of which article the documents are of, and the moments that readers see."""

    article: str
    slug: str
    number: int
    published_at: datetime
    first_published_at: datetime
    updated_at: datetime


class ArticleDocument:
    """One content with what it refers to, asked for piece by piece."""

    def __init__(
        self,
        content: Content,
        *,
        standing: Standing,
        things: Things,
        translations: list[Translation],
        addresses: Addresses,
    ) -> None:
        self.content, self.standing, self.things = content, standing, things
        self.translations, self.addresses = translations, addresses
        self.language = content["language"]
        self.section = things.tags[content["section"]] if content["section"] else None

    @property
    def has_body(self) -> bool:
        """Whether there is more than a headline."""
        return bool(self.content["body"])

    @property
    def page(self) -> str:
        """The address of the article's page at the front end."""
        return self._page(
            self.standing.article, self.standing.slug, self.section and self.section.slug
        )

    @property
    def corrected_at(self) -> datetime | None:
        """The moment of the latest correction; clarifications and updates are none."""
        moments = [one["at"] for one in self.content["corrections"] if one["kind"] == "correction"]
        return max(map(datetime.fromisoformat, moments), default=None)

    def headline(self, word_count: int) -> JsonObject:
        """Return the headline item without its lead image."""
        content, standing = self.content, self.standing
        return {
            "id": standing.article,
            "type": "article",
            "kind": content["kind"],
            "slug": standing.slug,
            "url": self.page,
            "headline": content["headline"],
            "list_headline": content["list_headline"] or content["headline"],
            "kicker": content["kicker"] or None,
            "standfirst": content["standfirst"] or None,
            "byline": self._byline() or None,
            "contributors": [self._contributor(one) for one in content["contributors"]],
            "section": self.section and self._tag(self.section.id),
            "tags": [self._tag(tag) for tag in content["tags"]],
            "language": self.language,
            "urgency": content["urgency"],
            "ai_use": content["ai_use"],
            "published_at": utc_text(standing.published_at),
            "first_published_at": utc_text(standing.first_published_at),
            "updated_at": utc_text(standing.updated_at),
            "corrected_at": utc_text(self.corrected_at) if self.corrected_at else None,
            "has_body": self.has_body,
            "word_count": word_count,
            "reading_minutes": body.reading_minutes(word_count, self.language),
            "translations": [self._translation(one) for one in self.translations],
        }

    def tail(self) -> JsonObject:
        """Return the article's further keys, but for images and body."""
        content = self.content
        return {
            "sources": [self._citation(one) for one in content["citations"]],
            "edition": self.standing.number,
            "corrections": [
                {"kind": one["kind"], "text": one["text"], "at": _iso(one["at"])}
                for one in content["corrections"]
            ],
            "seo": {
                "title": content["seo_title"] or content["headline"],
                "description": content["seo_description"] or content["standfirst"] or None,
                "canonical_url": content["canonical_url"] or self.page,
            },
            "links": {
                "self": self.addresses.api(f"articles/{self.standing.slug}/"),
                "related": self.addresses.api(f"articles/{self.standing.slug}/related/"),
                "page": self.page,
            },
        }

    def _tag(self, tag: str) -> JsonObject:
        return tag_document(self.things.tags[tag], language=self.language, addresses=self.addresses)

    def _contributor(self, contributor: Contributor) -> JsonObject:
        tag = self.things.tags[contributor["tag"]]
        image = self.things.images.get(tag.image) if tag.image else None
        portrait = image and portrait_document(image, language=self.language)
        return {**self._tag(tag.id), "role": contributor["role"], "image": portrait}

    def _byline(self) -> str:
        tags = (self.things.tags[one["tag"]] for one in self.content["contributors"])
        return self.content["byline"] or ", ".join(
            dict.fromkeys(tag.names.get(self.language) or tag.name for tag in tags)
        )

    def _citation(self, citation: CitationContent) -> JsonObject:
        source = self.things.sources[citation["source"]]
        return {
            "citation_id": citation["id"],
            **source_document(source),
            "role": citation["role"],
            "url": citation["url"] or None,
            "title": citation["title"] or None,
            "published_at": _iso(citation["published_at"]),
            "accessed_at": _iso(citation["accessed_at"]),
        }

    def _translation(self, other: Translation) -> JsonObject:
        return {
            "id": other.id,
            "language": other.language,
            "url": self._page(other.id, other.slug, other.section, other.language),
        }

    def _page(self, article: str, slug: str, section: str | None, language: str = "") -> str:
        return self.addresses.article_page(
            id=article, slug=slug, section=section or "", language=language or self.language
        )


def _iso(text: str | None) -> str | None:
    at = moment_in(text)
    return utc_text(at) if at else None
