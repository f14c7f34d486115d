"""Working copies as the manage API answers them: what GET says here, PUT accepts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.content import Content
from articles.limits import knows_of
from articles.models import (
    Article,
    Edition,
    EditionStatus,
    Proposal,
    ProposalState,
    Revision,
    Schedule,
    Slug,
    Stage,
)
from articles.revisions import current_content
from articles.saves import saver
from cms.access.callers import Caller
from cms.http.problem import NotFound
from cms.http.texts import text_problem
from cms.uuid7 import uuid_in

STATES = (*Stage.values, "live", "withdrawn", "never_public", "scheduled", "proposed")
_LONGEST_SLUG = 100


class WorkingCopy(NamedTuple):
    """An article with its content, and its document."""

    row: Article
    content: Content
    document: dict[str, Any]


def article_named(key: str, caller: Caller) -> UUID:
    """Return the id of the article that an id or a slug, also a former one, names.

    Raises `NotFound` alike for what is not there and for what the caller may not hear of.
    """
    found: UUID | None
    if wanted := uuid_in(key):
        found = Article.objects.filter(id=wanted).values_list("id", flat=True).first()
    elif text_problem("key", key, _LONGEST_SLUG):
        found = None  # No slug: a text that a database would not even compare.
    else:
        found = Slug.objects.filter(slug=key).values_list("article", flat=True).first()
    if found is None or not knows_of(caller, found):
        raise NotFound("There is no article with this id or slug.")
    return found


def working_copy(article: UUID) -> WorkingCopy:
    """Return an article's document; raises `NotFound`."""
    row = Article.objects.select_related("responsible").filter(id=article).first()
    if row is None:
        raise NotFound("There is no article with this id or slug.")
    content = current_content(row)
    document = {
        "id": str(row.id),
        "type": "article",
        **content,
        "body_format": "html",
        "stage": row.stage,
        "state": {
            **_row_state(row),
            "saved_by": saver(
                Revision.objects.select_related("author")
                .defer("content")
                .get(article=row, number=row.revision)
            ),
            "responsible": str(row.responsible) if row.responsible else None,
            "public": _public(_standing([row.id]).get(row.id)),
            "schedules": _schedules(row.id),
            "proposal": _proposal(row.id),
        },
    }
    return WorkingCopy(row, content, document)


def summaries(rows: Sequence[Article]) -> list[dict[str, Any]]:
    """Return what a list says of articles; one query more."""
    standing = _standing([row.id for row in rows])
    return [
        {
            "id": str(row.id),
            "type": "article",
            "kind": row.kind,
            "language": row.language,
            "headline": row.headline,
            "slug": row.slug,
            "external_source": row.external_source,
            "external_id": row.external_id,
            "stage": row.stage,
            "state": {**_row_state(row), "public": _public(standing.get(row.id))},
        }
        for row in rows
    ]


def in_state(rows: QuerySet[Article], state: str) -> QuerySet[Article]:
    """Return the articles that are in one of `STATES`."""
    standing = Edition.objects.filter(article=OuterRef("pk"))
    if state in Stage.values:
        return rows.filter(stage=state)
    if state in {"live", "withdrawn"}:
        return rows.filter(Exists(standing.filter(status=state)))
    if state == "never_public":
        return rows.filter(~Exists(standing))
    if state == "scheduled":
        pending = Q(article=OuterRef("pk"), due_at__isnull=False, failed_at=None)
        return rows.filter(Exists(Schedule.objects.filter(pending)))
    waiting = Proposal.objects.filter(article=OuterRef("pk"), state=ProposalState.WAITING)
    return rows.filter(Exists(waiting))


def _row_state(row: Article) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "created_at": _said(row.created_at),
        "saved_at": _said(row.saved_at),
    }


def _standing(articles: Sequence[UUID]) -> dict[UUID, Edition]:
    columns = (
        "article", "revision", "number", "build", "status", "slug", "published_at", "updated_at", "withdrawn_at",
        "withdrawal_kind", "withdrawal_reason",
    )  # fmt: skip
    rows = Edition.objects.standing().filter(article__in=articles).only(*columns)
    return {edition.article_id: edition for edition in rows}


def _public(edition: Edition | None) -> dict[str, Any] | None:
    if edition is None:
        return None
    is_live = edition.status == EditionStatus.LIVE
    return {
        "status": edition.status,
        "revision": edition.revision,
        "edition": edition.number,
        "version": edition.build,
        "slug": edition.slug,
        "published_at": _said(edition.published_at),
        "updated_at": _said(edition.updated_at),
        "withdrawal": None
        if is_live
        else {
            "kind": edition.withdrawal_kind,
            "at": _said(edition.withdrawn_at),
            "reason": edition.withdrawal_reason,
        },
    }


def _schedules(article: UUID) -> list[dict[str, Any]]:
    rows = Schedule.objects.filter(article=article, due_at__isnull=False).order_by("at")
    return [
        {
            "id": str(row.id),
            "verb": row.verb,
            "at": _said(row.at),
            "revision": number,
            "refusal": row.refusal,
        }
        for row, number in ((row, row.revision.number) for row in rows.select_related("revision"))
    ]


def _proposal(article: UUID) -> dict[str, Any] | None:
    row = Proposal.objects.filter(article=article, state=ProposalState.WAITING).first()
    if row is None:
        return None
    return {
        "id": str(row.id),
        "made_at": _said(row.made_at),
        "via": row.via,
        "fields": sorted(row.changes),
        "wants_publication": row.wants_publication,
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
