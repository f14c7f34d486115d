"""The verb `push_many`: takes over what an integrator sends of articles, known by the integrator's own ids.

The same content again changes nothing. What a person has edited since the last push is not overwritten unless the
sender asks for it: the push is held as a proposal (`articles.proposals`). Of many pushes one that is refused leaves
nothing behind and does not hinder the others.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db import IntegrityError, transaction

from articles.content import empty_content, merged
from articles.draft_checks import draft_problems
from articles.draft_contents import DraftRefused
from articles.inline_things import Pictures, claims_on, make_missing, outweighed, remarks_on
from articles.limits import heard_of, refuse_beyond
from articles.models import Article, WithdrawalKind
from articles.push_targets import There, pushed_before
from articles.push_writing import Item, Upsert, as_refusal, write, written
from articles.receipts import Pushed, Sender, form_problems, picture_addresses
from articles.referring import known_ids
from articles.saves import saves_since
from articles.submission import Pointer, Submission, compose
from articles.submission.decision import OnConflict, Step, completed, decide, digests
from cms.http.problem import FieldError, Refusal
from cms.http.texts import shown
from cms.locks import advisory_locks
from cms.uuid7 import uuid7


class Edited(Refusal):
    """A person has edited the article since the last push, and the sender asked to be refused then."""

    code = "edited_since"
    title = "A person has edited the article since your last push"


class Killed(Refusal):
    """The article was killed: nothing is added to what is gone for good, and nobody hears what is left of it."""

    status = 410
    code = "killed"
    title = "The article was killed"


class Withdrawn(Refusal):
    """The article was withdrawn, and the sender asked to be refused where somebody else has decided."""

    code = "withdrawn"
    title = "The article was withdrawn"


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
        raise as_refusal(error) from error
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
    claimed = outweighed([one for upsert in upserts for one in upsert.submission.inline], known)
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
            done[place] = as_refusal(error)
    done |= written(items, sender) if may_go_on else write(items, sender)
    return [_told(done[place], upsert, claimed) for place, upsert in enumerate(upserts)]


def _told(done: Pushed | Refusal, upsert: Upsert, claimed: frozenset[Pointer]) -> Pushed | Refusal:
    """Return what became of a push, with a warning where it describes an image against the word of its file."""
    if isinstance(done, Refusal) or not claimed:
        return done
    claims = claims_on(upsert.submission.inline, claimed)
    return done._replace(warnings=(*claims, *done.warnings))


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
        item.warnings += remarks_on(upsert.submission.inline, made, pictures)
        done = write([item], sender)
    known |= made
    return done


def _decided(
    place: int,
    upsert: Upsert,
    there: There | None,
    known: Mapping[Pointer, str],
    sender: Sender,
) -> Item:
    """Return what is to be done with a push; raises what refuses it."""
    row = there.row if there else Article(id=uuid7())
    before = there.content if there else None
    _refuse(_form_problems(upsert))
    own = {one: known[one] for one in upsert.submission.pointers if one in known}
    known = heard_of(own, sender.knows, before["pins"] if before else ())
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
    item = Item(place, upsert, there, row, content, changes, digests(named))
    item.warnings += composed.warnings
    if there:
        _decide(item, there)
    return item


def _decide(item: Item, there: There) -> None:
    _refuse_gone(item.upsert, there)
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


def _refuse_gone(upsert: Upsert, there: There) -> None:
    if there.withdrawal == WithdrawalKind.KILLED:
        raise Killed(
            "It is gone for good and takes no pushes: delete your copy, and push it no more."
        )
    if there.withdrawal and upsert.publish and upsert.on_conflict == OnConflict.REFUSE:
        raise Withdrawn(
            "It was taken back after it had been published. Push it with on_conflict=replace to publish it again."
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
