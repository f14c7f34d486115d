"""The verb `write_article`: creates or replaces a working copy from a document of the manage API."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.content import CONTENT_KEYS, Content, empty_content, merged
from articles.draft_checks import draft_problems
from articles.draft_contents import DraftRefused
from articles.draft_locks import hold_revision
from articles.drafts import create_drafts, save_draft
from articles.inline_things import Pictures, claims_on, make_missing, outweighed, remarks_on
from articles.limits import heard_of, refuse_beyond
from articles.models import Article
from articles.publish_warnings import content_warnings
from articles.publishing import publish
from articles.receipts import Outcome, Pushed, Sender, form_problems, picture_addresses
from articles.referring import known_ids
from articles.revisions import current_content
from articles.submission import Composed, Submission, Warned, compose
from cms.uuid7 import uuid7

REASON = "Written through the API."


@transaction.atomic
def write_article(
    *,
    submission: Submission,
    sender: Sender,
    pictures: Pictures,
    article: UUID | None = None,
    expected_revision: int | None = None,
    publishes: bool = False,
) -> Pushed:
    """Create an article (`article=None`), or put another content in place of its own; what is not named is empty.

    Raises `DraftRefused` with every problem at once, `StaleRevision`, `BeyondLimit`, `InlineRefused`, `NotFound`, and
    where it `publishes` what `publish` raises; nothing is written then.
    """
    row = (
        hold_revision(article=article, expected=expected_revision, limits=sender.limits)
        if article
        else None
    )
    before = current_content(row) if row else None
    own = row.id if row else uuid7()
    composed = _composed(submission, sender, pictures, own, before)
    content = merged(empty_content(), composed.changes)
    refuse_beyond(sender.limits, content)
    if row is None:
        pushed = _created(own, content, submission, sender)
    else:
        pushed = _replaced(row, before, content, submission, sender)
    edition = publish(article=own, by=None).number if publishes else None
    warnings = [*composed.warnings, *(_warned(content) if publishes else [])]
    return pushed._replace(edition=edition, warnings=tuple(warnings))


def _composed(
    submission: Submission,
    sender: Sender,
    pictures: Pictures,
    article: UUID,
    before: Content | None,
) -> Composed:
    if problems := form_problems(submission):
        raise DraftRefused(errors=problems)
    known = known_ids(submission.pointers)
    known = heard_of(known, sender.knows, before["pins"] if before else ())
    claims = claims_on(submission.inline, outweighed(submission.inline, known))
    made = make_missing(submission.inline, known, pictures=pictures, permits=sender.permits)
    known |= made
    addresses = picture_addresses(submission, known)
    composed = compose(submission, known, article=article, before=before, addresses=addresses)
    content = merged(empty_content(), composed.changes)
    problems = composed.problems or draft_problems(content, languages=settings.NEWSROOM_LANGUAGES)
    if problems:
        raise DraftRefused(errors=problems)
    remarks = remarks_on(submission.inline, made, pictures)
    return composed._replace(warnings=(*claims, *remarks, *composed.warnings))


def _created(own: UUID, content: Content, submission: Submission, sender: Sender) -> Pushed:
    row = Article(id=own, **({"stage": submission.stage} if submission.stage else {}))
    create_drafts(contents=[_plain(content)], rows=[row], by=None, via=sender.name, reason=REASON)
    return Pushed(own, 1, Outcome.CREATED)


def _replaced(
    row: Article, before: Content | None, content: Content, submission: Submission, sender: Sender
) -> Pushed:
    stage = submission.stage or row.stage
    if content == before and stage == row.stage:
        return Pushed(row.id, row.revision, Outcome.UNCHANGED)
    saved = save_draft(
        article=row.id,
        changes=_plain(content),
        stage=stage,
        by=None,
        via=sender.name,
        reason=REASON,
    )
    return Pushed(row.id, saved.revision.number, Outcome.UPDATED)


def _plain(content: Content) -> Mapping[str, Any]:
    values: Mapping[str, Any] = content
    return {name: values[name] for name in CONTENT_KEYS}


def _warned(content: Content) -> list[Warned]:
    found = content_warnings(content, now=timezone.now())
    return [Warned(said.field, said.code, said.message, "", 1) for said in found]
