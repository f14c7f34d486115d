"""Changes a part of a working copy: what the verbs that write citations and pins by themselves have in common."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from articles.content import Content
from articles.draft_locks import hold_revision
from articles.drafts import save_draft
from articles.models import Article
from articles.receipts import Outcome, Pushed, Sender
from articles.revisions import current_content

REASON = "Written through the API."


class Held(NamedTuple):
    """An article that is locked for a sender, and its content now."""

    row: Article
    content: Content
    sender: Sender


def hold_content(*, article: UUID, expected_revision: int | None, sender: Sender) -> Held:
    """Lock an article at the revision that the sender read; call it inside a transaction.

    Raises `NotFound`, `BeyondLimit`, `StaleRevision`.
    """
    row = hold_revision(article=article, expected=expected_revision, limits=sender.limits)
    return Held(row, current_content(row), sender)


def amend(held: Held, changes: Mapping[str, Any]) -> Pushed:
    """Save some of the content, and nothing where it is so already; raises `DraftRefused`."""
    here: Mapping[str, Any] = held.content
    if all(here[name] == value for name, value in changes.items()):
        return Pushed(held.row.id, held.row.revision, Outcome.UNCHANGED)
    saved = save_draft(
        article=held.row.id, changes=changes, by=None, via=held.sender.name, reason=REASON
    )
    return Pushed(held.row.id, saved.revision.number, Outcome.UPDATED)
