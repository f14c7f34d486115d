"""The articles that pushes are about, as they are now and as they were pushed last."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from articles.content import Content, whole
from articles.models import (
    Article,
    Edition,
    EditionStatus,
    Proposal,
    ProposalState,
    Push,
    Revision,
)
from articles.submission.decision import Said

Name = tuple[str, str]
"""What an integrator calls an article: external source and external id."""


@dataclass(frozen=True, slots=True)
class There:
    """An article that is there: locked, with its content now and what its last push said.

    `is_edited`: somebody without an API key has saved it since that push; `waiting` is the proposal that waits;
    `withdrawal` is the kind of it, where the article was public and is not.
    """

    row: Article
    content: Content
    said: Said
    pushed_revision: int
    is_edited: bool
    waiting: Proposal | None
    withdrawal: str = ""


def pushed_before(names: Collection[Name]) -> dict[Name, There]:
    """Lock and return those of the articles that are there, in the order of their ids."""
    rows = [*_locked(names)]
    if not rows:
        return {}
    ids = [row.id for row in rows]
    newest = Revision.objects.filter(article__in=ids, number=F("article__revision"))
    contents: dict[UUID, Content] = dict(newest.values_list("article", "content"))
    pushes = {push.article_id: push for push in Push.objects.filter(article__in=ids)}
    pushed = {row.id: pushes[row.id].revision if row.id in pushes else 0 for row in rows}
    edited = _edited({row.id: pushed[row.id] for row in rows if row.revision > pushed[row.id]})
    gone = Edition.objects.filter(article__in=ids, status=EditionStatus.WITHDRAWN)
    withdrawals = dict(gone.values_list("article", "withdrawal_kind"))
    waiting = Proposal.objects.filter(article__in=ids, state=ProposalState.WAITING)
    proposals = {one.article_id: one for one in waiting}
    return {
        (row.external_source, row.external_id): There(
            row=row,
            content=whole(contents[row.id]),
            said=pushes[row.id].said if row.id in pushes else {},
            pushed_revision=pushed[row.id],
            is_edited=row.id in edited,
            waiting=proposals.get(row.id),
            withdrawal=withdrawals.get(row.id, ""),
        )
        for row in rows
    }


def _locked(names: Collection[Name]) -> Iterator[Article]:
    wanted = {*names}
    rows = Article.objects.select_for_update(of=("self",)).filter(
        external_source__in={source for source, _id in wanted},
        external_id__in={external_id for _source, external_id in wanted},
        external_id__gt="",
    )
    for row in rows.order_by("id"):
        if (row.external_source, row.external_id) in wanted:
            yield row


def _edited(pushed: Mapping[UUID, int]) -> set[UUID]:
    """Return those of the articles that somebody without a key has saved after the given revisions."""
    later = Q()
    for article, revision in pushed.items():
        later |= Q(article=article, number__gt=revision)
    rows = Revision.objects.filter(later, via="")
    return set(rows.values_list("article", flat=True)) if pushed else set()
