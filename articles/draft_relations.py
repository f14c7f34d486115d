"""The rows beside a working copy: its tags, contributors, citations, corrections and pins."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import models

from articles import body
from articles.content import Content, merged, thing_ids
from articles.gathering import merged_tags
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTag,
    Citation,
    Correction,
    Passage,
    Pin,
    Source,
    Tag,
    TranslationGroup,
)
from cms.http.problem import FieldError
from cms.locks import share_lock
from media.models import Image


def resolve_merged(content: Content) -> Content:
    """Return the content with each merged tag replaced by the one that took its place, each named once."""
    used = {*content["tags"], *(one["tag"] for one in content["contributors"])}
    if not used:
        return content
    # Held until we commit: a merge that runs now waits for us and then moves what we write.
    share_lock(Tag, [*used])
    now = merged_tags(used)
    contributors = [{**one, "tag": now[one["tag"]]} for one in content["contributors"]]
    return merged(
        content,
        {
            "tags": [*dict.fromkeys(now[tag] for tag in content["tags"])],
            "section": content["section"] and now[content["section"]],
            "contributors": list({(one["tag"], one["role"]): one for one in contributors}.values()),
        },
    )


def missing_references(content: Content) -> list[FieldError]:
    """Return an error for each thing that the content refers to and that is not there."""
    images = body.references(content["body"]).images
    ids = thing_ids(content, images)
    group = content["translation_group"]
    wanted: list[tuple[str, type[models.Model], Collection[str]]] = [
        ("tags", Tag, ids.tags),
        ("citations", Source, ids.sources),
        ("images", Image, ids.images),
        ("pins", Article, content["pins"]),
        ("translation_group", TranslationGroup, [group] if group else []),
    ]
    return [
        FieldError(field, "not_there", f"{field}: there is no {model._meta.verbose_name} {id_}.")
        for field, model, ids_ in wanted
        for id_ in sorted(set(ids_) - _existing(model, ids_))
    ] + _wrong_kinds(content)


def _wrong_kinds(content: Content) -> list[FieldError]:
    """Return an error where the section is no section or a contributor no contributor."""
    wanted = {one["tag"]: "contributor" for one in content["contributors"]}
    wanted |= {content["section"]: "section"} if content["section"] else {}
    if not wanted:
        return []
    kinds = {
        str(id_): kind for id_, kind in Tag.objects.filter(id__in=wanted).values_list("id", "kind")
    }
    return [
        FieldError(
            f"{kind}s" if kind == "contributor" else kind,
            "wrong_kind",
            f"The tag {id_} is no {kind}.",
        )
        for id_, kind in wanted.items()
        if id_ in kinds and kinds[id_] != kind
    ]


def _existing(model: type[models.Model], ids: Collection[str]) -> set[str]:
    if not ids:
        return set()
    return {
        str(id_) for id_ in model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)
    }


def write_relations(pairs: Sequence[tuple[Article, Content]], *, is_new: bool) -> None:
    """Write the rows beside the given articles, in place of those that were there."""
    articles = [article for article, _content in pairs]
    rows: dict[type[models.Model], list[models.Model]] = {
        ArticleTag: [row for pair in pairs for row in _tags(*pair)],
        ArticleContributor: [row for pair in pairs for row in _contributors(*pair)],
        Pin: [row for pair in pairs for row in _pins(*pair)],
        Citation: [row for pair in pairs for row in _citations(*pair)],
        Correction: [row for pair in pairs for row in _corrections(*pair)],
    }
    for model, some in rows.items():
        if not is_new:
            model._default_manager.filter(article__in=articles).delete()
        model._default_manager.bulk_create(some, batch_size=1000)
    Passage.objects.bulk_create(
        [row for pair in pairs for row in _passages(*pair)], batch_size=1000
    )


def _tags(article: Article, content: Content) -> Iterable[ArticleTag]:
    for position, tag in enumerate(content["tags"]):
        yield ArticleTag(
            article=article,
            tag_id=UUID(tag),
            position=position,
            is_section=tag == content["section"],
        )


def _contributors(article: Article, content: Content) -> Iterable[ArticleContributor]:
    for position, one in enumerate(content["contributors"]):
        yield ArticleContributor(
            article=article, tag_id=UUID(one["tag"]), role=one["role"], position=position
        )


def _pins(article: Article, content: Content) -> Iterable[Pin]:
    for position, related in enumerate(content["pins"]):
        yield Pin(article=article, related_id=UUID(related), position=position)


def _citations(article: Article, content: Content) -> Iterable[Citation]:
    for position, one in enumerate(content["citations"]):
        yield Citation(
            id=UUID(one["id"]),
            article=article,
            source_id=UUID(one["source"]),
            role=one["role"],
            url=one["url"],
            title=one["title"],
            published_at=one["published_at"] and datetime.fromisoformat(one["published_at"]),
            accessed_at=one["accessed_at"] and datetime.fromisoformat(one["accessed_at"]),
            is_suggested=one["is_suggested"],
            position=position,
        )


def _corrections(article: Article, content: Content) -> Iterable[Correction]:
    for one in content["corrections"]:
        at = datetime.fromisoformat(one["at"])
        yield Correction(
            id=UUID(one["id"]), article=article, kind=one["kind"], text=one["text"], at=at
        )


def _passages(_article: Article, content: Content) -> Iterable[Passage]:
    if not content["citations"]:
        return
    for one in body.parse(content["body"]).passages():
        yield Passage(
            citation_id=UUID(one.citation),
            block=one.block,
            start=one.start,
            end=one.end,
            quote=one.quote,
        )
