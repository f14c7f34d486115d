"""A working copy that is about to change: its row, locked, and still at the revision that the caller read."""

from uuid import UUID

from articles.limits import refuse_beyond_now
from articles.models import Article
from articles.saves import saves_since
from cms.access.callers import Limits
from cms.http.problem import NotFound, Refusal


class StaleRevision(Refusal):
    """Somebody saved the article since the caller read it."""

    status = 412
    code = "stale_revision"
    title = "The article has been saved since you opened it"


def hold_revision(*, article: UUID, expected: int | None, limits: Limits | None = None) -> Article:
    """Lock an article and return it, still at the revision that the caller read (None: whichever it is).

    Raises `NotFound`, `BeyondLimit` where a key is limited to others, and only then `StaleRevision`, which says who
    saved what since. Call it inside a transaction.
    """
    row = locked_article(article)
    if limits:
        refuse_beyond_now(limits, row)
    refuse_stale(row, expected)
    return row


def locked_article(article: UUID) -> Article:
    """Return an article's row, locked until the transaction ends; raises `NotFound`."""
    row = Article.objects.select_for_update(of=("self",)).filter(id=article).first()
    if row is None:
        raise NotFound(f"There is no article {article}.")
    return row


def refuse_stale(row: Article, expected: int | None) -> None:
    """Raise `StaleRevision`, saying who saved what since, unless the row is at the expected revision (None: any)."""
    if expected is None or expected == row.revision:
        return
    saves = saves_since(row, expected)
    newest = saves[0]
    raise StaleRevision(
        f"You opened revision {expected}; {newest.by} saved revision {row.revision} "
        f"at {newest.at:%Y-%m-%d %H:%M} UTC. Open the article again and repeat your change.",
        members={"current_revision": row.revision, "saves": [save.document() for save in saves]},
    )
