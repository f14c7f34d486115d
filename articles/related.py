"""Related headlines: pinned, then scored by what articles share, then the latest. Three queries, none reads a body.

What is shared comes from the index rows of live editions: tags, sources and salient terms. Only the newest 100 articles
of at most 12 telling labels are looked at, so a tag on half of all articles costs no more than any other.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from articles.models import Edition
from articles.rarity import COMMON
from articles.relatedness import Candidate, Reason, SharedLabel, rank, telling
from cms.http.problem import NotFound

MOST_LABELS = 12
NEWEST_OF_A_LABEL = 100
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


class _Centre(NamedTuple):
    """The article whose relatives are looked for; `apart` are its translations and itself."""

    language: str
    pins: list[UUID]
    apart: set[UUID]
    labels: list[SharedLabel]


def related_to(article: UUID, *, limit: int, columns: Sequence[str]) -> list[Related]:
    """Return up to `limit` relatives of a live article, best first; raises `NotFound` for one that is not live."""
    centre = _centre(article)
    ranked = rank(_candidates(centre), language=centre.language)
    scored = {one.article: one.reason for one in ranked if one.article not in centre.apart}
    pinned = {pin: Reason.pinned(centre.language) for pin in centre.pins if pin not in centre.apart}
    # A pinned article may have been withdrawn: as many more are asked for as could be missing.
    reasons = dict(
        list({**pinned, **{id_: why for id_, why in scored.items() if id_ not in pinned}}.items())
    )
    wanted = list(reasons)[: limit + len(pinned)]
    rows = _documents(wanted, centre, limit, columns)
    latest = Reason.latest(centre.language)
    found = [rows.pop(id_) for id_ in wanted if id_ in rows]
    # What was not asked for by name came as the latest, newest first.
    return [Related(*row, reasons.get(row[0], latest)) for row in [*found, *rows.values()][:limit]]


def _centre(article: UUID) -> _Centre:
    """Return an article with everything that others may share with it. One query."""
    rows = _execute(_CENTRE, {"article": _key(article), "common": COMMON})
    own = [row for row in rows if row[0] == "self"]
    if not own:
        raise NotFound("There is no such article.")
    _family, language, pins, *_rest = own[0]
    return _Centre(
        language=language,
        pins=[UUID(pin) for pin in json.loads(pins)],
        apart={article, *(UUID(row[1]) for row in rows if row[0] == "translation")},
        labels=[
            SharedLabel(family, key, kind, name, bool(is_own), weight, count)
            for family, key, kind, name, is_own, weight, count in rows
            if family in _ENTRIES
        ],
    )


def _candidates(centre: _Centre) -> list[Candidate]:
    """Return the newest articles of the most telling labels, with what each shares. One query."""
    labels = telling(centre.labels, most=MOST_LABELS)
    if not labels:
        return []
    shared: dict[UUID, list[SharedLabel]] = defaultdict(list)
    facts: dict[UUID, tuple[str, datetime]] = {}
    for number, article, language, published_at in _newest_of(labels):
        id_ = UUID(str(article))
        shared[id_].append(labels[number])
        facts[id_] = (language, published_at)
    return [Candidate(id_, *facts[id_], shared=tuple(some)) for id_, some in shared.items()]


def _newest_of(labels: Sequence[SharedLabel]) -> Iterable[tuple[int, Any, str, datetime]]:
    queries, values = [], []
    for number, label in enumerate(labels):
        table, column = _ENTRIES[label.family]
        # SQLite takes a sorted, limited part of a union only inside a subquery.
        queries.append(
            f"SELECT * FROM (SELECT {number}, article_id, language, published_at FROM {table}"  # noqa: S608 - our own names
            f" WHERE {column} = %s ORDER BY published_at DESC, article_id DESC LIMIT {NEWEST_OF_A_LABEL}) label{number}"
        )
        values.append(label.key if label.family == "term" else _key(UUID(label.key)))
    rows = _execute(" UNION ALL ".join(queries), values)
    return ((number, article, language, _moment(at)) for number, article, language, at in rows)


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
    statement: str, values: Mapping[str, object] | Sequence[object]
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _key(identifier: UUID) -> object:
    """Return an id as the database stores it: SQLite keeps 32 hex digits."""
    return identifier if connection.features.has_native_uuid_field else identifier.hex


def _moment(value: object) -> datetime:
    # SQLite hands back text without an offset; it is UTC, like all that Django stores.
    return value if isinstance(value, datetime) else datetime.fromisoformat(f"{value}+00:00")


def _bounded(table: str, column: str) -> str:
    return (
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM {table} x WHERE x.{column} = e.{column}"  # noqa: S608
        " LIMIT %(common)s) some)"
    )


_CENTRE = f"""
    WITH self AS (
        SELECT id, article_id, language, translation_group, pins FROM articles_edition
        WHERE article_id = %(article)s AND status = 'live'
    )
    SELECT 'self', language, CAST(pins AS text), '', 1, 0.0, 0 FROM self
    UNION ALL
    SELECT 'translation', CAST(o.article_id AS text), '', '', 1, 0.0, 0
    FROM articles_edition o JOIN self ON o.translation_group = self.translation_group WHERE o.status = 'live'
    UNION ALL
    SELECT 'tag', CAST(e.tag_id AS text), p.kind, p.name, CASE WHEN e.is_own THEN 1 ELSE 0 END, 1.0,
        {_bounded("articles_tagentry", "tag_id")}
    FROM articles_tagentry e JOIN self ON e.edition_id = self.id
    JOIN articles_publicthing p ON p.type = 'tag' AND p.thing = e.tag_id
    UNION ALL
    SELECT 'source', CAST(e.source_id AS text), p.kind, p.name, 1, 1.0,
        {_bounded("articles_sourceentry", "source_id")}
    FROM articles_sourceentry e JOIN self ON e.edition_id = self.id
    JOIN articles_publicthing p ON p.type = 'source' AND p.thing = e.source_id
    UNION ALL
    SELECT 'term', e.term, '', e.term, 1, e.weight, {_bounded("articles_termentry", "term")}
    FROM articles_termentry e JOIN self ON e.edition_id = self.id
"""  # noqa: S608 - our own models' tables; every value is a parameter
