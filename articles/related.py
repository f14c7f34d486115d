"""Related headlines: pinned, then scored by what articles share, then the latest. Three queries, none reads a body.

What is shared comes from the index rows of live editions: tags, sources and salient terms. Only the newest 100 articles
of at most 12 telling labels are looked at, so a tag on half of all articles costs no more than any other.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from articles.content import Content
from articles.models import Edition
from articles.placing import Placing
from articles.rarity import COMMON
from articles.relatedness import FRESH_DAYS, FRESH_SHARE, Reason, SharedLabel, telling
from articles.things import TagThing
from cms.uuid7 import uuid_in

MOST_LABELS = 12
NEWEST_OF_A_LABEL = 100
Value = UUID | str | int
_ENTRIES = {
    "tag": ("articles_tagentry", "tag_id"),
    "source": ("articles_sourceentry", "source_id"),
    "term": ("articles_termentry", "term"),
}


class Related(NamedTuple):
    """One related article: the pieces of its documents that were asked for, and why it is there."""

    article: UUID
    etag: str
    pieces: tuple[bytes, ...]
    reason: Reason


class Relatives(NamedTuple):
    """An article with its relatives, best first; `slug` is its present one."""

    article: UUID
    slug: str
    rows: list[Related]


class _Centre(NamedTuple):
    """The article whose relatives are looked for; `apart` are its translations and itself."""

    article: UUID
    slug: str
    language: str
    pins: list[UUID]
    apart: set[UUID]
    labels: list[SharedLabel]


def relatives_of(key: str, *, limit: int, columns: Sequence[str]) -> Relatives | None:
    """Return up to `limit` relatives of the live article that an id or slug names; None when it names none."""
    centre = _centre(key)
    if centre is None:
        return None
    return Relatives(centre.article, centre.slug, _relatives(centre, limit, columns))


def relatives_of_draft(
    article: UUID,
    *,
    content: Content,
    placing: Placing,
    tags: Mapping[str, TagThing],
    limit: int,
    columns: Sequence[str],
) -> list[Related]:
    """Return the relatives that an article would have if its working copy were published now; three queries."""
    group = content["translation_group"]
    same = Edition.objects.live().filter(translation_group=group) if group else []
    centre = _Centre(
        article=article,
        slug="",
        language=content["language"],
        pins=[UUID(pin) for pin in content["pins"]],
        apart={article, *(one.article_id for one in same)},
        labels=_counted(_labels(placing, tags)),
    )
    return _relatives(centre, limit, columns)


def _labels(placing: Placing, tags: Mapping[str, TagThing]) -> Iterator[SharedLabel]:
    """Yield what a draft could share, its own self counted."""
    for tag, is_own in placing.tags.items():
        yield SharedLabel("tag", tag, tags[tag].kind, tags[tag].name, is_own, 1.0, 1)
    for source in placing.sources:
        yield SharedLabel("source", source, "", "", True, 1.0, 1)
    for term, weight in placing.terms:
        yield SharedLabel("term", term, "", term, True, weight, 1)


def _counted(labels: Iterable[SharedLabel]) -> list[SharedLabel]:
    """Return the labels with how many live articles have each, besides. One query."""
    given = [*labels]
    if not given:
        return []
    keys = [one.key if one.family == "term" else _key(UUID(one.key)) for one in given]
    counts = " UNION ALL ".join(
        f"SELECT {number}, {_bounded(*_ENTRIES[one.family], f'%(key{number})s')}"
        for number, one in enumerate(given)
    )
    values = {f"key{number}": key for number, key in enumerate(keys)} | {"common": COMMON}
    found = dict(_execute(counts, values))
    return [one._replace(frequency=1 + found[number]) for number, one in enumerate(given)]


def _relatives(centre: _Centre, limit: int, columns: Sequence[str]) -> list[Related]:
    pinned = {pin: Reason.pinned(centre.language) for pin in centre.pins}
    scored = _scored(centre, limit + len(pinned) + len(centre.apart))
    reasons = {id_: why for id_, why in {**scored, **pinned}.items() if id_ not in centre.apart}
    # A pinned article may have been withdrawn: as many more are asked for as could be missing.
    wanted = [id_ for id_ in dict.fromkeys([*pinned, *scored]) if id_ in reasons]
    wanted = wanted[: limit + len(pinned)]
    rows = _documents(wanted, centre, limit, columns)
    latest = Reason.latest(centre.language)
    found = [rows.pop(id_) for id_ in wanted if id_ in rows]
    # What was not asked for by name came as the latest, newest first.
    return [Related(*row, reasons.get(row[0], latest)) for row in [*found, *rows.values()][:limit]]


def _centre(key: str) -> _Centre | None:
    """Return an article with everything that others may share with it. One query."""
    if "\0" in key:  # PostgreSQL has no such text.
        return None
    identifier = uuid_in(key)
    statement = _CENTRE.replace("__ARTICLE__", _BY_ID if identifier else _BY_SLUG)
    rows = _execute(statement, {"key": _key(identifier) if identifier else key, "common": COMMON})
    own = [row for row in rows if row[0] == "self"]
    if not own:
        return None
    _family, article, slug, language, pins, *_rest = own[0]
    return _Centre(
        article=UUID(article),
        slug=slug,
        language=language,
        pins=[UUID(pin) for pin in json.loads(pins)],
        apart={UUID(article), *(UUID(row[1]) for row in rows if row[0] == "translation")},
        labels=[
            SharedLabel(family, str(thing), kind, name, bool(is_own), weight, frequency)
            for family, thing, kind, name, _pins, is_own, weight, frequency in rows
            if family in _ENTRIES
        ],
    )


def _scored(centre: _Centre, limit: int) -> dict[UUID, Reason]:
    """Return the articles that share most, best first, each with what it shares. One query."""
    labels = telling(centre.labels, most=MOST_LABELS)
    if not labels:
        return {}
    statement = _SCORED.format(
        labels=" UNION ALL ".join(starmap(_newest_of, enumerate(labels))),
        days=_DAYS[connection.vendor],
    )
    keys = [one.key if one.family == "term" else _key(UUID(one.key)) for one in labels]
    found = {}
    for article, bits in _execute(statement, [*keys, centre.language, limit]):
        shared = [label for number, label in enumerate(labels) if bits >> number & 1]
        found[UUID(str(article))] = Reason.sharing(shared, centre.language)
    return found


def _newest_of(number: int, label: SharedLabel) -> str:
    """Return the query for the newest articles of a label; `bit` tells the labels of a sum apart."""
    table, column = _ENTRIES[label.family]
    # SQLite takes a sorted, limited part of a union only inside a subquery.
    return (
        f"SELECT * FROM (SELECT article_id, language, published_at, {1 << number} AS bit,"  # noqa: S608 - our own names
        f" CAST({label.value} AS double precision) AS value, {int(label.makes_a_relative)} AS is_enough"
        f" FROM {table} WHERE {column} = %s"
        f" ORDER BY published_at DESC, article_id DESC LIMIT {NEWEST_OF_A_LABEL}) label{number}"
    )


# Ranked by the database, because a page shows ten of the thousand candidates. Those in the article's language come
# first; the score is what the shared labels tell, a part of it (FRESH_SHARE) fading with the days.
_DAYS = {
    "postgresql": "CAST(EXTRACT(EPOCH FROM newest - published_at) AS double precision) / 86400",
    "sqlite": "(julianday(newest) - julianday(published_at))",
}
_SCORED = f"""
    SELECT article_id, bits FROM (
        SELECT article_id, language, published_at, SUM(bit) AS bits, SUM(value) AS value,
            MAX(published_at) OVER () AS newest
        FROM ({{labels}}) entries GROUP BY article_id, language, published_at
        HAVING COUNT(*) > 1 OR MAX(is_enough) = 1
    ) candidates
    ORDER BY CASE WHEN language = %s THEN 0 ELSE 1 END,
        value * ({1 - FRESH_SHARE} + {FRESH_SHARE} / (1 + {{days}} / {FRESH_DAYS})) DESC,
        published_at DESC, article_id DESC
    LIMIT %s
