"""The verbs for pushes that met a person's edits: hold, and then accept or reject, field by field."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.content import Content
from articles.draft_locks import hold_revision
from articles.drafts import Saved, save_draft
from articles.models import Proposal, ProposalState, Push
from articles.push_targets import There
from articles.revisions import current_content
from articles.submission.decision import Said, digests
from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal
from cms.http.texts import shown
from cms.many_rows import insert_rows


class ProposalRefused(Refusal):
    """The proposal cannot be decided on like this."""

    code = "proposal_refused"
    title = "Nothing was decided"


def accept_proposal(
    *,
    proposal: UUID,
    by: User | None,
    fields: Collection[str] | None = None,
    expected_revision: int | None = None,
) -> Saved | None:
    """Take over what an integrator proposes (all of it, or some `fields`) and reject the rest, in one save.

    Returns the save, or None when nothing was accepted. Raises `ProposalRefused` for one that is decided on already or
    a field that it does not propose, `StaleRevision`, `NotFound`, and what `save_draft` raises.
    """
    with transaction.atomic():
        row = _waiting(proposal, expected_revision)
        chosen = {*row.changes} if fields is None else {*fields}
        _refuse_strange(chosen - row.changes.keys())
        saved = None
        if chosen:
            saved = save_draft(
                article=row.article_id,
                changes={name: row.changes[name] for name in chosen},
                by=by,
                reason=f"Accepted from a push by {row.via}."[:200],
            )
        row.state, row.accepted = ProposalState.DECIDED, sorted(chosen)
        row.decided_at, row.decided_by = timezone.now(), by
        row.save(update_fields=["state", "accepted", "decided_at", "decided_by"])
        _note_decided(row)
    return saved


def reject_proposal(
    *, proposal: UUID, by: User | None, expected_revision: int | None = None
) -> None:
    """Leave the article as it is; the same push will not be proposed again. Raises as `accept_proposal` does."""
    accept_proposal(proposal=proposal, by=by, fields=(), expected_revision=expected_revision)


def hold(
    there: There, *, changes: Mapping[str, Any], said: Said, via: str, wants_publication: bool
) -> Proposal:
    """Keep a push for an editor, in place of an earlier one that still waits; the same one is kept once."""
    waiting = there.waiting
    if waiting and waiting.said == said and waiting.wants_publication == wants_publication:
        return waiting
    withdraw_waiting(there)
    return Proposal.objects.create(
        article=there.row,
        changes=dict(changes),
        said=dict(said),
        via=via,
        made_at=timezone.now(),
        wants_publication=wants_publication,
    )


def withdraw_waiting(there: There) -> None:
    """Take back what waits for an editor: the sender has pushed something else."""
    if there.waiting:
        Proposal.objects.filter(pk=there.waiting.pk).update(state=ProposalState.REPLACED)


def note_pushes(
    pushed: Mapping[UUID, tuple[int, Said]], *, before: Mapping[UUID, There | None]
) -> None:
    """Remember what was pushed last: by article, its revision after it and what was said.

    A push that changed nothing though a person had edited in between leaves that edit a person's.
    """
    now = timezone.now()
    new, rows = [], []
    for article, (revision, said) in pushed.items():
        there = before.get(article)
        if there is None:
            new.append((article, revision, said, now))
            continue
        kept = there.is_edited and revision == there.row.revision
        number = there.pushed_revision if kept else revision
        if (there.pushed_revision, there.said) != (number, said):
            rows.append(Push(article_id=article, revision=number, said=said, at=now))
    insert_rows(Push, ("article_id", "revision", "said", "at"), new)
    if rows:
        _overwrite(rows)


def _overwrite(notes: Sequence[Push]) -> None:
    """Write what was pushed last of articles, in place of what was noted before."""
    Push.objects.bulk_create(
        notes,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["revision", "said", "at"],
    )


def _waiting(proposal: UUID, expected: int | None) -> Proposal:
    """Lock the article, then return the proposal if it still waits."""
    found = Proposal.objects.filter(id=proposal).first()
    if found is None:
        raise NotFound(f"There is no proposal {proposal}.")
    hold_revision(article=found.article_id, expected=None)
    row = Proposal.objects.select_related("article").get(id=proposal)
    if row.state != ProposalState.WAITING:
        raise ProposalRefused(
            "This push was decided on already, or a later one took its place: open the article again."
        )
    # Only now: the decision itself has made a revision, and is what the caller must hear of.
    hold_revision(article=found.article_id, expected=expected)
    return row


def _refuse_strange(names: Collection[str]) -> None:
    if names:
        raise ProposalRefused(
            errors=[
                FieldError(
                    shown(name), "not_proposed", f"{shown(name)}: the push does not propose it."
                )
                for name in sorted(names)
            ]
        )


def _note_decided(row: Proposal) -> None:
    """Remember the push as decided on; from then on only what is new in the next one is held."""
    row.article.refresh_from_db(fields=["revision"])
    content: Content = current_content(row.article)
    here = digests(cast("Mapping[str, Any]", content))
    agrees = all(here.get(name) == digest for name, digest in row.said.items())
    before = Push.objects.filter(article=row.article_id).first()
    number = row.article.revision if agrees else before.revision if before else 0
    _overwrite([Push(article_id=row.article_id, revision=number, said=row.said, at=timezone.now())])
