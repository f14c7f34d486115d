"""Rebuilds live documents from their frozen content when something that they show has changed.

Several workers may do this at once: each passes by what another one has locked. What cannot be rebuilt is put off
(`articles.rebuild_failures`) and holds up nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.addresses import current_addresses
from articles.exposure import rebuild_things
from articles.freezing import Plan, standing_of
from articles.gathering import gather
from articles.models import (
    Article,
    Edition,
    EditionStatus,
    PublicThing,
    Reference,
    Source,
    Tag,
    TranslationGroup,
)
from articles.models.edition import EditionQuerySet
from articles.publishing import finish, lock_articles, standing_editions
from articles.rebuild_failures import forget, put_off, remember
from cms.changes.log import append
from media.models import Image

BATCH = 50
# Ids are read by the thousand: to find what is due looks at an index of all that is.
_LOOK_AHEAD = 2000
Thing = tuple[str, UUID]
Model = type[Image] | type[Tag] | type[Source] | type[TranslationGroup]
_MODELS: dict[str, Model] = {
    "image": Image, "tag": Tag, "source": Source, "group": TranslationGroup,
}  # fmt: skip


class StillStaleError(Exception):
    """A rebuild went through, and the document still shows what it should not: a defect of ours."""


def rebuild_due() -> int:
    """Rebuild everything that is due and return how many documents were looked at, each at most once for a reason."""
    return sum(_spread(kind, model) for kind, model in _MODELS.items()) + rebuild_outdated()


def rebuild_outdated() -> int:
    """Rebuild what was built for other addresses or with an older document format."""
    recipe = current_addresses().recipe
    count = _rebuild_editions(Edition.objects.live().exclude(recipe=recipe))
    things = PublicThing.objects.public().exclude(recipe=recipe).values_list("type", "thing")
    return count + _rebuild_things([*things])


def rebuild_articles(*, articles: Sequence[UUID], at: datetime | None = None) -> list[Edition]:
    """Build the live documents of articles again from their frozen content; nothing of a draft comes along.

    An edition whose bytes come out the same stays and only has its references and index rows renewed.
    """
    with transaction.atomic():
        lock_articles(articles)
        return _build_again(articles, at or timezone.now())


def _build_again(articles: Sequence[UUID], at: datetime) -> list[Edition]:
    live = [one for one in standing_editions(articles).values() if one.status == EditionStatus.LIVE]
    if not live:
        return []
    gathered = gather([edition.content for edition in live])
    editions = finish([_plan(edition) for edition in live], gathered=gathered, at=at)
    Edition.objects.filter(pk__in=[one.pk for one in editions]).update(
        recipe=current_addresses().recipe
    )
    return editions


def _plan(live: Edition) -> Plan:
    standing = standing_of(live)
    return Plan(
        live.content, standing, live.revision, live.build + 1, live, "updated", only_if_changed=True
    )


# --- What is due ---


def _spread(kind: str, model: Model) -> int:
    """Bring the newest version of every changed thing of one kind to all documents that show it."""
    versions = dict(model.objects.unspread().order_by("pk").values_list("pk", "version"))
    count = 0
    waiting = iter(versions.items())
    while seen := dict(islice(waiting, BATCH)):
        if kind != "group":
            count += _rebuild_things(_with_those_that_show(kind, [*seen]))
        showing = Reference.objects.filter(_stale(kind, seen)).values("edition")
        count += _rebuild_editions(Edition.objects.live().filter(pk__in=showing))
        _note_spread(kind, model, seen)
    return count


def _stale(kind: str, seen: dict[UUID, int]) -> Q:
    """Return the condition for references that name an older version than the one seen."""
    condition = Q(pk__in=[])
    for thing, version in seen.items():
        condition |= Q(kind=kind, thing=thing, version__lt=version)
    return condition


def _with_those_that_show(kind: str, ids: Sequence[UUID]) -> list[Thing]:
    """Return the things themselves and the tags whose own page shows them (as parent or image)."""
    shown_by = Tag.objects.none()
    if kind == "tag":
        shown_by = Tag.objects.filter(parent__in=ids)
    if kind == "image":
        shown_by = Tag.objects.filter(image__in=ids)
    things = [(kind, id_) for id_ in ids]
    return [*things, *(("tag", id_) for id_ in shown_by.values_list("id", flat=True))]


def _note_spread(kind: str, model: Model, seen: dict[UUID, int]) -> None:
    """Note which things are up to date everywhere; what failed, or another worker has in hand, is not yet."""
    stale = Reference.objects.filter(_stale(kind, seen)).values_list("thing", flat=True).distinct()
    remaining = {*stale, *put_off()}
    for thing, version in seen.items():
        if thing not in remaining:
            model.objects.filter(pk=thing, version=version).update(spread_version=version)


# --- One batch after another, whatever becomes of the one before ---


def _rebuild_editions(due: EditionQuerySet) -> int:
    """Rebuild the articles of the editions that are due, each at most once, and return how many there were."""

    def build(articles: Sequence[Thing]) -> int:
        return _build_if_due([id_ for _kind, id_ in articles], due)

    return sum(_attempt(batch, build) for batch in _batches_of_articles(due))


def _rebuild_things(things: Sequence[Thing]) -> int:
    later = put_off()
    ready = iter([thing for thing in things if thing[1] not in later])
    count = 0
    while batch := list(islice(ready, BATCH)):
        count += _attempt(batch, _build_things_again)
    return count


def _attempt(batch: Sequence[Thing], build: Callable[[Sequence[Thing]], int]) -> int:
    """Build a batch; if that fails, each by itself, so that the one at fault is found and put off alone."""
    try:
        return build(batch)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not hold up the others
        if len(batch) == 1:
            remember(*batch[0], error)
            return 0
    return sum(_attempt([one], build) for one in batch)


def _batches_of_articles(due: EditionQuerySet) -> Iterator[list[Thing]]:
    """Yield the articles of the editions in their order, each once, even one that stays due."""
    later = put_off()
    rows = due.order_by("article").values_list("article", flat=True)
    ahead = list(rows[:_LOOK_AHEAD])
    while ahead:
        ready = iter([("article", id_) for id_ in ahead if id_ not in later])
        while batch := list(islice(ready, BATCH)):
            yield batch
        ahead = list(rows.filter(article__gt=ahead[-1])[:_LOOK_AHEAD])


@transaction.atomic
def _build_if_due(articles: Sequence[UUID], due: EditionQuerySet) -> int:
    rows = Article.objects.select_for_update(of=("self",), skip_locked=True)
    locked = list(rows.filter(id__in=articles).order_by("id").values_list("id", flat=True))
    # Another worker may have been faster before we had the locks.
    still = due.filter(article__in=locked)
    ids = list(still.values_list("article", flat=True))
    _build_again(ids, timezone.now())
    if stuck := still.count():
        raise StillStaleError(f"{stuck} of {len(ids)} documents are due after their rebuild too.")
    forget(ids)
    return len(ids)


@transaction.atomic
def _build_things_again(things: Sequence[Thing]) -> int:
    pairs = [(kind, str(thing)) for kind, thing in things]
    changes = rebuild_things(pairs, at=timezone.now())
    forget([thing for _kind, thing in things])
    append(changes=changes)
    return len(things)
