"""Lists of live articles: which rows, in which order, from which cursor. One query for a page.

A page of the newest articles with one label walks that label's index. Several labels take one query more, which tells
how rare each of them is: the rarest leads, the others are looked up row by row.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from articles.labels import FAMILIES, Family, Label, resolve
from articles.models import Edition
from articles.rarity import COMMON
from articles.search import Terms, matching_editions, relevance
from cms.http.cursor import Cursor, Kind
from cms.http.keyset import Column, Ordering, Page
from cms.http.labels import Labels
from cms.http.problem import BadRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles a list holds; every part is what the parameter of that name means, None or empty: all.

    `common` is no such part: a label of so many articles is looked up row by row instead of being read as a whole.
    """

    labels: Mapping[str, Labels] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ids: tuple[UUID, ...] = ()
    exclude: tuple[UUID, ...] = ()
    published_after: datetime | None = None
    published_before: datetime | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    ai_images: bool | None = None
    has_body: bool | None = None
    terms: Terms = ()
    common: int = COMMON


# To weigh an article costs the database 20 to 50 microseconds; a word may stand in every second one.
MOST_WEIGHED = 300

ORDERINGS = {
    "newest": Ordering(
        "articles.newest",
        Column("published_at", Kind.MOMENT, descending=True),
        Column("article_id", Kind.IDENTIFIER, descending=True),
    ),
    "oldest": Ordering(
        "articles.oldest",
        Column("published_at", Kind.MOMENT),
        Column("article_id", Kind.IDENTIFIER),
    ),
    "updated": Ordering(
        "articles.updated",
        Column("updated_at", Kind.MOMENT, descending=True),
        Column("article_id", Kind.IDENTIFIER, descending=True),
    ),
}
_OWN_COLUMNS = ("article_id", "published_at", "updated_at", "etag")


class Row(NamedTuple):
    """One article of a list with the pieces of its documents that were asked for."""

    article: UUID
    published_at: datetime
    updated_at: datetime
    etag: str
    pieces: tuple[bytes, ...]


class Selection(NamedTuple):
    """A query for the chosen editions: `prefix` leads from its rows to the edition ("" when they are editions)."""

    rows: QuerySet[Any]
    prefix: str


def list_page(
    choice: Choice, *, order: str, cursor: Cursor | None, limit: int, columns: Sequence[str]
) -> Page[Row]:
    """Return one page; raises `BadRequest` for a bad cursor or a label that names nothing public."""
    ordering = ORDERINGS[order]
    selection = select(choice, is_by_publication=order in {"newest", "oldest"})
    rows = ordering.slice(selection.rows, cursor, limit)
    fetched = [_row(values) for values in rows.values_list(*_columns(selection.prefix, columns))]
    if not fetched:
        refuse_unknown(choice)
    return ordering.page(fetched, cursor, limit, key=lambda row: _key(row, order))


def most_relevant(choice: Choice, *, limit: int, columns: Sequence[str]) -> list[Row]:
    """Return the articles that answer a search best, at most `limit`; the newest first among equals.

    Of more than `MOST_WEIGHED` articles that match, the newest are weighed.
    """
    matching = select(choice, is_by_publication=False).rows.order_by("-published_at", "-article_id")
    newest = Edition.objects.filter(pk__in=matching.values("pk")[:MOST_WEIGHED])
    rows = newest.annotate(relevance=relevance(choice.terms))
    best = rows.order_by("-relevance", "-published_at", "-article_id")[:limit]
    fetched = [_row(values) for values in best.values_list(*_columns("", columns))]
    if not fetched:
        refuse_unknown(choice)
    return fetched


def by_ids(ids: Sequence[UUID], *, choice: Choice, columns: Sequence[str]) -> list[Row]:
    """Return the live ones of some articles, in the given order."""
    rows = select(choice, is_by_publication=False).rows.filter(article_id__in=ids)
    found = {row.article: row for row in map(_row, rows.values_list(*_columns("", columns)))}
    if not found:
        refuse_unknown(choice)
    return [found[id_] for id_ in ids if id_ in found]


def _columns(prefix: str, columns: Sequence[str]) -> list[str]:
    return [f"{prefix}{name}" for name in (*_OWN_COLUMNS, *columns)]


def _row(values: Sequence[Any]) -> Row:
    article, published_at, updated_at, etag, *pieces = values
    return Row(article, published_at, updated_at, etag, tuple(pieces))


def _key(row: Row, order: str) -> tuple[datetime, UUID]:
    return (row.updated_at if order == "updated" else row.published_at, row.article)


# --- Which rows ---


def select(choice: Choice, *, is_by_publication: bool) -> Selection:
    """Return the query for the chosen editions, not sorted yet."""
    single = _single(choice.labels)
    if single and is_by_publication:
        family, word = single
        # Resolved inside the page's own query: an alias is unique, so the list stays one index scan.
        thing = Subquery(
            family.alias._default_manager.filter(**_named(family, word)).values(family.column)
        )
        rows = family.entry._default_manager.filter(**{family.column: thing})
        return Selection(rows.filter(_conditions(choice, "edition__")), "edition__")
    if any(choice.labels.values()):
        return _selection_of_many(choice, is_by_publication)
    return Selection(Edition.objects.live().filter(_conditions(choice, "")), "")


