"""From Standfirst's public documents to rows of the ordinary tables."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import models, transaction

from bench.plain_drf.news.models import (
    Article,
    Citation,
    Contributor,
    Correction,
    Credit,
    Image,
    Source,
    Tag,
    TranslationGroup,
)

Document = dict[str, Any]
_IMAGE_TEXTS = (
    "alt", "alt_origin", "caption", "caption_line", "credit", "creator", "copyright", "thumbhash",
    "dominant_color",
)  # fmt: skip
_ARTICLE_SAME = (
    "id", "slug", "kind", "language", "headline", "list_headline", "word_count", "reading_minutes", "urgency",
    "ai_use", "edition", "published_at", "first_published_at", "updated_at",
)  # fmt: skip
_CITATION_TEXTS = ("role", "url", "title")


class Conversion:
    """Stores documents batch by batch and remembers what several of them share."""

    def __init__(self) -> None:
        self._stored: dict[type[models.Model], set[str]] = {}
        self._groups: dict[str, TranslationGroup] = {}

    @transaction.atomic
    def store(self, documents: list[Document]) -> None:
        """Store the articles with everything that they show."""
        self._store_shared(documents)
        Article.objects.bulk_create([_article(one, self._group(one)) for one in documents])
        Article.tags.through.objects.bulk_create(_tag_uses(documents))
        Article.images.through.objects.bulk_create(_image_uses(documents))
        Credit.objects.bulk_create(_credits(documents))
        Citation.objects.bulk_create(_citations(documents))
        Correction.objects.bulk_create(_corrections(documents))

    def _store_shared(self, documents: list[Document]) -> None:
        people = [one for document in documents for one in document["contributors"]]
        images = [one for document in documents for one in document["images"]]
        self._once(Image, (_image(one) for one in images))
        self._once(Image, (_portrait(one["image"]) for one in people if one["image"]))
        self._once(Tag, (_tag(one) for document in documents for one in document["tags"]))
        self._once(Contributor, (_contributor(one) for one in people))
        self._once(Source, (_source(one) for document in documents for one in document["sources"]))

    def _once(self, model: type[models.Model], rows: Iterable[models.Model]) -> None:
        stored = self._stored.setdefault(model, set())
        fresh = {str(row.pk): row for row in rows if str(row.pk) not in stored}
        model._default_manager.bulk_create(fresh.values())
        stored.update(fresh)

    def _group(self, document: Document) -> TranslationGroup | None:
        """Return the group of an article and its translations; each member names all the others."""
        members = sorted([document["id"], *(one["id"] for one in document["translations"])])
        if len(members) == 1:
            return None
        if members[0] not in self._groups:
            self._groups[members[0]] = TranslationGroup.objects.create()
        return self._groups[members[0]]


def _article(document: Document, group: TranslationGroup | None) -> Article:
    lead, section = document["lead_image"], document["section"]
    return Article(
        **{name: document[name] for name in _ARTICLE_SAME},
        kicker=document["kicker"] or "",
        standfirst=document["standfirst"] or "",
        byline=document["byline"] or "",
        body=document["body"] or "",
        seo_title=document["seo"]["title"] or "",
        seo_description=document["seo"]["description"] or "",
        section_id=section and section["id"],
        lead_image_id=lead and lead["id"],
        translation_group=group,
    )


def _image(document: Document) -> Image:
    disclosure = document["disclosure"]
    return Image(
        **{name: document[name] or "" for name in _IMAGE_TEXTS},
        id=document["id"],
        is_decorative=document["is_decorative"],
        file=_file_name(document["src"]),
        width=document["width"],
        height=document["height"],
        focal_x=document["focal_point"]["x"],
        focal_y=document["focal_point"]["y"],
        is_ai=disclosure["is_ai"],
        digital_source_type=disclosure["digital_source_type"] or "",
        ai_label=disclosure["label"] or "",
        ai_system=disclosure["ai_system"] or "",
        is_illustrative=disclosure["is_illustrative"],
        is_confirmed=disclosure["is_confirmed"],
        determined_by=document["provenance"]["determined_by"] or "",
    )


def _portrait(document: Document) -> Image:
    """Return a small picture, of which nothing else is told; it is known by its address."""
    disclosure = document["disclosure"] or {}
    return Image(
        id=_portrait_id(document),
        alt=document["alt"] or "",
        file=_file_name(document["src"]),
        width=document["width"],
        height=document["height"],
        is_ai=bool(disclosure),
        ai_label=disclosure.get("label") or "",
    )


def _portrait_id(document: Document) -> UUID:
    return uuid5(NAMESPACE_URL, document["src"] or document["alt"] or "")


def _file_name(address: str | None) -> str:
    return urlsplit(address).path.removeprefix(settings.MEDIA_URL) if address else ""


def _tag(document: Document) -> Tag:
    return Tag(**{name: document[name] for name in ("id", "kind", "slug", "name")})


def _contributor(document: Document) -> Contributor:
    portrait = document["image"]
    return Contributor(
        id=document["id"],
        slug=document["slug"],
        name=document["name"],
        image_id=portrait and _portrait_id(portrait),
    )


def _source(document: Document) -> Source:
    same = {name: document[name] for name in ("id", "slug", "name", "kind")}
    return Source(**same, homepage=document["homepage"] or "")


def _tag_uses(documents: list[Document]) -> list[models.Model]:
    return [
        Article.tags.through(article_id=document["id"], tag_id=tag["id"])
        for document in documents
        for tag in document["tags"]
    ]


def _image_uses(documents: list[Document]) -> list[models.Model]:
    return [
        Article.images.through(article_id=document["id"], image_id=image["id"])
        for document in documents
        for image in document["images"]
    ]


def _credits(documents: list[Document]) -> list[Credit]:
    return [
        Credit(
            article_id=document["id"],
            contributor_id=one["id"],
            role=one["role"],
            position=position,
        )
        for document in documents
        for position, one in enumerate(document["contributors"])
    ]


def _citations(documents: list[Document]) -> list[Citation]:
    return [
        Citation(
            **{name: one[name] or "" for name in _CITATION_TEXTS},
            id=one["citation_id"],
            article_id=document["id"],
            source_id=one["id"],
            published_at=one["published_at"],
            accessed_at=one["accessed_at"],
            position=position,
        )
        for document in documents
        for position, one in enumerate(document["sources"])
    ]


def _corrections(documents: list[Document]) -> list[Correction]:
    return [
        Correction(article_id=document["id"], **one)
        for document in documents
        for one in document["corrections"]
    ]
