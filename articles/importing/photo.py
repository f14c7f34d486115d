"""The page's picture: a record that keeps its credit line and may await its file."""

import hashlib
from typing import Any, NamedTuple
from uuid import UUID

from articles.importing.order import Photo
from articles.importing.reading import Understood
from cms.access.models import User
from cms.http.problem import Refusal
from media.library import add_image, attach_file, describe_image
from media.models import Determination, Image
from media.shapes import in_language


class PhotoRefused(Refusal):
    """The picture does not go with this page."""

    status = 422
    code = "photo_refused"
    title = "The picture was not imported"


class SavedPhoto(NamedTuple):
    """The image's id (None: the page has no picture) and what happened to it; empty when nothing did."""

    image: UUID | None
    happened: str


def save_photo(
    understood: Understood,
    photo: Photo,
    *,
    source: str,
    may_add: bool,
    is_seen: bool,
    by: User | None,
) -> SavedPhoto:
    """Make the page's image, or complete the one that is here: its file where it is awaited, its text where it lacks.

    `source` and the page's key are the image's external id. With `may_add` false no new image is made. `is_seen`: the
    page is public, or about to be, so a file needs its alternative text. Raises `PhotoRefused`, `ImageRefused`.
    """
    row = Image.objects.filter(external_source=source, external_id=understood.key).first()
    _refuse(understood, photo, row, may_add=may_add, is_seen=is_seen)
    if row is None:
        if not may_add or not (understood.credit or photo.content):
            return SavedPhoto(None, "")
        own = {"external_source": source, "external_id": understood.key}
        row = add_image(values=_values(understood, photo) | own, by=by, content=photo.content)
        return SavedPhoto(row.id, "stored" if photo.content else "awaited")
    return SavedPhoto(row.id, _completed(row, understood.language, photo, by))


def _refuse(
    understood: Understood, photo: Photo, row: Image | None, *, may_add: bool, is_seen: bool
) -> None:
    if row and row.killed_at and (photo.content or photo.alt):
        raise PhotoRefused("This page's picture may no longer be shown: import it without --image.")
    if row is None and photo.content and not may_add:
        raise PhotoRefused(
            "An editor has changed this article since its import: add the picture in the admin."
        )
    if row is None and photo.alt and not (photo.content or understood.credit):
        raise PhotoRefused(
            "There is no picture to describe: the page has no credit line. Leave --alt out."
        )
    described = photo.alt or (
        row and (row.is_decorative or in_language(row.alt, understood.language))
    )
    if photo.content and is_seen and not described:
        raise PhotoRefused("A picture that readers will see needs --alt: say what it shows.")


def _values(understood: Understood, photo: Photo) -> dict[str, Any]:
    """Return what is said of a new image: the credit verbatim, and its reading as a suggestion."""
    values: dict[str, Any] = {
        "title": understood.page.headline[:200],
        "alt": {understood.language: photo.alt} if photo.alt else {},
    }
    credit = understood.credit
    if credit:
        values |= {
            "credit": credit.credit,
            "creator": credit.creator,
            "digital_source_type": credit.term,
            "ai_system": credit.ai_system,
            "is_illustrative": credit.is_illustrative,
            "determined_by": Determination.CREDIT_LINE if credit.term else Determination.UNKNOWN,
        }
    return values


def _completed(row: Image, language: str, photo: Photo, by: User | None) -> str:
    happened = ""
    if photo.alt and row.alt.get(language) != photo.alt:
        if row.alt.get(language):
            raise PhotoRefused(
                "This page's picture has another alternative text already: change it in the admin."
            )
        describe_image(image=row.id, values={"alt": {**row.alt, language: photo.alt}}, by=by)
        happened = "described"
    if photo.content is None or row.sha256 == hashlib.sha256(photo.content).hexdigest():
        return happened
    if not row.is_awaited:
        raise PhotoRefused("This page's picture has another file already: change it in the admin.")
    attach_file(image=row.id, content=photo.content, by=by)
    return "attached"
