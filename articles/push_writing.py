"""Writes pushes that are understood and decided on (`articles.pushing`): many at once, in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.content import Content
from articles.drafts import create_first_revisions, save_draft
from articles.models import Article, Edition, EditionStatus, Proposal, Stage
from articles.proposals import hold, note_pushes, withdraw_waiting
from articles.publish_warnings import content_warnings
from articles.publishing import Order, publish_many
from articles.push_targets import There
from articles.receipts import Outcome, Pushed, Sender
from articles.submission import Submission, Warned
from articles.submission.decision import OnConflict, Step
from cms.http.problem import Refusal

REASON = "Pushed through the API."


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
class Item:
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


def written(items: Sequence[Item], sender: Sender) -> dict[int, Pushed | Refusal]:
    """Write all items at once; where one is refused, all are taken back and each half is written by itself."""
    if not items:
        return {}
    try:
        with transaction.atomic():
            return write(items, sender)
    except (Refusal, IntegrityError) as error:
        if len(items) == 1:
            return {items[0].place: as_refusal(error)}
    half = len(items) // 2
    return written(items[:half], sender) | written(items[half:], sender)


def as_refusal(error: Refusal | IntegrityError) -> Refusal:
    """Return what a sender is told of either: two who stored the same at once know nothing of each other."""
    if isinstance(error, Refusal):
        return error
    return Collided("Somebody else stored a conflicting value at the same moment: push it again.")


def write(items: Sequence[Item], sender: Sender) -> dict[int, Pushed | Refusal]:
    """Write all items, in few statements, and return by place what became of each; raises the first refusal."""
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
            ends_proposal=bool(one.there and one.there.waiting),
        )
        for one in items
    }


def _create(new: Sequence[Item], sender: Sender) -> None:
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


def _change(item: Item, there: There, sender: Sender, proposals: dict[int, Proposal]) -> Outcome:
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


def _published(items: Sequence[Item], held: Mapping[int, Proposal]) -> dict[UUID, int]:
    """Publish what is to go out, and return the numbers of the editions."""
    wanted = [one for one in items if one.upsert.publish and one.place not in held]
    unchanged = [one.row.id for one in wanted if one.step is Step.NOTHING]
    public = _public_revisions(unchanged)
    orders = []
    for one in wanted:
        if one.there and one.there.withdrawal and one.upsert.on_conflict != OnConflict.REPLACE:
            one.warnings.append(_TAKEN_BACK)
        elif one.step is not Step.NOTHING:
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
_TAKEN_BACK = Warned(
    "then",
    "withdrawn",
    "It was not published: the article was withdrawn. Push it with on_conflict=replace to publish it again.",
    "",
    1,
)
