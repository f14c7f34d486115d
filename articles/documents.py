"""From a frozen content and what it refers to, the finished bytes of every public answer about an article.

Pure: values in, values out. The same call makes an edition, its rebuild and a preview.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import blake2s
from typing import Any, NamedTuple

import orjson

from articles import body
from articles.addresses import Addresses
from articles.content import CitationContent, Content, Contributor
from articles.recent_bodies import read_body
from articles.things import (
    JsonObject,
    SourceThing,
    TagThing,
    Translation,
    source_document,
    tag_document,
)
from media.disclosure import is_ai
from media.recipes import RATIOS
from media.shapes import ImageThing, image_document, portrait_document


class Standing(NamedTuple):
    """Which publication of which article the documents are of, and the moments that readers see."""

    article: str
    slug: str
    number: int
    published_at: datetime
    first_published_at: datetime
    updated_at: datetime


class Things(NamedTuple):
    """Everything that contents refer to, by id; an image that may not be shown is missing.

    `written` remembers the JSON of images for all documents that are built from these things.
    """

    tags: Mapping[str, TagThing]
    sources: Mapping[str, SourceThing]
    images: Mapping[str, ImageThing]
    written: dict[tuple[str | bool, ...], bytes] | None = None


class Gathered(NamedTuple):
    """Things by id (a merged tag's id leads to the tag that took its place) and how tags hang together."""

    things: Things
    parents: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Documents:
    """The pieces of JSON that an edition stores (see `articles.models.edition`), and what lists filter by."""

    headline: bytes
    lead_image: dict[str, bytes]
    tail: bytes
    images: dict[str, bytes]
    body_html: bytes
    body_blocks: bytes
    body_markdown: bytes
    body_text: bytes
    plain_text: str
    has_body: bool
    has_ai_images: bool
    corrected_at: datetime | None
    etag: str


def build(
    content: Content,
    *,
    standing: Standing,
    things: Things,
    translations: list[Translation],
    addresses: Addresses,
) -> Documents:
    """Return the documents of one article; the same arguments give the same bytes."""
    shown = _Shown(content, standing, things, translations, addresses)
    text = read_body(content["body"])
    pictures = shown.body_pictures(text)
    plain_text = text.text(pictures)
    words = text.word_count()
    pieces = [
        _open(shown.headline(words)),
        *(lead := {ratio: shown.list_image(ratio) for ratio in RATIOS}).values(),
        _open(shown.tail()),
        *(images := {ratio: shown.images(text, ratio) for ratio in RATIOS}).values(),
        html := orjson.dumps(text.html(pictures)),
        blocks := orjson.dumps(text.blocks(pictures)),
        markdown := orjson.dumps(text.markdown(pictures)),
        plain := orjson.dumps(plain_text),
    ]
    return Documents(
        headline=pieces[0],
        lead_image=lead,
        tail=pieces[1 + len(RATIOS)],
        images=images,
        body_html=html,
        body_blocks=blocks,
        body_markdown=markdown,
        body_text=plain,
        plain_text=plain_text,
        has_body=shown.has_body,
        has_ai_images=shown.has_ai_images(text),
        corrected_at=shown.corrected_at,
        etag=blake2s(b"\0".join(pieces), digest_size=12).hexdigest(),
    )


def columns(documents: Documents) -> dict[str, Any]:
    """Return the documents by the names of the columns that an edition keeps them in."""
    found: dict[str, Any] = {name: getattr(documents, name) for name in _PLAIN_COLUMNS}
    found |= {f"lead_image_{ratio}": piece for ratio, piece in documents.lead_image.items()}
    return found | {f"images_{ratio}": piece for ratio, piece in documents.images.items()}


_PLAIN_COLUMNS = [
    field.name
    for field in fields(Documents)
    if field.name not in {"lead_image", "images", "plain_text"}
]


def moment(at: datetime) -> str:
    """Return a moment as RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _open(document: JsonObject) -> bytes:
    """Return a JSON object without its closing brace, so that a read can add keys by joining bytes."""
    return orjson.dumps(document)[:-1]


class _Shown:
    """One content with what it refers to, asked for piece by piece."""

    def __init__(
        self,
        content: Content,
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
        return bool(self.content["body"])

    @property
    def page(self) -> str:
        return self._page(
            self.standing.article, self.standing.slug, self.section and self.section.slug
        )

    @property
    def corrected_at(self) -> datetime | None:
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
            "published_at": moment(standing.published_at),
            "first_published_at": moment(standing.first_published_at),
            "updated_at": moment(standing.updated_at),
            "corrected_at": moment(self.corrected_at) if self.corrected_at else None,
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

    def list_image(self, ratio: str) -> bytes:
        """Return the lead image in one ratio as a list offers it."""
        return self._lead_image(ratio, in_list=True) or b"null"

    def images(self, text: body.Document, ratio: str) -> bytes:
        """Return `lead_image` and `images`: all that the article shows, the lead first, then the body's, each once."""
        lead = self._lead_image(ratio)
        others = self._image_things(text)[1 if lead else 0 :]
        shown = [lead] if lead else []
        shown += [self._written(image, ratio) for image in others]
        every = b",".join(shown)
        return b"".join([b'{"lead_image":', lead or b"null", b',"images":[', every, b"]"])

    def _lead_image(self, ratio: str, *, in_list: bool = False) -> bytes | None:
        use = self.content["lead_image"]
        image = self.things.images.get(use["image"]) if use else None
        if not use or not image:
            return None
        return self._written(image, ratio, use["alt"], use["caption"], in_list=in_list)

    def _written(
        self,
        image: ImageThing,
        ratio: str,
        alt: str = "",
        caption: str = "",
        *,
        in_list: bool = False,
    ) -> bytes:
        """Return an image as JSON; those of many articles, built one after another, are often the same."""
        written = {} if self.things.written is None else self.things.written
        key = (image.id, self.language, ratio, alt, caption, in_list)
        if key not in written:
            written[key] = orjson.dumps(
                image_document(
                    image,
                    language=self.language,
                    ratio=ratio,
                    alt=alt,
                    caption=caption,
                    in_list=in_list,
                )
            )
        return written[key]

    def body_pictures(self, text: body.Document) -> dict[str, JsonObject]:
        """Return the body's images as the finished HTML, Markdown and text need them."""
        images = self.things.images
        return {
            id_: image_document(images[id_], language=self.language)
            for id_ in text.image_ids()
            if id_ in images
        }

    def has_ai_images(self, text: body.Document) -> bool:
        """Say whether any image that the article shows was made or changed by AI."""
        return any(is_ai(image.digital_source_type) for image in self._image_things(text))

    def _image_things(self, text: body.Document) -> list[ImageThing]:
        use, images = self.content["lead_image"], self.things.images
        ids = dict.fromkeys([*([use["image"]] if use else []), *text.image_ids()])
        return [images[id_] for id_ in ids if id_ in images]

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


def _iso(at: str | None) -> str | None:
    return moment(datetime.fromisoformat(at)) if at else None
