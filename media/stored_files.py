"""The query that says whether an original may be served, and to whom."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from cms.http.problem import Gone, NotFound
from media.models import Image


class StoredFile(NamedTuple):
    """A file of an image: where it is stored, the digest of its bytes, and whether everybody may see it."""

    path: str
    sha256: str
    image: UUID
    is_public: bool


def original_image(*, sha256: str, path: str, is_staff: Callable[[], bool]) -> Image:
    """Return an image whose original is stored at `path`, for staff alone.

    Raises `Gone` once any image with this file is killed and was public, and `NotFound` for an unknown file and a
    hidden one alike.
    """
    images = list(
        Image.objects.filter(sha256=sha256, file=path)
        .only("id", "file", "sha256", "format", "killed_at")
        .order_by("id")
    )
    if not images or not is_staff():
        raise NotFound("There is no file at this address.")
    if any(image.killed_at for image in images):
        raise Gone("This image has been withdrawn.")
    return images[0]
