"""The query that says whether a stored file may be served, and to whom."""

from collections.abc import Callable

from cms.http.problem import Gone, NotFound
from media.models import Image


def servable_image(*, sha256: str, path: str, is_staff: Callable[[], bool]) -> Image:
    """Return an image whose file is stored at `path`, the public one of several that share it.

    `is_staff` is asked only about a file that is not public. Raises `Gone` once any image with this
    file is killed, and `NotFound` for an unknown file and a hidden one alike.
    """
    images = list(
        Image.objects.filter(sha256=sha256, file=path)
        .only("id", "file", "sha256", "format", "is_public", "killed_at")
        .order_by("-is_public", "id")
    )
    if any(image.killed_at for image in images):
        raise Gone("This image has been withdrawn.")
    if not images or not (images[0].is_public or is_staff()):
        raise NotFound("There is no file at this address.")
    return images[0]
