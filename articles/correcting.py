"""The verb `correct`: says in public what was wrong, without publishing anything else of the draft."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.content import Content, CorrectionContent, merged
from articles.drafts import save_draft
from articles.freezing import Plan, standing_of
from articles.gathering import gather
from articles.models import Edition, EditionStatus
from articles.publishing import finish, lock_articles, standing_editions
from articles.revisions import current_content
from cms.access.models import User
from cms.uuid7 import uuid7


@transaction.atomic
def correct(
    *,
    article: UUID,
    kind: str,
    text: str,
    by: User | None,
    at: datetime | None = None,
    via: str = "",
) -> Edition | None:
    """Add a correction, clarification or update to an article, and to its live edition at once.

    Returns the new live edition, or None for an article that is not public (the note goes out when it is). What else
    the draft holds is not published. Raises `DraftRefused` for a bad kind or an empty or overlong text, `NotFound`.
    """
    at = at or timezone.now()
    row = lock_articles([article])[article]
    was_newest = row.revision
    note: CorrectionContent = {"id": str(uuid7()), "kind": kind, "text": text, "at": at.isoformat()}
    draft = current_content(row)
    saved = save_draft(
        article=article,
        changes={"corrections": [*draft["corrections"], note]},
        by=by,
        reason="Added a note for readers.",
        via=via,
    )
    live = standing_editions([article]).get(article)
    if live is None or live.status != EditionStatus.LIVE:
        return None
    content: Content = merged(live.content, {"corrections": [*live.content["corrections"], note]})
    revision = saved.revision.number if live.revision == was_newest else live.revision
    [edition] = finish([_plan(live, content, revision, at)], gathered=gather([content]), at=at)
    return edition


def _plan(live: Edition, content: Content, revision: int, at: datetime) -> Plan:
    standing = standing_of(live)._replace(number=live.number + 1, updated_at=at)
    return Plan(content, standing, revision, live.build + 1, live, "updated")
