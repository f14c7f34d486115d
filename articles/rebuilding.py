"""Rebuilds live documents from their frozen content when something that they show has changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.addresses import current_addresses
from articles.documents import Standing
from articles.exposure import ExposureMoved, rebuild_things
from articles.freezing import Plan
from articles.gathering import gather
from articles.models import (
    Edition,
    EditionStatus,
    PublicThing,
    Reference,
    Source,
    Tag,
    TranslationGroup,
)
from articles.publishing import finish, lock_articles, standing_editions
from cms.changes.log import append
from cms.versioned import Versioned
from media.models import Image

BATCH = 50
Thing = tuple[str, str]
_MODELS: dict[str, type[Versioned]] = {
    "image": Image, "tag": Tag, "source": Source, "group": TranslationGroup,
}  # fmt: skip


def rebuild_due() -> int:
    """Rebuild everything that is due and return how many documents were looked at."""
    return sum(_spread(kind, model) for kind, model in _MODELS.items()) + rebuild_outdated()


def rebuild_outdated() -> int:
    """Rebuild what was built for other addresses or with an older document format."""
    recipe = current_addresses().recipe
    editions = (
        Edition.objects.live()
        .exclude(recipe=recipe)
        .order_by("article")
        .values_list("article", flat=True)
    )
    count = 0
    while articles := list(editions[:BATCH]):
        rebuild_articles(articles=articles)
        count += len(articles)
    things = PublicThing.objects.public().exclude(recipe=recipe).values_list("type", "thing")
    while some := [(type_, str(thing)) for type_, thing in things[:BATCH]]:
        _rebuild_things(some)
        count += len(some)
    return count


def rebuild_articles(*, articles: Sequence[UUID], at: datetime | None = None) -> list[Edition]:
    """Build the live documents of articles again from their frozen content; nothing of a draft comes along.

    An edition whose bytes come out the same stays and only has its references and index rows renewed.
    """
    for _attempt in range(2):
        try:
            return _rebuild_articles(articles, at or timezone.now())
        except ExposureMoved:
            continue
    return _rebuild_articles(articles, at or timezone.now())


@transaction.atomic
def _rebuild_articles(articles: Sequence[UUID], at: datetime) -> list[Edition]:
    lock_articles(articles)
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
    standing = Standing(
        article=str(live.article_id),
        slug=live.slug,
        number=live.number,
        published_at=live.published_at,
        first_published_at=live.first_published_at,
        updated_at=live.updated_at,
    )
    return Plan(
        live.content, standing, live.revision, live.build + 1, live, "updated", only_if_changed=True
    )


def _spread(kind: str, model: type[Versioned]) -> int:
    """Bring the newest version of every changed thing of one kind to all documents that show it."""
    seen = dict(model.objects.unspread().values_list("pk", "version"))
    if not seen:
        return 0
    count = _rebuild_things(_with_those_that_show(kind, seen)) if kind != "group" else 0
    due = Reference.objects.filter(_stale(kind, seen)).order_by("edition__article")
    articles = due.values_list("edition__article", flat=True).distinct()
    while batch := list(articles[:BATCH]):
        rebuild_articles(articles=batch)
        count += len(batch)
    for thing, version in seen.items():
        rows = model.objects.filter(pk=thing, version=version)
        rows.update(spread_version=version)
    return count


def _stale(kind: str, seen: dict[UUID, int]) -> Q:
    """Return the condition for references that name an older version than the one seen."""
    condition = Q(pk__in=[])
    for thing, version in seen.items():
        condition |= Q(kind=kind, thing=thing, version__lt=version)
    return condition


def _with_those_that_show(kind: str, ids: Iterable[UUID]) -> list[Thing]:
    """Return the things themselves and the tags whose own page shows them (as parent or image)."""
    shown_by: list[UUID] = []
    if kind == "tag":
        shown_by = list(Tag.objects.filter(parent__in=ids).values_list("id", flat=True))
    if kind == "image":
        shown_by = list(Tag.objects.filter(image__in=ids).values_list("id", flat=True))
    return [*((kind, str(id_)) for id_ in ids), *(("tag", str(id_)) for id_ in shown_by)]


@transaction.atomic
def _rebuild_things(things: Sequence[Thing]) -> int:
    append(changes=rebuild_things(things, at=timezone.now()))
    return len(things)
