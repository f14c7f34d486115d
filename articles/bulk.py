"""The verb `run_bulk`: many operations of an integrator in one transaction.

Each is done or refused by itself and leaves nothing behind when it is refused; or all of them are done or none.
Pushes that follow each other are written together, in a fixed number of statements for a hundred of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from articles.authoring import write_article
from articles.draft_locks import hold_revision
from articles.drafts import delete_draft
from articles.inline_things import Pictures
from articles.publishing import publish
from articles.push_writing import Collided, Upsert
from articles.pushing import lock_names, push_many
from articles.receipts import Outcome, Pushed, Sender
from articles.referring import known_ids
from articles.submission import Pointer, Submission
from articles.withdrawing import withdraw
from cms.http.problem import FieldError, NotFound, Refusal

TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Write:
    """Create an article from a document (`target=None`), or put it in place of one's content."""

    submission: Submission
    target: Pointer | None = None
    expected_revision: int | None = None
    publishes: bool = False


@dataclass(frozen=True, slots=True)
class Publish:
    """Publish an article's newest revision, or another one."""

    target: Pointer
    revision: int | None = None
    is_minor: bool = False
    expected_revision: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a live article back."""

    target: Pointer
    kind: str = "withdrawn"
    reason: str = ""
    expected_revision: int | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a working copy that never was public."""

    target: Pointer
    expected_revision: int | None = None


Operation = Upsert | Write | Publish | Withdraw | Delete
Result = Pushed | Refusal


class BulkRefused(Refusal):
    """All operations were to be done or none, and some cannot be done."""

    status = 422
    code = "bulk_refused"
    title = "None of the operations was done"


class Bulk(NamedTuple):
    """Operations, or in the place of one the refusal of its form; who sends them, and the fetched pictures."""

    operations: Sequence[Operation | Refusal]
    sender: Sender
    pictures: Pictures
    is_atomic: bool = False


def run_bulk(bulk: Bulk) -> list[Result]:
    """Do the operations in their order and return what became of each.

    Raises `BulkRefused`, which names every operation at fault by its number, where all are to be done or none.
    """
    with transaction.atomic():
        upserts = [one for one in bulk.operations if isinstance(one, Upsert)]
        lock_names(one.name for one in upserts)
        done: list[Result] = []
        for run in _runs(bulk.operations):
            done += _done(run, bulk)
        errors = [*_errors(done)]
        if bulk.is_atomic and errors:
            raise BulkRefused(errors=errors)
    return done


def _runs(operations: Sequence[Operation | Refusal]) -> list[list[Operation | Refusal]]:
    """Return the operations in runs: pushes of different articles that follow each other, or one of another sort."""
    runs: list[list[Operation | Refusal]] = []
    names: set[tuple[str, str]] = set()
    for one in operations:
        joins = isinstance(one, Upsert) and bool(names) and one.name not in names
        if joins and len(names) < TOGETHER:
            runs[-1].append(one)
        else:
            runs.append([one])
            names = set()
        if isinstance(one, Upsert):
            names.add(one.name)
    return runs


def _done(run: Sequence[Operation | Refusal], bulk: Bulk) -> list[Result]:
    upserts = [one for one in run if isinstance(one, Upsert)]
    if upserts:
        return [*push_many(upserts, sender=bulk.sender, pictures=bulk.pictures)]
    [one] = run
    if isinstance(one, Refusal):
        return [one]
    try:
        with transaction.atomic():
            return [_act(one, bulk)]
    except Refusal as refusal:
        return [refusal]
    except IntegrityError:
        return [Collided("Somebody else stored a conflicting value: send it again.")]


def _act(one: Operation, bulk: Bulk) -> Pushed:
    if isinstance(one, Write):
        return write_article(
            submission=one.submission,
            sender=bulk.sender,
            pictures=bulk.pictures,
            article=_article(one.target, bulk.sender) if one.target else None,
            expected_revision=one.expected_revision,
            publishes=one.publishes,
        )
    if isinstance(one, Upsert):
        raise TypeError("Pushes are written together.")
    article = _article(one.target, bulk.sender)
    row = hold_revision(article=article, expected=one.expected_revision, limits=bulk.sender.limits)
    number = _VERBS[type(one)](article, one)
    return Pushed(article, row.revision, _OUTCOMES.get(type(one), Outcome.UPDATED), edition=number)


def _publish(article: UUID, one: Publish) -> int:
    edition = publish(article=article, by=None, revision=one.revision, is_minor=one.is_minor)
    return edition.number


def _withdraw(article: UUID, one: Withdraw) -> int:
    return withdraw(article=article, by=None, kind=one.kind, reason=one.reason).number


def _delete(article: UUID, _one: Delete) -> None:
    delete_draft(article=article)


_VERBS: dict[type, Callable[..., int | None]] = {
    Publish: _publish,
    Withdraw: _withdraw,
    Delete: _delete,
}
_OUTCOMES: dict[type, Outcome] = {Delete: Outcome.DELETED}


def _article(target: Pointer, sender: Sender) -> UUID:
    found = known_ids([target]).get(target)
    if found is None or not sender.knows([UUID(found)]):
        raise NotFound(f"There is no article “{target}”.")
    return UUID(found)


def _errors(done: Sequence[Result]) -> list[FieldError]:
    return [
        FieldError(f"operations.{place}.{one.field}".rstrip("."), one.code, one.message)
        for place, refusal in enumerate(done)
        if isinstance(refusal, Refusal)
        for one in refusal.errors or (FieldError("", refusal.code, refusal.detail),)
    ]
