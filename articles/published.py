"""Finds one article for the public: its live edition, where it moved to, or that it is gone. One query."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BinaryField, Case, F, OuterRef, QuerySet, Subquery, Value, When

from articles.models import Article, Edition, Slug
from articles.representation import Shape
from articles.withdrawal import Withdrawal
from cms.http.problem import NotFound
from cms.prepared import Marker, Prepared, fetch, prepare
from cms.uuid7 import uuid_in


class Published(NamedTuple):
    """A live edition with the pieces that were asked for; `pieces` is None when the client has them already."""

    edition: int
    article: UUID
    slug: str
    language: str
    etag: str
    built_at: datetime
    pieces: tuple[bytes, ...] | None


class Moved(NamedTuple):
    """The article answers at another address now."""

    article: UUID
    slug: str


_STANDING = (
    "id", "article", "slug", "language", "etag", "built_at", "status", "withdrawal_kind", "withdrawn_at",
    "withdrawal_reason", "replaced_by",
)  # fmt: skip


def find_article(
    key: str, shape: Shape, *, known_etags: Collection[str] = ()
) -> Published | Moved | Withdrawal:
    """Return the live edition of an article by id or slug, or where it went.

    The pieces are not read when the edition's etag is one of `known_etags`. Raises `NotFound` for anything that never
    was public: a draft answers like nothing.
    """
    row = _row(key, shape.columns, [*known_etags])
    if row is None:
        raise NotFound("There is no such article.")
    (
        id_,
        article,
        slug,
        language,
        etag,
        built_at,
        status,
        kind,
        at,
        reason,
        replaced_by,
        new_slug,
        *found,
    ) = row
    if status == "withdrawn":
        if new_slug:
            return Moved(replaced_by, new_slug)
        return Withdrawal(article, kind, at, reason, replaced_by)
    if key not in (slug, str(article)):
        return Moved(article, slug)
    known = etag in known_etags
    return Published(
        id_, article, slug, language, etag, built_at, None if known else tuple(map(bytes, found))
    )


def _row(key: str, columns: tuple[str, ...], etags: list[str]) -> list[Any] | None:
    """Return the standing edition that an id or a public slug names."""
    identifier = uuid_in(key)
    if "\0" in key:  # PostgreSQL has no such text, and would call the question a defect.
        return None
    by_id = identifier is not None
    query = _prepared(columns, by_id, tuple(f"etag{number}" for number in range(len(etags))))
    given = {f"etag{number}": etag for number, etag in enumerate(etags)}
    rows = fetch(query, key=identifier or key, **given)
    return rows[0] if rows else None


_ANY_ID = UUID(int=0xA11CE)


@lru_cache(maxsize=128)
def _prepared(columns: tuple[str, ...], by_id: bool, etags: tuple[str, ...]) -> Prepared:
    """Compose the one query of an answer, for each set of columns and each number of etags that a client has."""
    key = Marker("key", _ANY_ID if by_id else "any-slug", _KEY_FIELDS[by_id])
    known = [Marker(name, name, Edition._meta.get_field("etag")) for name in etags]
    replacement = Edition.objects.live().filter(article=OuterRef("replaced_by")).values("slug")[:1]
    pieces = [_unless_known(column, etags) for column in columns]
    rows = _by_key(key.value).values_list(*_STANDING, Subquery(replacement), *pieces)
    return prepare(rows, key, *known)


_KEY_FIELDS: dict[bool, Any] = {
    True: Article._meta.get_field("id"),
    False: Slug._meta.get_field("slug"),
}


def _by_key(key: UUID | str) -> QuerySet[Edition]:
    standing = Edition.objects.standing().order_by()
    if isinstance(key, UUID):
        return standing.filter(article=key)
    owner = Slug.objects.filter(slug=key, became_public_at__isnull=False).values("article")
    return standing.filter(article=Subquery(owner))


def _unless_known(column: str, etags: Collection[str]) -> Case | F:
    """Return a column that the database leaves out when the client has it."""
    if not etags:
        return F(column)
    return Case(
        When(etag__in=[*etags], then=Value(None)),
        default=F(column),
        output_field=BinaryField(null=True),
    )
