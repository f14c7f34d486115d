"""The verb `push_many`: takes over what an integrator sends of articles, known by the integrator's own ids.

The same content again changes nothing. What a person has edited since the last push is not overwritten unless the
sender asks for it: the push is held as a proposal (`articles.proposals`). Of many pushes one that is refused leaves
nothing behind and does not hinder the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.content import Content, empty_content, merged
from articles.draft_checks import draft_problems
from articles.drafts import DraftRefused, create_first_revisions, save_draft
from articles.inline_things import Pictures, make_missing
from articles.limits import refuse_beyond
from articles.models import Article, Edition, EditionStatus, Proposal, Stage
from articles.proposals import hold, note_pushes, withdraw_waiting
from articles.publish_warnings import content_warnings
from articles.publishing import Order, publish_many
from articles.push_targets import There, pushed_before
from articles.receipts import Outcome, Pushed, Sender, form_problems, picture_addresses
from articles.referring import known_ids
from articles.saves import saves_since
from articles.submission import Pointer, Submission, Warned, compose
from articles.submission.decision import OnConflict, Step, completed, decide, digests
from cms.http.problem import FieldError, Refusal
from cms.http.texts import shown
from cms.locks import advisory_locks
from cms.uuid7 import uuid7

REASON = "Pushed through the API."


class Edited(Refusal):
    """A person has edited the article since the last push, and the sender asked to be refused then."""

    code = "edited_since"
    title = "A person has edited the article since your last push"


class Collided(Refusal):
    """Somebody else stored a conflicting value at the same moment."""

    code = "conflict"
    title = "Somebody else stored a conflicting value"


@dataclass(frozen=True, slots=True)
class Upsert:
    """One push: what the integrator calls the article, what it says of it, and how it is to be taken over."""

    source: str
    external_id: str
    submission: Submission
    on_conflict: str = OnConflict.HOLD
    publish: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """The name that the article is known by."""
        return self.source, self.external_id


@dataclass(slots=True)
class _Item:
    """A push that is understood and decided on."""

    place: int
    upsert: Upsert
    there: There | None
    row: Article
    content: Content
    changes: dict[str, Any]
    said: dict[str, str]
    step: Step | None = None
    warnings: list[Warned] = field(default_factory=list)


def lock_names(names: Iterable[tuple[str, str]]) -> None:
    """Keep these external ids to ourselves until the transaction ends; before any other lock."""
    advisory_locks(f"external:{source}:{external_id}" for source, external_id in names)


def push(upsert: Upsert, *, sender: Sender, pictures: Pictures) -> Pushed:
    """Take over one push, or raise the refusal that says why not; the caller's transaction is then of no use."""
    try:
        # Without a savepoint: nobody goes on after a refusal, and it costs two round trips.
        with transaction.atomic(savepoint=False):
            [done] = push_many([upsert], sender=sender, pictures=pictures, may_go_on=False)
            if isinstance(done, Refusal):
                raise done
    except IntegrityError as error:
        raise _as_refusal(error) from error
    return done


def push_many(
    upserts: Sequence[Upsert], *, sender: Sender, pictures: Pictures, may_go_on: bool = True
) -> list[Pushed | Refusal]:
    """Take over pushes of different articles; return for each what became of it, or why it was refused.

    `pictures` are those that were fetched before (`articles.fetching_pictures`). Call it inside a transaction. Unless
    it `may_go_on`, a refusal while writing is raised and leaves a transaction that must be taken back.
    """
    lock_names([*(one.name for one in upserts), *_inline_names(upserts)])
    there = pushed_before([one.name for one in upserts])
    # What is compared with a stored article must speak of the same tags; a save follows merges by itself.
    pointers = [pointer for one in upserts for pointer in one.submission.pointers]
    known = known_ids(pointers, follows_merges=bool(there))
    done: dict[int, Pushed | Refusal] = {}
    items = []
    for place, upsert in enumerate(upserts):
        try:
            if _is_complete(upsert.submission, known):
                items.append(_decided(place, upsert, there.get(upsert.name), known, sender))
            else:
                done |= _pushed_alone(
                    place, upsert, there.get(upsert.name), known, sender, pictures
                )
        except (Refusal, IntegrityError) as error:
            done[place] = _as_refusal(error)
    done |= _written(items, sender) if may_go_on else _write(items, sender)
    return [done[place] for place in range(len(upserts))]


