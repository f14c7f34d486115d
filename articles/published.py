"""Finds one article for the public: its live edition, where it moved to, or that it is gone. One query."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import BinaryField, Case, F, OuterRef, QuerySet, Subquery, Value, When

from articles.models import Edition, Slug
from articles.representation import Shape
from articles.withdrawal import Withdrawal
from cms.http.problem import NotFound


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
    pieces = [_unless_known(column, known_etags) for column in shape.columns]
    replacement = Edition.objects.live().filter(article=OuterRef("replaced_by")).values("slug")[:1]
    row = _by_key(key).values_list(*_STANDING, Subquery(replacement), *pieces).first()
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


def _by_key(key: str) -> QuerySet[Edition]:
    """Return the standing edition that an id or a public slug names."""
    standing = Edition.objects.standing().order_by()
    identifier = _uuid(key)
    if identifier:
        return standing.filter(article=identifier)
    if "\0" in key:  # PostgreSQL has no such text, and would call the question a defect.
        return standing.none()
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


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key) if len(key) == 36 else None
    except ValueError:
        return None
