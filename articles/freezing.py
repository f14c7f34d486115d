"""Turns contents into editions: the one place that writes what the public reads of articles."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from articles.addresses import Addresses, current_addresses
from articles.article_document import Standing
from articles.content import Content
from articles.documents import Documents, build, columns
from articles.gathering import group_versions, translations_of
from articles.models import (
    Edition,
    EditionStatus,
    Reference,
    ReferenceKind,
    SearchEntry,
    SourceEntry,
    TagEntry,
    TermEntry,
)
from articles.placing import Placing, place
from articles.things import Gathered
from cms.changes.log import NewChange
from cms.many_rows import VectorColumn, insert_instances, insert_rows


class Plan(NamedTuple):
    """One edition to make: from which content, in whose place, and how the change is called.

    With `only_if_changed` the live edition stays when its bytes and its tags would come out the same.
    """

    content: Content
    standing: Standing
    revision: int
    build: int
    previous: Edition | None
    operation: str
    only_if_changed: bool = False


def standing_of(live: Edition) -> Standing:
    """Return what a live edition's documents say of its place and its moments."""
    return Standing(
        article=str(live.article_id),
        slug=live.slug,
        number=live.number,
        published_at=live.published_at,
        first_published_at=live.first_published_at,
        updated_at=live.updated_at,
    )


class Frozen(NamedTuple):
    """The live edition with its place in the lists, and the change to append last (None: nothing changed)."""

    edition: Edition
    placing: Placing
    change: NewChange | None


def freeze(plans: Sequence[Plan], *, gathered: Gathered, at: datetime) -> list[Frozen]:
    """Write the editions of the plans with their references and index rows, in a fixed number of statements.

    The caller holds the locks of the article rows and has gathered the things; it appends the changes last.
    """
    addresses = current_addresses()
    groups = {
        plan.content["translation_group"] for plan in plans if plan.content["translation_group"]
    }
    translations, versions = translations_of(groups), group_versions(groups)
    places = _places(plan.previous.pk for plan in plans if plan.previous and plan.only_if_changed)
    made = []
    for plan in plans:
        others = translations.get(plan.content["translation_group"] or "", [])
        documents = build(
            plan.content,
            standing=plan.standing,
            things=gathered.things,
            translations=[other for other in others if other.id != plan.standing.article],
            addresses=addresses,
        )
        placing = place(
            plan.content, documents=documents, gathered=gathered, group_versions=versions
        )
        is_same = _is_same(plan, documents, placing, places)
        made.append(
            Frozen(plan.previous, placing, None)
            if is_same and plan.previous
            else _frozen(plan, documents, placing, addresses, at)
        )
    new = [one for one in made if one.change]
    forget_places(plan.previous.pk for plan in plans if plan.previous)
    _replace({one.edition.article_id for one in new})
    insert_instances([one.edition for one in new])
    write_places(made)
    return made


def _is_same(
    plan: Plan, documents: Documents, placing: Placing, places: Mapping[int, set[str]]
) -> bool:
    """Say whether a rebuild would change nothing that anybody sees, or follows by tag."""
    live = plan.previous
    if live is None or not plan.only_if_changed:
        return False
    return live.etag == documents.etag and places.get(live.pk, set()) == set(placing.tags)


def _places(editions: Iterable[int]) -> dict[int, set[str]]:
    """Return the tags that each edition is listed under, those above its own too."""
    found: dict[int, set[str]] = {}
    if ids := [*editions]:
        for edition, tag in TagEntry.objects.filter(edition__in=ids).values_list("edition", "tag"):
            found.setdefault(edition, set()).add(str(tag))
    return found


def _frozen(
    plan: Plan, documents: Documents, placing: Placing, addresses: Addresses, at: datetime
) -> Frozen:
    standing, content = plan.standing, plan.content
    edition = Edition(
        article_id=UUID(standing.article),
        revision=plan.revision,
        number=standing.number,
        build=plan.build,
        content=content,
        recipe=addresses.recipe,
        built_at=at,
        slug=standing.slug,
        language=content["language"],
        kind=content["kind"],
        section_id=placing.section,
        translation_group=content["translation_group"],
        pins=content["pins"],
        published_at=standing.published_at,
        first_published_at=standing.first_published_at,
        updated_at=standing.updated_at,
        **columns(documents),
    )
    change = NewChange(
        type="article",
        thing=edition.article_id,
        operation=plan.operation,
        version=plan.build,
        at=at,
        labels=placing.labels,
        cache_tags=[f"article:{edition.article_id}", "articles"],
    )
    return Frozen(edition, placing, change)


def _replace(articles: Collection[UUID]) -> None:
    """Mark the live or withdrawn editions of articles as replaced."""
    if articles:
        Edition.objects.standing().filter(article__in=articles).update(
            status=EditionStatus.REPLACED
        )


def forget_places(editions: Iterable[int]) -> None:
    """Take editions out of every list, index and "where used"."""
    ids = [*editions]
    if not ids:
        return
    for model in (Reference, TagEntry, SourceEntry, TermEntry, SearchEntry):
        model._default_manager.filter(edition__in=ids).delete()


def write_places(made: Sequence[Frozen]) -> None:
    """Write the references and index rows of new live editions."""
    references, tags, sources, terms, words = [], [], [], [], []
    for edition, placing, _change in made:
        own = edition.pk
        at = (own, edition.article_id, edition.language, edition.published_at)
        references += [
            (own, kind, thing, version) for (kind, thing), version in placing.references.items()
        ]
        tags += [(*at, tag, is_own) for tag, is_own in placing.tags.items()]
        sources += [(*at, source) for source in placing.sources]
        terms += [(*at, term, weight) for term, weight in placing.terms]
        words.append((own, placing.words))
    insert_rows(Reference, ("edition_id", "kind", "thing", "version"), references)
    insert_rows(TagEntry, (*_ENTRY, "tag_id", "is_own"), tags)
    insert_rows(SourceEntry, (*_ENTRY, "source_id"), sources)
    insert_rows(TermEntry, (*_ENTRY, "term", "weight"), terms)
    _write_words(words)


def _write_words(rows: Sequence[tuple[int, str]]) -> None:
    """Write what search finds; PostgreSQL gets the words with their places, on SQLite a trigger indexes them."""
    columns: tuple[str | VectorColumn, ...] = ("edition_id", "words")
    if connection.vendor != "postgresql":
        insert_rows(SearchEntry, columns, rows)
        return
    columns += (VectorColumn("vector"),)
    insert_rows(SearchEntry, columns, [(own, words, words) for own, words in rows])


_ENTRY = ("edition_id", "article_id", "language", "published_at")


def shown_things(editions: Iterable[int]) -> set[tuple[str, str]]:
    """Return (kind, id) of every tag, source and image that live editions show, and of their tags' ancestors."""
    ids = [*editions]
    shown = Reference.objects.filter(~Q(kind=ReferenceKind.TRANSLATION_GROUP), edition__in=ids)
    listed = TagEntry.objects.filter(edition__in=ids).values_list("tag", flat=True)
    return {(kind, str(thing)) for kind, thing in shown.values_list("kind", "thing")} | {
        ("tag", str(tag)) for tag in listed
    }
