"""The verb `replace_image`: everything that uses an image uses another one instead."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from articles import body
from articles.content import Content, ImageUse
from articles.drafts import save_draft
from articles.image_uses import image_uses, shows
from articles.models import Article, Tag
from articles.newsroom_settings import describe_newsroom
from articles.publishing import lock_articles
from articles.revisions import current_content
from articles.vocabulary import save_tag
from cms.access.callers import caller_for_user
from cms.access.models import User
from cms.http.problem import NotFound, Refusal
from media.models import Image


class ReplaceRefused(Refusal):
    """This image cannot take the other one's place."""

    code = "replace_refused"
    title = "The image was not replaced"


class Replaced(NamedTuple):
    """What uses the other image now, and the headlines that are live with the old one until they are published."""

    drafts: list[Article]
    tags: list[Tag]
    is_logo: bool
    still_live: list[str]


@transaction.atomic
def replace_image(
    *, image: UUID, replacement: UUID, by: User | None, keeps_words: bool = True
) -> Replaced:
    """Use `replacement` wherever working copies, tags and the newsroom use `image`; each draft gets a revision.

    With `keeps_words` the alternative texts and captions that articles wrote for the old image stay: right for two
    copies of one picture, wrong for another picture. Public pages of tags and of the newsroom follow at once or in the
    background; a live article shows what was published until it is published again. Raises `ReplaceRefused`, also when
    a draft uses the image that `by` does not see, and `NotFound`; and changes nothing then.
    """
    gone, kept = _chosen(image, replacement)
    uses = image_uses(gone.id, caller=caller_for_user(by) if by else None)
    if uses.hidden:
        raise ReplaceRefused(
            f"Drafts that you do not see use it, too ({uses.hidden}): ask somebody who sees every article."
        )
    drafts = [
        _replaced(row, gone.id, kept.id, by, keeps_words=keeps_words)
        for row in lock_articles([one.id for one in uses.drafts]).values()
        if shows(current_content(row), gone.id)
    ]
    tags = [
        save_tag(tag=tag, values={"image": str(kept.id)}, by=by)
        for tag in sorted(one.id for one in uses.tags)
    ]
    if uses.is_logo:
        describe_newsroom(values={"logo": str(kept.id)}, by=by)
    return Replaced(drafts, tags, uses.is_logo, [one.headline for one in uses.live])


def _chosen(image: UUID, replacement: UUID) -> tuple[Image, Image]:
    if image == replacement:
        raise ReplaceRefused("An image cannot take its own place: choose another one.")
    found = Image.objects.in_bulk([image, replacement])
    for id_ in (image, replacement):
        if id_ not in found:
            raise NotFound(f"There is no image {id_}.")
    if found[replacement].killed_at:
        raise ReplaceRefused("The other image was killed: choose one that may be shown.")
    return found[image], found[replacement]


def _replaced(
    row: Article, image: UUID, replacement: UUID, by: User | None, *, keeps_words: bool
) -> Article:
    changes = _changes(current_content(row), str(image), str(replacement), keeps_words=keeps_words)
    reason = f"The image {image} was replaced by {replacement}."
    return save_draft(article=row.id, changes=changes, by=by, reason=reason).article


def _changes(
    content: Content, image: str, replacement: str, *, keeps_words: bool
) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    lead = content["lead_image"]
    if lead and lead["image"] == image:
        words = lead if keeps_words else {"alt": "", "caption": ""}
        use: ImageUse = {
            "image": replacement,
            "alt": words["alt"],
            "caption": words["caption"],
        }
        changes["lead_image"] = use
    if image in body.references(content["body"]).images:
        changes["body"] = body.with_images(
            content["body"], {image: replacement}, keeps_words=keeps_words
        )
    return changes
