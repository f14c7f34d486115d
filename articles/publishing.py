"""The verb `publish`: freezes a revision of an article into an edition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.article_document import Standing
from articles.content import Content, merged, with_corrections
from articles.exposure import expose
from articles.freezing import Frozen, Plan, freeze, shown_things
from articles.gathering import gather
from articles.models import (
    Article,
    Edition,
    EditionStatus,
    Revision,
    Slug,
    TranslationGroup,
    WithdrawalKind,
)
from articles.publish_checks import publish_problems
from articles.slug_claims import claim_slugs
from articles.things import Gathered
from cms.access.models import User
from cms.changes.log import NewChange, append
from cms.http.problem import FieldError, NotFound, Refusal


class PublishRefused(Refusal):
    """The article must not go out as it is; `errors` names every reason with its field."""

    status = 422
    code = "publish_refused"
    title = "The article cannot be published"


class Order(NamedTuple):
    """What to publish: an article, one of its revisions (None: the newest), and whether readers are told.

    A minor publication leaves `updated_at` where it is.
    """

    article: UUID
    revision: int | None = None
    is_minor: bool = False


def publish(
    *,
    article: UUID,
    by: User | None,
    revision: int | None = None,
    is_minor: bool = False,
    at: datetime | None = None,
) -> Edition:
    """Publish an article, or one of its revisions, and return the new live edition.

    Raises `PublishRefused` with every reason at once, `NotFound` for an article or revision that is not there.
    """
    return publish_many(orders=[Order(article, revision, is_minor)], by=by, at=at)[0]


@transaction.atomic
def publish_many(
    *, orders: Sequence[Order], by: User | None, at: datetime | None = None
) -> list[Edition]:
    """Publish many articles in one transaction and a fixed number of statements; all of them or none."""
    at = at or timezone.now()
    articles = lock_articles([order.article for order in orders])
    revisions = _revisions(orders, articles)
    previous = standing_editions([order.article for order in orders])
    _refuse_killed(orders, previous)
    contents = [
        _content(articles[order.article], revisions[order.article], previous.get(order.article))
        for order in orders
    ]
    numbered = [order._replace(revision=revisions[order.article].number) for order in orders]
    return _publish(numbered, contents, previous, at)


@transaction.atomic
def publish_new(
    *,
    revisions: Sequence[Revision],
    at: datetime | None = None,
    namesakes: Mapping[UUID, int] | None = None,
) -> list[Edition]:
    """Publish articles by their first revisions, which this very transaction made: nothing of them is read again.

    For bulk doors; all of them or none, and everything else as `publish_many` does it. `namesakes` says of articles how
    many that are published by others at the same time have the same headline (`articles.slug_claims`).
    """
    orders = [Order(revision.article_id, revision.number) for revision in revisions]
    contents = [cast("Content", revision.content) for revision in revisions]
    return _publish(orders, contents, {}, at or timezone.now(), namesakes)


def _publish(
    orders: Sequence[Order],
    contents: Sequence[Content],
    previous: Mapping[UUID, Edition],
    at: datetime,
    namesakes: Mapping[UUID, int] | None = None,
) -> list[Edition]:
    """Check and publish contents; the orders name their revisions, and the articles are locked or our own."""
    _touch_groups([*contents, *(edition.content for edition in previous.values())])
    gathered = gather(contents)
    _refuse(contents, gathered, at)
    slugs = claim_slugs(
        wanted={
            order.article: (content, previous.get(order.article))
            for order, content in zip(orders, contents, strict=True)
        },
        at=at,
        namesakes=namesakes,
    )
    plans = [
        _plan(order, content, previous.get(order.article), slugs[order.article], at)
        for order, content in zip(orders, contents, strict=True)
    ]
    return finish(plans, gathered=gathered, at=at)


def finish(plans: Sequence[Plan], *, gathered: Gathered, at: datetime) -> list[Edition]:
    """Freeze the plans, adjust what else is public, and append the changes last."""
    before = shown_things(
        plan.previous.pk
        for plan in plans
        if plan.previous and plan.previous.status == EditionStatus.LIVE
    )
    frozen = freeze(plans, gathered=gathered, at=at)
    changes = expose(shown=_shown(frozen), dropped=before, at=at)
    append(changes=[*changes, *_with_aliases([one.change for one in frozen if one.change])])
    return [one.edition for one in frozen]


def _with_aliases(changes: Sequence[NewChange]) -> list[NewChange]:
    """Return the changes of articles with every address that each article ever had in public."""
    rows = Slug.objects.filter(
        article__in=[change.thing for change in changes], became_public_at__isnull=False
    )
    slugs: dict[UUID, list[str]] = {}
    for article, slug in rows.order_by("slug").values_list("article", "slug"):
        slugs.setdefault(article, []).append(slug)
    return [replace(change, aliases=slugs.get(change.thing, [])) for change in changes]


def lock_articles(ids: Collection[UUID]) -> dict[UUID, Article]:
    """Lock article rows, in the order of their ids; raises `NotFound` when one is missing."""
    rows = Article.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id")
    articles = {article.id: article for article in rows}
    if missing := set(ids) - set(articles):
        raise NotFound(f"There is no article {min(missing)}.")
    return articles


def standing_editions(ids: Collection[UUID]) -> dict[UUID, Edition]:
    """Return, for each article that ever was public, its live or withdrawn edition, without the documents."""
    columns = (
        "article", "revision", "number", "build", "status", "slug", "published_at", "first_published_at",
        "updated_at", "content", "etag", "withdrawal_kind",
    )  # fmt: skip
    rows = Edition.objects.standing().filter(article__in=ids).only(*columns)
    return {edition.article_id: edition for edition in rows}


def _revisions(orders: Sequence[Order], articles: dict[UUID, Article]) -> dict[UUID, Revision]:
    numbers = {
        order.article: order.revision or articles[order.article].revision for order in orders
    }
    rows = Revision.objects.filter(article__in=numbers, number__in=set(numbers.values()))
    found = {row.article_id: row for row in rows if row.number == numbers[row.article_id]}
    for article, number in numbers.items():
        if article not in found:
            raise NotFound(f"Article {article} has no revision {number}.")
    return found


def _touch_groups(contents: Sequence[Content]) -> None:
    """Make the live translations due: they name this article's headline and address."""
    groups = {content["translation_group"] for content in contents if content["translation_group"]}
    for group in sorted(groups):
        TranslationGroup.objects.filter(id=group).update(version=F("version") + 1)


