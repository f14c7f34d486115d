"""Finds the public documents of tags, sources and images: those that a live edition shows. One query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from articles.models import PublicThing, SourceAlias, SourceEntry, TagAlias, TagEntry
from articles.stems import fold
from cms.http.cursor import Cursor, Kind
from cms.http.keyset import Column, Ordering, Page
from cms.http.problem import BadRequest, FieldError, Gone, NotFound
from cms.uuid7 import uuid_in
from media.models import Image

ORDERINGS = {
    "tag": Ordering("tags.name", Column("name", Kind.TEXT), Column("thing", Kind.IDENTIFIER)),
    "source": Ordering("sources.name", Column("name", Kind.TEXT), Column("thing", Kind.IDENTIFIER)),
    # Images have no name here, and an id is a UUIDv7: the newest image has the greatest.
    "image": Ordering(
        "images.newest",
        Column("name", Kind.TEXT, descending=True),
        Column("thing", Kind.IDENTIFIER, descending=True),
    ),
}
_ROW = ("thing", "name", "slug", "etag", "built_at")
_ALIASES = {"tag": (TagAlias, "tag"), "source": (SourceAlias, "source")}
_ENTRIES = {"tag": (TagEntry, "tag"), "source": (SourceEntry, "source")}


@dataclass(frozen=True, slots=True)
class ThingChoice:
    """Which things a list holds."""

    type: str
    kinds: tuple[str, ...] = ()
    ids: tuple[UUID, ...] = ()
    exclude: tuple[UUID, ...] = ()
    parent: str = ""
    name: str = ""


class ThingRow(NamedTuple):
    """One thing's stored pieces."""

    thing: UUID
    name: str
    slug: str
    etag: str
    built_at: datetime
    pieces: tuple[bytes, ...]


class ThingDetail(NamedTuple):
    """One thing's stored pieces, and how many live articles carry it (tags and sources)."""

    thing: UUID
    slug: str
    etag: str
    built_at: datetime
    pieces: tuple[bytes, ...]
    article_count: int | None
    latest_at: datetime | None


def list_things(
    choice: ThingChoice, *, cursor: Cursor | None, limit: int, columns: Sequence[str]
) -> Page[ThingRow]:
    """Return one page of public things, by name (images: newest first)."""
    ordering = ORDERINGS[choice.type]
    rows = ordering.slice(_chosen(choice), cursor, limit)
    fetched = [_row(*values) for values in rows.values_list(*_ROW, *columns)]
    return ordering.page(fetched, cursor, limit, key=lambda row: (row.name, row.thing))


def count_things(choice: ThingChoice) -> int:
    """Return how many things a list holds in all."""
    return _chosen(choice).count()


def find_thing(type_: str, key: str, *, columns: Sequence[str]) -> ThingDetail:
    """Return a public thing by its id, its slug or a former one; `slug` of the answer is the present one.

    Raises `NotFound` for what no live edition shows, `Gone` for an image that was killed.
    """
    rows = PublicThing.objects.filter(type=type_, is_public=True).filter(_named(type_, key))
    counts: list[Any] = _counts(type_)
    row = rows.values_list("thing", "slug", "etag", "built_at", *columns, *counts).first()
    if row is None:
        raise _missing(type_, key)
    thing, slug, etag, built_at, *rest = row
    pieces, counted = rest[: len(columns)], rest[len(columns) :]
    count, latest = counted or (None, None)
    return ThingDetail(thing, slug, etag, built_at, tuple(pieces), count, latest)


class Section(NamedTuple):
    """A public section's stored pieces and the sections below it."""

    document: bytes
    tail: bytes
    children: "list[Section]"


def sections() -> list[Section]:
    """Return the public sections as a tree, in the newsroom's order."""
    rows = PublicThing.objects.public().filter(type="tag", kind="section")
    rows = rows.order_by("position", "name", "thing")
    found = {
        thing: (parent, Section(bytes(document), bytes(tail), []))
        for thing, parent, document, tail in rows.values_list("thing", "parent", "document", "tail")
    }
    top: list[Section] = []
    for parent, section in found.values():
        (found[parent][1].children if parent in found else top).append(section)
    return top


def _row(
    thing: UUID, name: str, slug: str, etag: str, built_at: datetime, *pieces: bytes
) -> ThingRow:
    return ThingRow(thing, name, slug, etag, built_at, pieces)


def _chosen(choice: ThingChoice) -> QuerySet[PublicThing]:
    rows = PublicThing.objects.filter(type=choice.type, is_public=True)
    if choice.kinds:
        rows = (
            rows.filter(kind=choice.kinds[0])
            if len(choice.kinds) == 1
            else rows.filter(kind__in=choice.kinds)
        )
    if choice.ids:
        rows = rows.filter(thing__in=choice.ids)
    if choice.exclude:
        rows = rows.exclude(thing__in=choice.exclude)
    if choice.name:
        rows = rows.filter(folded_name__startswith=fold(choice.name))
    if choice.parent:
        rows = rows.filter(parent=_parent(choice))
    return rows


def _parent(choice: ThingChoice) -> UUID:
    """Return the public tag that `parent=` names."""
    parent = PublicThing.objects.filter(type=choice.type, is_public=True).filter(
        _named(choice.type, choice.parent)
    )
    found = parent.values_list("thing", flat=True).first()
    if found is None:
        message = f"parent: there is no {choice.type} “{choice.parent}”."
        raise BadRequest(errors=[FieldError("parent", "unknown", message)])
    return found


def _named(type_: str, key: str) -> Q:
    """Return the condition for what an id, a slug or a former slug names."""
    if type_ not in _ALIASES:
        return Q(thing=uuid_in(key))
    if "\0" in key:  # PostgreSQL has no such text.
        return Q(pk__in=[])
    alias, column = _ALIASES[type_]
    return Q(thing=Subquery(alias._default_manager.filter(label=key).values(column)))


def _counts(type_: str) -> list[Subquery]:
    if type_ not in _ENTRIES:
        return []
    model, column = _ENTRIES[type_]
    entries = model._default_manager.filter(**{column: OuterRef("thing")}).order_by().values(column)
    return [
        Subquery(entries.annotate(number=Count("id")).values("number")),
        Subquery(entries.annotate(latest=Max("published_at")).values("latest")),
    ]


def _missing(type_: str, key: str) -> Gone | NotFound:
    identifier = uuid_in(key)
    if type_ == "image" and identifier and _was_killed_in_public(identifier):
        return Gone(
            "This image was taken back and may no longer be shown.",
            headers={"Cache-Control": "no-store"},
        )
    return NotFound(f"There is no such {type_}.")


def _was_killed_in_public(image: UUID) -> bool:
    was_public = PublicThing.objects.filter(type="image", thing=image)
    return Image.objects.filter(id=image, killed_at__isnull=False).exists() and was_public.exists()
