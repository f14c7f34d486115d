"""Where an article stands, for the side of its page: what is live, what differs, what is planned."""

from typing import NamedTuple

from django.db.models import QuerySet

from articles.comparing import Difference, differences
from articles.content import Content, whole
from articles.models import (
    Article,
    Edition,
    EditionStatus,
    Proposal,
    ProposalState,
    Revision,
    Schedule,
)
from articles.naming import names_in
from articles.revisions import current_content

_NEWEST_REVISIONS = 8


class Links(NamedTuple):
    """Where readers and programs find a live article."""

    page: str
    json: str


class ArticleState(NamedTuple):
    """What the page's side shows."""

    standing: Edition | None
    is_live: bool
    links: Links | None
    unpublished: list[Difference]
    schedules: list[Schedule]
    revisions: list[Revision]
    revision_count: int
    translations: list[Article]
    held: Proposal | None


def article_state(article: Article) -> ArticleState:
    """Return where an article stands."""
    standing = standing_edition(article)
    is_live = standing is not None and standing.status == EditionStatus.LIVE
    revisions = revisions_of(article)
    return ArticleState(
        standing=standing,
        is_live=is_live,
        links=links_to(standing) if standing and is_live else None,
        unpublished=_unpublished(article, standing) if standing and is_live else [],
        schedules=[
            *Schedule.objects.filter(article=article)
            .select_related("revision", "created_by")
            .defer("revision__content")
            .order_by("-at")[:10]
        ],
        revisions=[*revisions[:_NEWEST_REVISIONS]],
        revision_count=revisions.count(),
        translations=_translations(article),
        held=held_push(article),
    )


def standing_edition(article: Article) -> Edition | None:
    """Return the live or withdrawn edition, without its documents."""
    columns = (
        "article", "revision", "number", "build", "status", "slug", "published_at", "updated_at", "content",
        "withdrawn_at", "withdrawal_kind", "withdrawal_reason",
    )  # fmt: skip
    return Edition.objects.standing().filter(article=article).only(*columns).first()


def revisions_of(article: Article) -> QuerySet[Revision]:
    """Return the revisions, newest first, without their contents."""
    return (
        Revision.objects.filter(article=article)
        .select_related("author")
        .defer("content")
        .order_by("-number")
    )


def held_push(article: Article) -> Proposal | None:
    """Return the push that waits for an editor, without its changes."""
    waiting = Proposal.objects.filter(article=article, state=ProposalState.WAITING)
    return waiting.defer("changes", "said").first()


def content_at(article: Article, number: int | None) -> Content | None:
    """Return the content of one revision; None when there is no such revision (any more)."""
    found = Revision.objects.filter(article=article, number=number or 0).first()
    return whole(found.content) if found else None


def links_to(edition: Edition) -> Links:
    """Return the addresses of a live edition here, whatever the newsroom's own site is."""
    return Links(
        page=f"/articles/{edition.slug}/",
        json=f"/api/v1/articles/{edition.slug}/",
    )


def _unpublished(article: Article, standing: Edition) -> list[Difference]:
    live = whole(standing.content)
    draft = current_content(article)
    return differences(live, draft, names=names_in([live, draft]))


def _translations(article: Article) -> list[Article]:
    if not article.translation_group_id:
        return []
    rows = Article.objects.filter(translation_group=article.translation_group_id)
    return [*rows.exclude(pk=article.pk).only("headline", "language").order_by("language")]
