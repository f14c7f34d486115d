"""Where images are used: working copies, what is live, what is planned, tags, the newsroom itself."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from articles import body
from articles.content import Content, thing_ids
from articles.models import (
    Article,
    ArticleImage,
    Edition,
    Newsroom,
    Reference,
    ReferenceKind,
    Schedule,
    ScheduledVerb,
    Tag,
)
from articles.visibility import is_working_copy_of
from cms.access.callers import Caller


class LiveUse(NamedTuple):
    """A live edition that shows an image, by the headline that readers see."""

    headline: str
    slug: str


class ImageUses(NamedTuple):
    """Everything that uses an image; a withdrawn article's edition uses nothing.

    `hidden` is how many working copies use it that the caller does not see.
    """

    drafts: list[Article]
    live: list[LiveUse]
    planned: list[Schedule]
    tags: list[Tag]
    is_logo: bool
    hidden: int

    @property
    def is_any(self) -> bool:
        """Say whether anything uses it."""
        return any(self)


def image_uses(image: UUID, *, caller: Caller | None = None) -> ImageUses:
    """Return everything that uses an image, the newest first; a caller is not told of what they do not see.

    A fixed number of queries.
    """
    using = Article.objects.filter(image_uses__image=image)
    planned = [one for one in _planned() if shows(one.revision.content, image)]
    articles = {*using.values_list("id", flat=True), *(one.article_id for one in planned)}
    seen = Article.objects.filter(id__in=articles)
    if caller:
        seen = seen.filter(is_working_copy_of(caller))
    ids = set(seen.values_list("id", flat=True))
    drafts = using.filter(id__in=ids).only("headline", "saved_at").order_by("-saved_at")
    return ImageUses(
        drafts=list(drafts),
        live=[LiveUse(*values) for values in _live(image)],
        planned=[one for one in planned if one.article_id in ids],
        tags=list(Tag.objects.filter(image=image, merged_into=None).only("name", "kind")),
        is_logo=Newsroom.objects.filter(logo=image).exists(),
        hidden=len(articles - ids),
    )


def use_counts(images: Collection[UUID]) -> dict[UUID, int]:
    """Return in how many articles, tags and newsrooms each image is used; those used nowhere are left out.

    An article counts once, whether its draft, its live edition or both show it. Four queries.
    """
    users: dict[UUID, set[UUID | int]] = {}
    drafts = ArticleImage.objects.filter(image__in=images).values_list("image", "article")
    live = Reference.objects.filter(
        kind=ReferenceKind.IMAGE, thing__in=images, edition__status="live"
    ).values_list("thing", "edition__article")
    tags = Tag.objects.filter(image__in=images, merged_into=None).values_list("image", "id")
    logos = Newsroom.objects.filter(logo__in=images).values_list("logo", "id")
    for rows in (drafts, live, tags, logos):
        for image, user in rows:
            users.setdefault(image, set()).add(user)
    return {image: len(found) for image, found in users.items()}


def shows(content: Content, image: UUID) -> bool:
    """Say whether a content shows an image, as its lead or in its body."""
    return str(image) in thing_ids(content, body.references(content["body"]).images).images


def _live(image: UUID) -> QuerySet[Edition, tuple[Any, ...]]:
    shown = Reference.objects.filter(kind=ReferenceKind.IMAGE, thing=image).values("edition")
    rows = Edition.objects.live().filter(pk__in=shown).order_by("-published_at")
    return rows.values_list(KeyTextTransform("headline", "content"), "slug")


def _planned() -> list[Schedule]:
    """Return the publications that are waiting, with what they will publish."""
    waiting = Schedule.objects.filter(
        verb=ScheduledVerb.PUBLISH, due_at__isnull=False, failed_at=None
    )
    return list(waiting.select_related("article", "revision"))
