"""The query that says what a rendition's address stands for, and who may see it."""

import re
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from cms.http.problem import Gone, NotFound
from media.inputs import digest_of
from media.models import Image, Rendition
from media.recipes import (
    ADDRESS,
    LETTERS,
    SUFFIXES,
    Recipe,
    Size,
    original_named,
    recipes,
    rendition_path,
)
from media.stored_files import StoredFile

_ADDRESS = re.compile(ADDRESS)
_RATIOS = {letter: ratio for ratio, letter in LETTERS.items()}
_FORMATS = {suffix: format_ for format_, suffix in SUFFIXES.items()}


class ToMake(NamedTuple):
    """A rendition of the closed list that is not made yet."""

    image: Image
    recipe: Recipe


class Moved(NamedTuple):
    """The image's description has changed since: the same recipe has another address now."""

    image: UUID
    path: str


def find_rendition(path: str, *, is_staff: Callable[[], bool]) -> StoredFile | ToMake | Moved:
    """Return what an address stands for; one query for a file that is made.

    Raises `Gone` for a killed image, `NotFound` for what is unknown, outside the closed list, or hidden: all alike.
    """
    made = Rendition.objects.select_related("set__image").filter(path=path).first()
    if made:
        image = made.set.image
        _refuse_hidden(image, is_staff)
        return StoredFile(path, made.sha256, image.id, image.is_public)
    return _not_made(path, is_staff)


def _not_made(path: str, is_staff: Callable[[], bool]) -> ToMake | Moved:
    address = _ADDRESS.fullmatch(path)
    if address is None:
        raise _nothing()
    sha256 = original_named(address["original"])
    images = list(Image.objects.filter(sha256__startswith=sha256).exclude(file="").order_by("id"))
    exact = [image for image in images if digest_of(image) == address["digest"]]
    for image in exact or images:
        recipe = _recipe(image, address)
        if recipe and not _is_hidden(image, is_staff):
            if exact:
                return ToMake(image, recipe)
            return Moved(image.id, rendition_path(image.sha256, recipe, digest_of(image)))
    if any(image.killed_at and image.was_public for image in exact or images):
        raise Gone("This image has been withdrawn.")
    raise _nothing()


def _recipe(image: Image, address: re.Match[str]) -> Recipe | None:
    """Return the recipe of the closed list that an address asks for."""
    wanted = (_RATIOS[address["letter"]], int(address["width"]), _FORMATS[address["suffix"]])
    offered = recipes(Size(image.width or 1, image.height or 1))
    return next((one for one in offered if (one.ratio, one.size.width, one.format) == wanted), None)


def _refuse_hidden(image: Image, is_staff: Callable[[], bool]) -> None:
    if image.killed_at and image.was_public:
        raise Gone("This image has been withdrawn.")
    if _is_hidden(image, is_staff):
        raise _nothing()


def _is_hidden(image: Image, is_staff: Callable[[], bool]) -> bool:
    return bool(image.killed_at or image.is_unservable) or not (image.is_public or is_staff())


def _nothing() -> NotFound:
    return NotFound("There is no file at this address.")
