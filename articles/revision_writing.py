"""The revision that every save leaves behind."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from articles.content import Content
from articles.draft_contents import refuse_draft
from articles.models import Article, Revision, Stage
from cms.access.models import User
from cms.http.problem import FieldError
from cms.http.texts import shown, text_problem
from cms.many_rows import insert_instances

LONGEST_REASON = 200


def record_revision(
    row: Article,
    content: Content,
    *,
    by: User | None,
    reason: str,
    is_autosave: bool,
    via: str,
) -> Revision:
    """Write the revision; the author's own open autosave is overwritten, anything else is kept."""
    values = {
        "number": row.revision, "content": content, "author": by, "made_at": timezone.now(), "reason": reason,
        "is_autosave": is_autosave, "via": via,
    }  # fmt: skip
    open_autosave = Revision.objects.filter(
        article=row, number=row.revision - 1, is_autosave=True, author=by, via=via, schedules=None
    ).first()
    if open_autosave is None:
        return Revision.objects.create(article=row, **values)
    for name, value in values.items():
        setattr(open_autosave, name, value)
    open_autosave.save()
    return open_autosave


def record_first_revisions(
    pairs: Sequence[tuple[Article, Content]], *, by: User | None, reason: str, via: str
) -> list[Revision]:
    """Write revision 1 of each new article, all in one statement."""
    now = timezone.now()
    revisions = [
        Revision(
            article=row, number=1, content=content, author=by, made_at=now, reason=reason, via=via
        )
        for row, content in pairs
    ]
    insert_instances(revisions)
    return revisions


def refuse_note(reason: str, stage: str | None) -> None:
    """Raise `DraftRefused` for a reason that is too long, or a stage that there is none of."""
    refuse_draft([[*_note_problems(reason, stage)]])


def _note_problems(reason: str, stage: str | None) -> Iterator[FieldError]:
    if problem := text_problem("reason", reason, LONGEST_REASON):
        yield problem
    if stage is not None and stage not in Stage.values:
        message = f"stage: “{shown(stage)}” is not one of {', '.join(Stage.values)}."
        yield FieldError("stage", "unknown", message)
