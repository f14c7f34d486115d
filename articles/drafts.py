"""The verbs that write working copies; every deliberate save is a revision."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles import body
from articles.content import Content, empty_content, merged, with_corrections
from articles.draft_checks import draft_problems
from articles.draft_references import read_targets, reference_problems, resolved
from articles.draft_relations import write_relations
from articles.limits import refuse_beyond_now
from articles.models import Article, Citation, Correction, Edition, Revision, Stage
from articles.recent_bodies import cleaned
from articles.saves import saves_since
from articles.slug_claims import reserve_slugs
from cms.access.callers import Limits
from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal
from cms.http.texts import shown, text_problem
from cms.many_rows import insert_instances
from cms.uuid7 import uuid7

LONGEST_REASON = 200


class DraftRefused(Refusal):
    """The working copy cannot be stored as given; `errors` names everything that is wrong with it."""

    status = 400
    code = "draft_refused"
    title = "The draft was not saved"


class StaleRevision(Refusal):
    """Somebody saved the article since the caller read it."""

    status = 412
    code = "stale_revision"
    title = "The article has been saved since you opened it"


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
        row = _locked(article) if article else Article(id=uuid7())
        _refuse_stale(row, expected_revision)
        content = merged(current_content(row) if article else _fresh(), changes)
        ((content, report),) = _checked([content])
        _refuse([[*_note_problems(reason, stage)]])
        _refuse_borrowed_ids([(row, content)])
        row.revision += 1
        row.stage = stage or row.stage
        row.responsible = row.responsible if isinstance(responsible, Kept) else responsible
        _write([(row, content)], is_new=article is None)
        if content["slug"]:
            reserve_slugs({row.id: content["slug"]})
        revision = _record(row, content, by=by, reason=reason, is_autosave=is_autosave, via=via)
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
    checked = _checked([merged(_fresh(), changes) for changes in contents])
    articles = rows if rows is not None else [Article(id=uuid7()) for _content in contents]
    for row in articles:
        row.revision = 1
    pairs = [(row, content) for row, (content, _report) in zip(articles, checked, strict=True)]
    _refuse_borrowed_ids(pairs)
    _write(pairs, is_new=True, are_names_free=are_names_free)
    reserve_slugs({row.id: content["slug"] for row, content in pairs if content["slug"]})
    now = timezone.now()
    revisions = [
        Revision(
            article=row, number=1, content=content, author=by, made_at=now, reason=reason, via=via
        )
        for row, content in pairs
    ]
    insert_instances(revisions)
    return revisions


def restore_revision(*, article: UUID, number: int, by: User | None, via: str = "") -> Saved:
    """Make an earlier revision the newest again, as a new save; raises `NotFound`.

    Corrections are a record of what was wrong in public: those made since then stay.
    """
    with transaction.atomic():
        row = _locked(article)
        revision = Revision.objects.filter(article=row, number=number).first()
        if revision is None:
            raise NotFound(f"The article has no revision {number}.")
        corrections = with_corrections(
            revision.content["corrections"], current_content(row)["corrections"]
        )
        return save_draft(
            article=article,
            changes={**empty_content(), **revision.content, "corrections": corrections},
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
    row = _locked(article)
    if Edition.objects.filter(article=row).exists():
        raise WasPublic(
            "This article was public: withdraw it instead, so that its address can say so."
        )
    row.delete()


def current_content(article: Article) -> Content:
    """Return the content of an article's newest revision."""
    rows = Revision.objects.filter(article=article, number=article.revision)
    [content] = rows.values_list("content", flat=True)
    return cast("Content", {**empty_content(), **content})


def _fresh() -> Content:
    return merged(empty_content(), {"language": settings.LANGUAGE_CODE})


def _locked(article: UUID) -> Article:
    row = Article.objects.select_for_update(of=("self",)).filter(id=article).first()
    if row is None:
        raise NotFound(f"There is no article {article}.")
    return row


def _existing(article: UUID) -> Article:
    row = Article.objects.filter(id=article).first()
    if row is None:
        raise NotFound(f"There is no article {article}.")
    return row


def hold_revision(*, article: UUID, expected: int | None, limits: Limits | None = None) -> Article:
    """Lock an article and return it, still at the revision that the caller read (None: whichever it is).

    Raises `NotFound`, `BeyondLimit` where a key is limited to others, and only then `StaleRevision`, which says who
    saved what since. Call it inside a transaction.
    """
    row = _locked(article)
    if limits:
        refuse_beyond_now(limits, row)
    _refuse_stale(row, expected)
    return row


def _refuse_stale(row: Article, expected: int | None) -> None:
    if expected is None or expected == row.revision:
        return
    saves = saves_since(row, expected)
    newest = saves[0]
    raise StaleRevision(
        f"You opened revision {expected}; {newest.by} saved revision {row.revision} "
        f"at {newest.at:%Y-%m-%d %H:%M} UTC. Open the article again and repeat your change.",
        members={"current_revision": row.revision, "saves": [save.document() for save in saves]},
    )


def _note_problems(reason: str, stage: str | None) -> Iterator[FieldError]:
    if problem := text_problem("reason", reason, LONGEST_REASON):
        yield problem
    if stage is not None and stage not in Stage.values:
        message = f"stage: “{shown(stage)}” is not one of {', '.join(Stage.values)}."
        yield FieldError("stage", "unknown", message)


