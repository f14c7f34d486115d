"""Where images are used: working copies, what is live, what is planned, tags, the newsroom itself."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

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


class ImageUses(NamedTuple):
    """Everything that uses an image; a withdrawn article's edition uses nothing."""

    drafts: list[Article]
    live: list[Edition]
    planned: list[Schedule]
    tags: list[Tag]
    is_logo: bool

    @property
    def is_any(self) -> bool:
        """Say whether anything uses it."""
        return bool(self.drafts or self.live or self.planned or self.tags or self.is_logo)


def image_uses(image: UUID) -> ImageUses:
    """Return everything that uses an image, the newest first. Five queries."""
    drafts = Article.objects.filter(image_uses__image=image).only("headline", "saved_at")
    shown = Reference.objects.filter(kind=ReferenceKind.IMAGE, thing=image).values("edition")
    live = Edition.objects.live().filter(pk__in=shown).select_related("article")
    return ImageUses(
        drafts=list(drafts.order_by("-saved_at")),
        live=list(live.only("slug", "published_at", "article__headline").order_by("-published_at")),
        planned=[one for one in _planned() if shows(one.revision.content, image)],
        tags=list(Tag.objects.filter(image=image, merged_into=None).only("name", "kind")),
        is_logo=Newsroom.objects.filter(logo=image).exists(),
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


def _planned() -> list[Schedule]:
    """Return the publications that are waiting, with what they will publish."""
    waiting = Schedule.objects.filter(
        verb=ScheduledVerb.PUBLISH, due_at__isnull=False, failed_at=None
    )
    return list(waiting.select_related("article", "revision"))
