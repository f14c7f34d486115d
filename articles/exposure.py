"""Makes tags, sources and images public when a live edition first shows them, and takes them back with the last one.

Who changes what is public holds the exposure lock alone; everybody else who publishes shares it. So a thing cannot be
taken back while another publication is about to show it. It is the last lock that a transaction takes: whoever holds it
waits for nobody, so nobody waits in a ring.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from articles.addresses import current_addresses
from articles.models import Newsroom, PublicThing, Reference, TagEntry
from articles.stems import fold
from articles.thing_building import Built, build_things
from articles.thing_changes import thing_changes
from cms.changes.log import NewChange
from cms.locks import advisory_lock
from cms.many_rows import insert_instances
from media.models import Image

Thing = tuple[str, str]
_LOCK = "exposure"


def expose(
    *, shown: Collection[Thing], dropped: Collection[Thing], at: datetime
) -> list[NewChange]:
    """Make the shown things public where they are not, and take back those dropped that nothing live shows.

    `shown` and `dropped` are (type, id) pairs; the image of a public tag's page comes and goes with it. Returns the
    changes to append.
    """
    candidates = set(dropped) - set(shown)
    if not candidates and _is_all_public(shown):
        return []
    advisory_lock(_LOCK, shared=False)
    revealed = _reveal(_hidden(shown), at)
    revealed += _reveal(_hidden(_pictures(revealed)), at)
    taken = _take_back(candidates, at)
    taken += _take_back(_pictures(taken), at)
    return thing_changes(revealed, "published", at) + thing_changes(taken, "withdrawn", at)


def _is_all_public(shown: Collection[Thing]) -> bool:
    """Say whether all of it is public, and keep it so until the transaction ends."""
    if _hidden(shown):
        return False
    try:
        # Another transaction may have taken something back between our look and our lock. To go back to before the
        # lock gives it up again: two that share it could not both get it alone.
        with transaction.atomic():
            advisory_lock(_LOCK, shared=True)
            if _hidden(shown):
                raise _TakenBack
    except _TakenBack:
        return False
    return True


class _TakenBack(Exception):  # noqa: N818 - a reason to go back, not a defect
    """Something that was public a moment ago is not any more."""


def rebuild_things(things: Collection[Thing], *, at: datetime) -> list[NewChange]:
    """Build the documents of public things again; returns a change for each whose bytes differ.

    An image that was killed is taken back, though live editions still show it until they are rebuilt.
    """
    advisory_lock(_LOCK, shared=False)
    rows = [row for row in _rows(things) if row.is_public]
    built = build_things([(row.type, str(row.thing)) for row in rows])
    public = [row for row in rows if (row.type, str(row.thing)) in built]
    killed = [row for row in rows if row.type == "image" and row not in public]
    _empty(killed, at)
    before = _pictures(public)
    changed = []
    for row in public:
        one = built[row.type, str(row.thing)]
        if one.etag != row.etag:
            row.build += 1
            row.built_at = at
            changed.append(row)
        _describe(row, one)
    PublicThing.objects.bulk_update(public, _COLUMNS, batch_size=500)
    after = _pictures(public)
    changes = thing_changes(changed, "updated", at) + thing_changes(killed, "withdrawn", at)
    return changes + (expose(shown=after, dropped=before, at=at) if before != after else [])


def _pictures(rows: Iterable[PublicThing]) -> set[Thing]:
    """Return the images that the pages of things show."""
    return {("image", str(row.image)) for row in rows if row.image}


_COLUMNS = [
    "built_from", "build", "is_public", "recipe", "built_at", "etag", "document", "ratio_original", "ratio_16x9",
    "ratio_4x3", "ratio_1x1", "tail", "kind", "slug", "name", "folded_name", "parent", "position", "image",
]  # fmt: skip


def _hidden(shown: Iterable[Thing]) -> list[Thing]:
    wanted = set(shown)
    return sorted(wanted - {(row.type, str(row.thing)) for row in _rows(wanted) if row.is_public})


def _rows(things: Iterable[Thing]) -> list[PublicThing]:
    """Return the rows of the given things, without reading their documents."""
    by_type: dict[str, list[UUID]] = {}
    for type_, thing in things:
        by_type.setdefault(type_, []).append(UUID(thing))
    rows: list[PublicThing] = []
    for type_, ids in by_type.items():
        rows += PublicThing.objects.filter(type=type_, thing__in=ids).only(
            "type", "thing", "is_public", "build", "etag", "built_at", "image"
        )
    return rows


def _reveal(hidden: list[Thing], at: datetime) -> list[PublicThing]:
    if not hidden:
        return []
    known = {(row.type, str(row.thing)): row for row in _rows(hidden)}
    rows = []
    for (type_, thing), one in build_things(hidden).items():
        row = known.get((type_, thing)) or PublicThing(type=type_, thing=UUID(thing), build=0)
        row.build, row.built_at, row.is_public = row.build + 1, at, True
        _describe(row, one)
        rows.append(row)
    old = [row for row in rows if row.pk]
    insert_instances([row for row in rows if not row.pk])
    PublicThing.objects.bulk_update(old, _COLUMNS, batch_size=500)
    _mark_images(rows, is_public=True)
    return rows


def _take_back(candidates: set[Thing], at: datetime) -> list[PublicThing]:
    if not candidates:
        return []
    # In an order: followers are told alike each time.
    gone = sorted(candidates - _still_shown(candidates))
    rows = [row for row in _rows(gone) if row.is_public]
    _empty(rows, at)
    return rows


_EMPTIED = [
    "build", "built_at", "is_public", "etag", "document", "ratio_original", "ratio_16x9", "ratio_4x3", "ratio_1x1",
    "tail",
]  # fmt: skip


def _empty(rows: list[PublicThing], at: datetime) -> None:
    """Leave nothing of the documents; the builds go on counting."""
    for row in rows:
        row.build, row.built_at, row.is_public, row.etag = row.build + 1, at, False, ""
        for name in _EMPTIED[4:]:
            setattr(row, name, b"")
    PublicThing.objects.bulk_update(rows, _EMPTIED, batch_size=500)
    _mark_images(rows, is_public=False)


def _still_shown(things: Iterable[Thing]) -> set[Thing]:
    """Return those of the things that a live edition shows or is listed under, a shown tag shows, or are the logo."""
    ids = [UUID(thing) for _type, thing in things]
    shown = {
        (kind, str(thing))
        for kind, thing in _distinct(Reference.objects.filter(thing__in=ids), "kind", "thing")
    }
    shown |= {
        ("tag", str(tag)) for (tag,) in _distinct(TagEntry.objects.filter(tag__in=ids), "tag")
    }
    portraits = PublicThing.objects.public().filter(image__in=ids)
    shown |= {("image", str(image)) for (image,) in _distinct(portraits, "image")}
    logos = Newsroom.objects.filter(logo__in=ids)
    return shown | {("image", str(logo)) for (logo,) in _distinct(logos, "logo")}


def _distinct(rows: QuerySet[Any], *columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    return rows.order_by().values_list(*columns).distinct()


def _describe(row: PublicThing, built: Built) -> None:
    """Give a row the finished documents and the columns that lists filter by."""
    row.recipe = current_addresses().recipe
    row.built_from, row.etag = built.version, built.etag
    row.document, row.tail = built.document, built.tail
    for ratio, piece in built.ratios.items():
        setattr(row, f"ratio_{ratio}", piece)
    row.kind, row.slug, row.name = built.kind, built.slug, built.name
    row.folded_name = fold(built.name)
    row.parent = UUID(built.parent) if built.parent else None
    row.position = built.position
    row.image = UUID(built.image) if built.image else None


def _mark_images(rows: Iterable[PublicThing], *, is_public: bool) -> None:
    images = [row.thing for row in rows if row.type == "image"]
    if images:
        changed = Image.objects.filter(Q(id__in=images), ~Q(is_public=is_public))
        changed.update(is_public=is_public, was_public=True)