def _inline_names(upserts: Sequence[Upsert]) -> Iterable[tuple[str, str]]:
    for one in upserts:
        for inline in one.submission.inline:
            yield f"{inline.pointer.target}:{inline.pointer.source}", inline.pointer.external_id


def _is_complete(submission: Submission, known: Mapping[Pointer, str]) -> bool:
    return bool(submission.problems) or all(one.pointer in known for one in submission.inline)


def _pushed_alone(
    place: int,
    upsert: Upsert,
    there: There | None,
    known: dict[Pointer, str],
    sender: Sender,
    pictures: Pictures,
) -> dict[int, Pushed | Refusal]:
    """Take over a push together with the things that it describes: all of it or nothing."""
    with transaction.atomic():
        made = make_missing(
            upsert.submission.inline, known, pictures=pictures, permits=sender.permits
        )
        item = _decided(place, upsert, there, {**known, **made}, sender)
        done = _write([item], sender)
    known |= made
    return done


def _decided(
    place: int,
    upsert: Upsert,
    there: There | None,
    known: Mapping[Pointer, str],
    sender: Sender,
) -> _Item:
    """Return what is to be done with a push; raises what refuses it."""
    row = there.row if there else Article(id=uuid7())
    before = there.content if there else None
    _refuse(_form_problems(upsert))
    composed = compose(
        upsert.submission,
        known,
        article=row.id,
        before=before,
        addresses=picture_addresses(upsert.submission, known),
    )
    _refuse(composed.problems)
    named = composed.changes | {
        "external_source": upsert.source,
        "external_id": upsert.external_id,
    }
    changes = completed(named, there.said if there else {})
    content = merged(before or empty_content(), changes)
    for one in [content, *([before] if before else [])]:
        refuse_beyond(sender.limits, one)
    _refuse(draft_problems(content, languages=settings.NEWSROOM_LANGUAGES))
    item = _Item(place, upsert, there, row, content, changes, digests(named))
    item.warnings += composed.warnings
    if there:
        _decide(item, there)
    return item


def _decide(item: _Item, there: There) -> None:
    item.step, item.changes = decide(
        item.changes,
        said_before=there.said,
        current=there.content,
        is_edited=there.is_edited,
        on_conflict=item.upsert.on_conflict,
    )
    stage = item.upsert.submission.stage
    if item.step is Step.NOTHING and stage and stage != there.row.stage:
        item.step = Step.UPDATE
    if item.step is Step.REFUSE:
        saves = saves_since(there.row, there.pushed_revision)
        raise Edited(
            f"{saves[0].by} saved the article after your last push. Push with on_conflict=hold, so that an editor "
            "decides, or with on_conflict=replace.",
            members={
                "current_revision": there.row.revision,
                "saves": [save.document() for save in saves],
            },
        )


def _form_problems(upsert: Upsert) -> list[FieldError]:
    problems = form_problems(upsert.submission)
    for name, value in zip(("external_source", "external_id"), upsert.name, strict=True):
        if upsert.submission.fields.get(name, value) != value:
            message = f"{name}: the address says “{shown(value)}”: leave it out, or write the same."
            problems.append(FieldError(name, "differs", message))
    return problems


def _refuse(problems: Sequence[FieldError]) -> None:
    if problems:
        raise DraftRefused(errors=problems)