"""  # noqa: S608 - our own models' tables; every value is a parameter


def _documents(
    wanted: Sequence[UUID], centre: _Centre, limit: int, columns: Sequence[str]
) -> dict[UUID, tuple[UUID, str, tuple[bytes, ...]]]:
    """Return the documents of the wanted articles and of the latest, which fill up, newest first. One query."""
    rows = Edition.objects.live().filter(article__in=wanted)
    if len(wanted) < limit + len(centre.pins):
        rows = Edition.objects.live().filter(
            Q(article__in=wanted)
            | Q(pk__in=_latest(centre, {*wanted}, limit, is_same_language=True))
            | Q(pk__in=_latest(centre, {*wanted}, limit, is_same_language=False))
        )
    values = rows.values_list("article", "etag", "language", *columns)
    found = sorted(values, key=lambda row: row[2] != centre.language)
    return {article: (article, etag, tuple(pieces)) for article, etag, _language, *pieces in found}


def _latest(
    centre: _Centre, wanted: Collection[UUID], limit: int, *, is_same_language: bool
) -> QuerySet[Edition, int]:
    others = Edition.objects.live().exclude(article__in=[*centre.apart, *wanted])
    language = Q(language=centre.language)
    rows = others.filter(language if is_same_language else ~language)
    return rows.order_by("-published_at", "-article_id").values_list("pk", flat=True)[:limit]


def _execute(
    statement: str, values: Mapping[str, Value] | Sequence[Value]
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _key(identifier: UUID) -> UUID | str:
    """Return an id as the database stores it: SQLite keeps 32 hex digits."""
    return identifier if connection.features.has_native_uuid_field else identifier.hex


def _bounded(table: str, column: str, key: str = "") -> str:
    return (
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM {table} x WHERE x.{column} = {key or f'e.{column}'}"  # noqa: S608
        " LIMIT %(common)s) counted)"
    )


_BY_ID = "%(key)s"
_BY_SLUG = (
    "(SELECT article_id FROM articles_slug WHERE slug = %(key)s AND became_public_at IS NOT NULL)"
)
_CENTRE = f"""
    WITH self AS (
        SELECT id, article_id, slug, language, translation_group, pins FROM articles_edition
        WHERE article_id = __ARTICLE__ AND status = 'live'
    )
    SELECT 'self', CAST(article_id AS text), slug, language, CAST(pins AS text), 1, 0.0, 0 FROM self
    UNION ALL
    SELECT 'translation', CAST(o.article_id AS text), '', '', '', 1, 0.0, 0
    FROM articles_edition o WHERE o.translation_group = (SELECT translation_group FROM self) AND o.status = 'live'
    UNION ALL
    SELECT 'tag', CAST(e.tag_id AS text), p.kind, p.name, '', CASE WHEN e.is_own THEN 1 ELSE 0 END, 1.0,
        {_bounded("articles_tagentry", "tag_id")}
    FROM articles_tagentry e JOIN articles_publicthing p ON p.type = 'tag' AND p.thing = e.tag_id
    WHERE e.edition_id = (SELECT id FROM self)
    UNION ALL
    SELECT 'source', CAST(e.source_id AS text), p.kind, p.name, '', 1, 1.0,
        {_bounded("articles_sourceentry", "source_id")}
    FROM articles_sourceentry e JOIN articles_publicthing p ON p.type = 'source' AND p.thing = e.source_id
    WHERE e.edition_id = (SELECT id FROM self)
    UNION ALL
    SELECT 'term', e.term, '', e.term, '', 1, e.weight, {_bounded("articles_termentry", "term")}
    FROM articles_termentry e WHERE e.edition_id = (SELECT id FROM self)
"""  # noqa: S608 - our own models' tables; every value is a parameter
