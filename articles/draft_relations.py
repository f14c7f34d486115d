"""The rows beside a working copy: its tags, contributors, citations, corrections, pins and images."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from articles import body
from articles.content import Content, thing_ids
from articles.models import (
    Article,
    ArticleContributor,
    ArticleImage,
    ArticleTag,
    Citation,
    Correction,
    Passage,
    Pin,
)
from articles.moments import moment_in
from articles.recent_bodies import read_body
from cms.many_rows import insert_rows

_Rows = Callable[[UUID, Content], Iterable[tuple[Any, ...]]]


def write_relations(pairs: Sequence[tuple[Article, Content]], *, is_new: bool) -> None:
    """Write the rows beside the given articles, in place of those that were there."""
    articles = [article for article, _content in pairs]
    for model, columns, rows in _RELATIONS:
        if not is_new and model is not Passage:  # Passages go with their citations.
            model._default_manager.filter(article__in=articles).delete()
        insert_rows(
            model, columns, [row for article, content in pairs for row in rows(article.id, content)]
        )


def _tags(article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    for position, tag in enumerate(content["tags"]):
        yield article, tag, position, tag == content["section"]


def _contributors(article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    for position, one in enumerate(content["contributors"]):
        yield article, one["tag"], one["role"], position


def _pins(article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    for position, related in enumerate(content["pins"]):
        yield article, related, position


def _images(article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    for image in thing_ids(content, body.references(content["body"]).images).images:
        yield article, image


def _citations(article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    for position, one in enumerate(content["citations"]):
        yield (
            one["id"],
            article,
            one["source"],
            one["role"],
            one["url"],
            one["title"],
            moment_in(one["published_at"]),
            moment_in(one["accessed_at"]),
            one["is_suggested"],
            position,
        )


def _corrections(article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    for one in content["corrections"]:
        yield one["id"], article, one["kind"], one["text"], moment_in(one["at"])


def _passages(_article: UUID, content: Content) -> Iterable[tuple[Any, ...]]:
    if content["citations"]:
        for one in read_body(content["body"]).passages():
            yield one.citation, one.block, one.start, one.end, one.quote


_RELATIONS: list[tuple[type[models.Model], tuple[str, ...], _Rows]] = [
    (ArticleTag, ("article_id", "tag_id", "position", "is_section"), _tags),
    (ArticleContributor, ("article_id", "tag_id", "role", "position"), _contributors),
    (Pin, ("article_id", "related_id", "position"), _pins),
    (ArticleImage, ("article_id", "image_id"), _images),
    (
        Citation,
        (
            "id", "article_id", "source_id", "role", "url", "title", "published_at", "accessed_at", "is_suggested",
            "position",
        ),
        _citations,
    ),
    (Correction, ("id", "article_id", "kind", "text", "at"), _corrections),
    (Passage, ("citation_id", "block", "start", "end", "quote"), _passages),
]  # fmt: skip