def _written(items: Sequence[_Item], sender: Sender) -> dict[int, Pushed | Refusal]:
    """Write all items at once; where one is refused, all are taken back and each half is written by itself."""
    if not items:
        return {}
    try:
        with transaction.atomic():
            return _write(items, sender)
    except (Refusal, IntegrityError) as error:
        if len(items) == 1:
            return {items[0].place: _as_refusal(error)}
    half = len(items) // 2
    return _written(items[:half], sender) | _written(items[half:], sender)


def _as_refusal(error: Refusal | IntegrityError) -> Refusal:
    if isinstance(error, Refusal):
        return error
    return Collided("Somebody else stored a conflicting value at the same moment: push it again.")


def _write(items: Sequence[_Item], sender: Sender) -> dict[int, Pushed | Refusal]:
    new = [one for one in items if one.there is None]
    if new:
        _create(new, sender)
    outcomes = {one.place: Outcome.CREATED for one in new}
    proposals: dict[int, Proposal] = {}
    for one in items:
        if one.there is not None:
            outcomes[one.place] = _change(one, one.there, sender, proposals)
    note_pushes(
        {one.row.id: (one.row.revision, one.said) for one in items if one.place not in proposals},
        before={one.row.id: one.there for one in items if one.there},
    )
    numbers = _published(items, proposals)
    return {
        one.place: Pushed(
            one.row.id,
            one.row.revision,
            outcomes[one.place],
            tuple(one.warnings),
            proposals[one.place].id if one.place in proposals else None,
            numbers.get(one.row.id),
        )
        for one in items
    }


def _create(new: Sequence[_Item], sender: Sender) -> None:
    for one in new:
        one.row.stage = one.upsert.submission.stage or Stage.DRAFT
    create_first_revisions(
        contents=[one.changes for one in new],
        rows=[one.row for one in new],
        by=None,
        via=sender.name,
        reason=REASON,
        are_names_free=True,
    )


def _change(item: _Item, there: There, sender: Sender, proposals: dict[int, Proposal]) -> Outcome:
    """Do what was decided with an article that is there."""
    if item.step is Step.HOLD:
        proposals[item.place] = hold(
            there,
            changes=item.changes,
            said=item.said,
            via=sender.name,
            wants_publication=item.upsert.publish,
        )
        return Outcome.HELD
    withdraw_waiting(there)
    if item.step is Step.NOTHING:
        return Outcome.UNCHANGED
    saved = save_draft(
        article=item.row.id,
        changes=item.changes,
        stage=item.upsert.submission.stage,
        by=None,
        via=sender.name,
        reason=REASON,
    )
    item.row = saved.article
    return Outcome.UPDATED


def _published(items: Sequence[_Item], held: Mapping[int, Proposal]) -> dict[UUID, int]:
    """Publish what is to go out, and return the numbers of the editions."""
    wanted = [one for one in items if one.upsert.publish and one.place not in held]
    unchanged = [one.row.id for one in wanted if one.step is Step.NOTHING]
    public = _public_revisions(unchanged)
    orders = []
    for one in wanted:
        if one.step is not Step.NOTHING:
            orders.append(Order(one.row.id))
        elif one.there and one.there.is_edited and public.get(one.row.id) != one.row.revision:
            one.warnings.append(_NOT_PUBLISHED)
        elif public.get(one.row.id) != one.row.revision:
            orders.append(Order(one.row.id))
    if not orders:
        return {}
    editions = publish_many(orders=orders, by=None)
    numbers = {edition.article_id: edition.number for edition in editions}
    now = timezone.now()
    for one in wanted:
        if one.row.id in numbers:
            found = content_warnings(one.content, now=now)
            one.warnings += [Warned(said.field, said.code, said.message, "", 1) for said in found]
    return numbers


def _public_revisions(articles: Sequence[UUID]) -> dict[UUID, int]:
    rows = Edition.objects.filter(article__in=articles, status=EditionStatus.LIVE)
    return dict(rows.values_list("article", "revision")) if articles else {}


_NOT_PUBLISHED = Warned(
    "then",
    "edited_since",
    "It was not published: a person has edited the article since your last push. An editor publishes it.",
    "",
    1,
)
