"""What the log is told of tags, sources and images that became public, changed or left."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from articles.models import PublicThing, SourceAlias, Tag, TagAlias
from cms.changes.log import NewChange
from cms.http.moments import utc_text
from media.models import Image

JsonObject = dict[str, Any]

_ALIASES: dict[str, type[Model]] = {"tag": TagAlias, "source": SourceAlias}


def thing_changes(rows: Sequence[PublicThing], operation: str, at: datetime) -> list[NewChange]:
    """Return a change for each thing, with every other word that leads to it.

    An image that was killed and a tag that was merged away say so in their withdrawal.
    """
    aliases = {type_: _aliases(type_, _ids(rows, type_)) for type_ in _ALIASES}
    withdrawals = _withdrawals(rows, at) if operation == "withdrawn" else {}
    return [
        NewChange(
            type=row.type,
            thing=row.thing,
            operation=operation,
            version=row.build,
            at=at,
            labels=[f"{row.type}:{row.thing}"],
            aliases=_others(aliases.get(row.type, {}).get(row.thing, ()), row),
            withdrawal=withdrawals.get(row.thing),
            cache_tags=[f"{row.type}:{row.thing}", f"{row.type}s"],
        )
        for row in rows
    ]


def _ids(rows: Iterable[PublicThing], type_: str) -> list[UUID]:
    return [row.thing for row in rows if row.type == type_]


def _aliases(type_: str, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    if not ids:
        return {}
    found: dict[UUID, list[str]] = {}
    rows = _ALIASES[type_]._default_manager.filter(**{f"{type_}__in": ids})
    for thing, label in rows.order_by("label").values_list(type_, "label"):
        found.setdefault(thing, []).append(label)
    return found


def _others(words: Iterable[str], row: PublicThing) -> list[str]:
    """Return the words without the thing's own id; its slug is one of them, as an article's is."""
    return sorted({*words, *([row.slug] if row.slug else [])} - {str(row.thing)})


def _withdrawals(rows: Iterable[PublicThing], at: datetime) -> dict[UUID, JsonObject]:
    rows = list(rows)
    tags, images = _ids(rows, "tag"), _ids(rows, "image")
    found: dict[UUID, JsonObject] = {}
    if tags:
        merged = Tag.objects.filter(id__in=tags, merged_into__isnull=False)
        for tag, kept in merged.values_list("id", "merged_into"):
            found[tag] = _withdrawal("merged", at, str(kept))
    if images:
        killed = Image.objects.filter(id__in=images, killed_at__isnull=False)
        for image in killed.values_list("id", flat=True):
            found[image] = _withdrawal("killed", at, None)
    return found


def _withdrawal(kind: str, at: datetime, replaced_by: str | None) -> JsonObject:
    return {"kind": kind, "at": utc_text(at), "reason": None, "replaced_by": replaced_by}