def refuse_unknown(choice: Choice) -> None:
    """Raise `BadRequest` if the list is empty because its one label names nothing public."""
    if single := _single(choice.labels):
        family, word = single
        resolve(family, [word])


def _single(labels: Mapping[str, Labels]) -> tuple[Family, str] | None:
    """Return the label of a choice that has one and no more."""
    given = [(name, one) for name, one in labels.items() if one]
    if len(given) != 1:
        return None
    name, one = given[0]
    is_single = len(one.all_of) == 1 and len(one.all_of[0]) == 1 and not one.none_of
    return (FAMILIES[name], one.all_of[0][0]) if is_single else None


def _named(family: Family, word: str) -> dict[str, str]:
    return {"label": word} | ({"tag__kind": family.kind} if family.kind else {})


class _Group(NamedTuple):
    """Things of which an article must have at least one."""

    family: Family
    things: list[UUID]
    frequency: int


def _selection_of_many(choice: Choice, is_by_publication: bool) -> Selection:
    wanted, unwanted = _resolved(choice.labels, choice.common)
    wanted.sort(key=lambda group: group.frequency)
    conditions = _conditions(choice, "")
    if wanted and len(wanted[0].things) == 1 and is_by_publication:
        first = wanted[0]
        rows = first.family.entry._default_manager.filter(**{first.family.column: first.things[0]})
        rows = rows.filter(_conditions(choice, "edition__"))
        for group in wanted[1:]:
            rows = rows.filter(_has(group, "edition_id"))
        for group in unwanted:
            rows = rows.exclude(_has(group, "edition_id"))
        return Selection(rows, "edition__")
    editions = Edition.objects.live().filter(conditions)
    for group in wanted:
        editions = editions.filter(
            _among(group) if group.frequency < choice.common else _has(group, "pk")
        )
    for group in unwanted:
        editions = editions.exclude(_has(group, "pk"))
    return Selection(editions, "")


def _resolved(labels: Mapping[str, Labels], common: int) -> tuple[list[_Group], list[_Group]]:
    """Return the groups of things to have and those not to have, aliases followed."""
    wanted, unwanted = [], []
    errors: list[Any] = []
    for name, given in labels.items():
        family = FAMILIES[name]
        words = [word for group in given.all_of for word in group] + list(given.none_of)
        try:
            found = resolve(family, words, common=common)
        except BadRequest as refusal:
            errors += refusal.errors
            continue
        wanted += [_group(family, group, found) for group in given.all_of]
        if given.none_of:
            unwanted.append(_group(family, given.none_of, found))
    if errors:
        raise BadRequest(errors=errors)
    return wanted, unwanted


def _group(family: Family, words: Collection[str], found: Mapping[str, Label]) -> _Group:
    labels = {found[word].thing: found[word].frequency for word in words}
    return _Group(family, [*labels], sum(labels.values()))


def _has(group: _Group, edition: str) -> Exists:
    entries = group.family.entry._default_manager.filter(edition=OuterRef(edition))
    return Exists(entries.filter(**{f"{group.family.column}__in": group.things}))


def _among(group: _Group) -> Q:
    entries = group.family.entry._default_manager.filter(
        **{f"{group.family.column}__in": group.things}
    )
    return Q(pk__in=entries.values("edition"))


def _conditions(choice: Choice, prefix: str) -> Q:
    """Return everything but the labels as one condition.

    Moments, ids and the language are the index row's own where there is one: no edition is read to be dropped.
    """
    condition = Q()
    for name, value in _equalities(choice).items():
        condition &= Q(**{name if name.startswith("language") else f"{prefix}{name}": value})
    for name, value in _ranges(choice).items():
        condition &= Q(**{name if name.startswith("published_at") else f"{prefix}{name}": value})
    if choice.ids:
        condition &= Q(article_id__in=choice.ids)
    if choice.exclude:
        condition &= ~Q(article_id__in=choice.exclude)
    if choice.terms:
        key = "edition_id__in" if prefix else "pk__in"
        condition &= Q(**{key: matching_editions(choice.terms)})
    return condition


def _equalities(choice: Choice) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, values in (("language", choice.languages), ("kind", choice.kinds)):
        if values:
            # One value as an equality: only then does the index on it also give the order.
            found |= {name: values[0]} if len(values) == 1 else {f"{name}__in": values}
    for name, flag in (("has_ai_images", choice.ai_images), ("has_body", choice.has_body)):
        found |= {} if flag is None else {name: flag}
    return found


def _ranges(choice: Choice) -> dict[str, datetime]:
    given = {
        "published_at__gt": choice.published_after,
        "published_at__lt": choice.published_before,
        "updated_at__gt": choice.updated_after,
        "updated_at__lt": choice.updated_before,
    }
    return {name: at for name, at in given.items() if at is not None}
