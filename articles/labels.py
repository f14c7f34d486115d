"""What `tag=`, `section=`, `contributor=` and `source=` name: ids, aliases followed, and how often each occurs."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import connection, models

from articles.models import SourceAlias, SourceEntry, TagAlias, TagEntry
from articles.rarity import COMMON
from cms.http.problem import BadRequest, FieldError


class Family(NamedTuple):
    """The tables behind a parameter; `kind` is the kind of tag that it accepts (empty: any)."""

    parameter: str
    alias: type[models.Model]
    entry: type[models.Model]
    column: str
    kind: str = ""


FAMILIES: Mapping[str, Family] = {
    "tag": Family("tag", TagAlias, TagEntry, "tag"),
    "section": Family("section", TagAlias, TagEntry, "tag", "section"),
    "contributor": Family("contributor", TagAlias, TagEntry, "tag", "contributor"),
    "source": Family("source", SourceAlias, SourceEntry, "source"),
}


class Label(NamedTuple):
    """A public thing that a word names; `frequency` among live articles stops at `COMMON`."""

    thing: UUID
    frequency: int


def resolve(family: Family, words: Collection[str], *, common: int = COMMON) -> dict[str, Label]:
    """Return what the words name, in one query; raises `BadRequest` for a word that names nothing public.

    Each one's articles are counted up to `common`.
    """
    if not words:
        return {}
    found = _looked_up(family, sorted(set(words)), common)
    unknown = [word for word in dict.fromkeys(words) if word not in found]
    if unknown:
        raise BadRequest(errors=[unknown_label(family, word) for word in unknown])
    return found


def unknown_label(family: Family, word: str) -> FieldError:
    """Return the error that says so; it is the same for what is hidden and for what is not there."""
    name = family.parameter
    return FieldError(
        name, "unknown", f"{name}: there is no {name} “{word}”. See /api/v1/{_listed(family)}."
    )


def _listed(family: Family) -> str:
    kind = f"?kind={family.kind}" if family.kind else ""
    return f"{family.column}s/{kind}"


def _looked_up(family: Family, words: list[str], common: int) -> dict[str, Label]:
    alias, entry = family.alias._meta.db_table, family.entry._meta.db_table
    column = f"{family.column}_id"
    marks = ", ".join(["%s"] * len(words))
    of_kind = "JOIN articles_tag t ON t.id = a.tag_id AND t.kind = %s" if family.kind else ""
    # The names are our own models'; every value is a parameter.
    statement = f"""
        SELECT a.label, a.{column}, (
            SELECT COUNT(*) FROM (SELECT 1 FROM {entry} e WHERE e.{column} = a.{column} LIMIT %s) counted
        ) FROM {alias} a {of_kind} WHERE a.label IN ({marks})
    """  # noqa: S608
    values: list[str | int] = [common, *([family.kind] if family.kind else []), *words]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Iterable[tuple[str, object, int]] = cursor.fetchall()
    return {word: Label(UUID(str(thing)), count) for word, thing, count in rows if count}
