"""The verbs that write working copies; every deliberate save is a revision."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from articles import body
from articles.content import merged, whole, with_corrections
from articles.draft_contents import checked_contents, fresh_content
from articles.draft_ids import refuse_borrowed_ids, refuse_pin_to_itself
from articles.draft_locks import locked_article, refuse_stale
from articles.draft_rows import write_drafts
from articles.models import Article, Edition, Revision
from articles.revision_writing import record_first_revisions, record_revision, refuse_note
from articles.revisions import current_content
from articles.slug_claims import reserve_slugs
from cms.access.models import User
from cms.http.problem import NotFound, Refusal
from cms.uuid7 import uuid7


class WasPublic(Refusal):
    """An article that was public cannot be deleted; it can be withdrawn."""

    code = "was_public"
    title = "The article was public"


class Kept(Enum):
    """What stays as it is; None takes it away."""

    KEPT = "kept"


class Saved(NamedTuple):
    """The article, the revision that the save made, and what of the body was rewritten or left out."""

    article: Article
    revision: Revision
    report: tuple[body.Remark, ...]


def save_draft(
    *,
    changes: Mapping[str, Any],
    by: User | None,
    article: UUID | None = None,
    expected_revision: int | None = None,
    reason: str = "",
    is_autosave: bool = False,
    stage: str | None = None,
    responsible: User | Kept | None = Kept.KEPT,
    via: str = "",
) -> Saved:
    """Create a working copy (`article=None`) or change one; `changes` holds some of `articles.content.Content`.

    `via` names the API key that saves; empty: a person or a command does.
    Raises `DraftRefused` with every problem at once, `StaleRevision` when `expected_revision` is given and no longer
    the newest, `NotFound`, `SlugTaken`.
    """
    with transaction.atomic():
        row = locked_article(article) if article else Article(id=uuid7())
        refuse_stale(row, expected_revision)
        content = merged(current_content(row) if article else fresh_content(), changes)
        ((content, report),) = checked_contents([content])
        refuse_note(reason, stage)
        refuse_borrowed_ids([(row, content)])
        refuse_pin_to_itself(row, content)
        row.revision += 1
        row.stage = stage or row.stage
        row.responsible = row.responsible if isinstance(responsible, Kept) else responsible
        write_drafts([(row, content)], is_new=article is None)
        if content["slug"]:
            reserve_slugs({row.id: content["slug"]})
        revision = record_revision(
            row, content, by=by, reason=reason, is_autosave=is_autosave, via=via
        )
    return Saved(row, revision, report)


@transaction.atomic
def create_drafts(
    *,
    contents: Sequence[Mapping[str, Any]],
    by: User | None,
    reason: str = "",
    via: str = "",
    rows: Sequence[Article] | None = None,
) -> list[Article]:
    """Create many working copies in a fixed number of statements; all of them or none. For bulk doors.

    `rows` are unsaved articles, with ids and stages, for callers who need to know the ids before.
    """
    revisions = create_first_revisions(contents=contents, by=by, reason=reason, via=via, rows=rows)
    return [revision.article for revision in revisions]


@transaction.atomic
def create_first_revisions(
    *,
    contents: Sequence[Mapping[str, Any]],
    by: User | None,
    reason: str = "",
    via: str = "",
    rows: Sequence[Article] | None = None,
    are_names_free: bool = False,
) -> list[Revision]:
    """Create many working copies as `create_drafts` does, and return their first revisions.

    `are_names_free`: the caller has seen to it that nobody has these external ids or takes them meanwhile.
    """
    checked = checked_contents([merged(fresh_content(), changes) for changes in contents])
    articles = rows if rows is not None else [Article(id=uuid7()) for _content in contents]
    for row in articles:
        row.revision = 1
    pairs = [(row, content) for row, (content, _report) in zip(articles, checked, strict=True)]
    refuse_borrowed_ids(pairs)
    write_drafts(pairs, is_new=True, are_names_free=are_names_free)
    reserve_slugs({row.id: content["slug"] for row, content in pairs if content["slug"]})
    return record_first_revisions(pairs, by=by, reason=reason, via=via)


def restore_revision(*, article: UUID, number: int, by: User | None, via: str = "") -> Saved:
    """Make an earlier revision the newest again, as a new save; raises `NotFound`.

    Corrections are a record of what was wrong in public: those made since then stay.
    """
    with transaction.atomic():
        row = locked_article(article)
        revision = Revision.objects.filter(article=row, number=number).first()
        if revision is None:
            raise NotFound(f"The article has no revision {number}.")
        corrections = with_corrections(
            revision.content["corrections"], current_content(row)["corrections"]
        )
        return save_draft(
            article=article,
            changes=whole({**revision.content, "corrections": corrections}),
            by=by,
            reason=f"Restored from revision {number}.",
            via=via,
        )


def duplicate(*, article: UUID, by: User | None) -> Saved:
    """Make a new working copy with the same content, free of what is the first one's alone."""
    content = current_content(_existing(article))
    ids = {one["id"]: str(uuid7()) for one in content["citations"]}
    changes = merged(
        content,
        {
            "slug": "",
            "external_source": "",
            "external_id": "",
            "translation_group": None,
            "published_at": None,
            "corrections": [],
            "citations": [{**one, "id": ids[one["id"]]} for one in content["citations"]],
            "body": body.with_citations(content["body"], ids),
        },
    )
    return save_draft(changes=changes, by=by, reason=f"Duplicated from {article}.")


@transaction.atomic
def delete_draft(*, article: UUID) -> None:
    """Delete a working copy that never was public; raises `WasPublic` for any other, and `NotFound`."""
    row = locked_article(article)
    if Edition.objects.filter(article=row).exists():
        raise WasPublic(
            "This article was public: withdraw it instead, so that its address can say so."
        )
    row.delete()


def _existing(article: UUID) -> Article:
    row = Article.objects.filter(id=article).first()
    if row is None:
        raise NotFound(f"There is no article {article}.")
    return row