def _refuse_killed(orders: Sequence[Order], previous: Mapping[UUID, Edition]) -> None:
    """Refuse what was killed, whoever asks: those who keep copies were told that it is gone for good."""
    problems = []
    for number, order in enumerate(orders):
        before = previous.get(order.article)
        if before and before.withdrawal_kind == WithdrawalKind.KILLED:
            field = f"{number}.article" if len(orders) > 1 else "article"
            problems.append(FieldError(field, "killed", _KILLED))
    if problems:
        raise PublishRefused(errors=problems)


_KILLED = "The article was killed and does not go out again: write another one."


def _refuse(contents: Sequence[Content], gathered: Gathered, now: datetime) -> None:
    problems: list[FieldError] = []
    for number, content in enumerate(contents):
        found = publish_problems(content, things=gathered.things, now=now)
        prefix = f"{number}." if len(contents) > 1 else ""
        problems += [FieldError(prefix + one.field, one.code, one.message) for one in found]
    if problems:
        raise PublishRefused(errors=problems)


def _content(article: Article, revision: Revision, previous: Edition | None) -> Content:
    """Return the content to publish; an earlier revision goes out with the corrections that are public since."""
    content: Content = revision.content
    if previous is None or revision.number == article.revision:
        return content
    corrections = with_corrections(content["corrections"], previous.content["corrections"])
    return merged(content, {"corrections": corrections})


def _plan(
    order: Order, content: Content, previous: Edition | None, slug: str, at: datetime
) -> Plan:
    moved = content["published_at"]
    published_at = (
        datetime.fromisoformat(moved) if moved else previous.published_at if previous else at
    )
    standing = Standing(
        article=str(order.article),
        slug=slug,
        number=previous.number + 1 if previous else 1,
        published_at=published_at,
        first_published_at=previous.first_published_at if previous else published_at,
        updated_at=_updated_at(order, previous, published_at, at),
    )
    was_live = previous is not None and previous.status == EditionStatus.LIVE
    return Plan(
        content=content,
        standing=standing,
        revision=order.revision or 0,
        build=previous.build + 1 if previous else 1,
        previous=previous,
        operation="updated" if was_live else "published",
    )


def _updated_at(
    order: Order, previous: Edition | None, published_at: datetime, at: datetime
) -> datetime:
    if previous is None:
        return published_at
    return previous.updated_at if order.is_minor else at


def _shown(frozen: Sequence[Frozen]) -> set[tuple[str, str]]:
    """Return (type, id) of everything that the new editions show or are listed under."""
    references = {key for one in frozen for key in one.placing.references if key[0] != "group"}
    return references | {("tag", tag) for one in frozen for tag in one.placing.tags}