class _Checked(NamedTuple):
    """A content as it is to be stored, and what of its body was rewritten or left out."""

    content: Content
    report: tuple[body.Remark, ...]


def _checked(contents: Sequence[Content]) -> list[_Checked]:
    """Return the contents as they are to be stored, or raise `DraftRefused` with everything that is wrong."""
    clean = [_clean(content) for content in contents]
    _refuse([problems for _one, problems in clean])
    targets = read_targets([one.content for one, _problems in clean])
    ready = [one._replace(content=resolved(one.content, targets)) for one, _problems in clean]
    _refuse([reference_problems(one.content, targets) for one in ready])
    return ready


def _refuse(problems: Sequence[list[FieldError]]) -> None:
    """Raise `DraftRefused` if there are any problems; those of one content among several begin with its number."""
    numbers = range(len(problems)) if len(problems) != 1 else [""]
    errors = [
        FieldError(f"{number}.{one.field}" if number != "" else one.field, one.code, one.message)
        for number, some in zip(numbers, problems, strict=True)
        for one in some
    ]
    if errors:
        raise DraftRefused(errors=errors)


def _clean(content: Content) -> tuple[_Checked, list[FieldError]]:
    """Return a content with its body cleaned, and everything that is wrong with it by itself."""
    if problems := draft_problems(content, languages=settings.NEWSROOM_LANGUAGES):
        return _Checked(content, ()), problems
    try:
        clean = cleaned(content["body"])
    except body.BodyRefused as refusal:
        return _Checked(content, ()), [FieldError("body", "refused", str(refusal))]
    known = {one["id"] for one in content["citations"]}
    strange = [id_ for id_ in body.references(clean.html).citations if id_ not in known]
    problems = [
        FieldError(
            "body",
            "unknown_citation",
            f"The body marks a passage with the citation {id_}, which is not listed.",
        )
        for id_ in strange
    ]
    return _Checked(merged(content, {"body": clean.html}), tuple(clean.problems)), problems


def _refuse_taken(pairs: Sequence[tuple[Article, Content]]) -> None:
    """Refuse external ids that other articles have."""
    wanted = {
        (content["external_source"], content["external_id"]): row.id
        for row, content in pairs
        if content["external_id"]
    }
    if not wanted:
        return
    known = Article.objects.filter(external_id__in=[external_id for _source, external_id in wanted])
    for source, external_id, id_ in known.values_list("external_source", "external_id", "id"):
        if wanted.get((source, external_id), id_) != id_:
            message = f"external_id: the article {id_} is “{external_id}” of “{source}” already."
            raise DraftRefused(errors=[FieldError("external_id", "taken", message)])


def _refuse_borrowed_ids(pairs: Sequence[tuple[Article, Content]]) -> None:
    """Refuse citations and corrections whose ids belong to another article."""
    kept = {"citations": Citation, "corrections": Correction}
    own = {
        name: {one["id"]: row.id for row, content in pairs for one in _items(content, name)}
        for name in kept
    }
    taken = {
        str(id_)
        for name, model in kept.items()
        if own[name]
        for id_, article in model._default_manager.filter(id__in=own[name]).values_list(
            "id", "article"
        )
        if own[name][str(id_)] != article
    }
    message = "This id belongs to another article: give it one of its own."
    _refuse(
        [
            [
                FieldError(f"{name}.{number}.id", "taken", message)
                for name in kept
                for number, one in enumerate(_items(content, name))
                if one["id"] in taken
            ]
            for _row, content in pairs
        ]
    )


def _items(content: Content, name: str) -> list[dict[str, Any]]:
    fields: Mapping[str, Any] = content
    found: list[dict[str, Any]] = fields[name]
    return found


def _write(
    pairs: Sequence[tuple[Article, Content]], *, is_new: bool, are_names_free: bool = False
) -> None:
    if not are_names_free:
        _refuse_taken(pairs)
    for row, content in pairs:
        for name, value in _columns(content).items():
            setattr(row, name, value)
    if is_new:
        insert_instances([row for row, _content in pairs])
    else:
        for row, _content in pairs:
            row.save()
    write_relations(pairs, is_new=is_new)


_SAME_COLUMNS = (
    "kind", "language", "slug", "kicker", "headline", "list_headline", "standfirst", "byline", "body", "urgency",
    "ai_use", "seo_title", "seo_description", "canonical_url", "external_source", "external_id",
)  # fmt: skip


def _columns(content: Content) -> dict[str, Any]:
    """Return the columns of an article's row for a content."""
    fields = cast("Mapping[str, Any]", content)
    lead = content["lead_image"]
    return {name: fields[name] for name in _SAME_COLUMNS} | {
        "lead_image_id": lead and UUID(lead["image"]),
        "lead_image_alt": lead["alt"] if lead else "",
        "lead_image_caption": lead["caption"] if lead else "",
        "translation_group_id": content["translation_group"] and UUID(content["translation_group"]),
        "embargo_until": _moment(content["embargo_until"]),
        "published_at": _moment(content["published_at"]),
    }


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _record(
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
