"""The verb `delete_image`: takes an image out of the library that nothing uses and that never was public."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from articles.image_uses import ImageUses, image_uses
from articles.models import Tag
from cms.access.callers import Caller, caller_for_user
from cms.access.models import User
from cms.http.problem import NotFound, Refusal
from media.models import Image

_MOST_NAMED = 3


class ImageInUse(Refusal):
    """The image cannot be deleted; `detail` names where it is used and what to do instead."""

    code = "image_in_use"
    title = "The image was not deleted"


@transaction.atomic
def delete_image(*, image: UUID, by: User | None, caller: Caller | None = None) -> None:
    """Delete an image's record; its files go with the sweep, the original when no other image has it.

    Raises `ImageInUse` while a draft, a live or planned publication, a tag or the newsroom uses it, and for one that
    was public or killed: its addresses have to go on saying so. It names what `by` (or `caller`, an API
    key) sees. `NotFound`.
    """
    row = Image.objects.select_for_update(of=("self",)).filter(id=image).first()
    if row is None:
        raise NotFound(f"There is no image {image}.")
    uses = image_uses(image, caller=caller_for_user(by) if by else caller)
    if uses.is_any:
        raise ImageInUse(
            f"This image is used: {'; '.join(_named(uses))}. Replace it there by another one first."
        )
    if row.killed_at:
        raise ImageInUse("This image was killed: its record keeps the picture from coming back.")
    if row.was_public:
        raise ImageInUse(
            "This image was public: kill it instead, so that its addresses can say that it is gone."
        )
    # A merged tag is no tag any more, but its row still names the picture it had.
    Tag.objects.filter(image=image).update(image=None)
    row.delete()


def _named(uses: ImageUses) -> Iterator[str]:
    places: list[tuple[str, list[str]]] = [
        ("in drafts", [str(one) for one in uses.drafts]),
        ("in live articles", [one.headline for one in uses.live]),
        ("in planned publications", [str(one.article) for one in uses.planned]),
        ("as the picture of tags", [one.name for one in uses.tags]),
    ]
    for place, names in places:
        if names:
            shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            yield f"{place} ({shown}{more})"
    if uses.hidden:
        yield f"in {uses.hidden} draft{'s' if uses.hidden > 1 else ''} that you do not see"
    if uses.is_logo:
        yield "as the newsroom's logo"
