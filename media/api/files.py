"""The files of images at MEDIA_URL: renditions of public images to everybody, the rest to signed-in staff."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from cms.http.problem import NotFound, Refusal, refusal_response
from cms.http.ready import NEWS
from media.api.answers import file_answer, is_staff
from media.darkroom.refusal import FileRefused
from media.passes import is_good
from media.rendition_files import Moved, ToMake, find_rendition
from media.renditions import make_now
from media.stored_files import StoredFile, original_image


@require_safe
def original_file(request: HttpRequest, path: str, sha256: str) -> HttpResponseBase:
    """Answer staff with an original; to everybody else it is not there, for it may say more than its renditions."""
    try:
        image = original_image(sha256=sha256, path=path, is_staff=lambda: is_staff(request))
        return file_answer(request, StoredFile(path, sha256, image.id, is_public=False))
    except Refusal as refusal:
        return _refused(refusal)


@require_safe
def rendition_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a rendition, made now if it is the first time; 301 to the present one, 410 when it is killed."""
    return _rendition(request, path, may_see_hidden=lambda: is_staff(request))


@require_safe
def passed_file(request: HttpRequest, until: str, signature: str, path: str) -> HttpResponseBase:
    """Answer with a rendition of a hidden image to whoever was given a pass for it, on whatever page."""
    if not is_good(until=until, signature=signature, path=path):
        return _refused(NotFound("There is no file at this address."))
    answer = _rendition(request, path, may_see_hidden=lambda: True)
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _rendition(
    request: HttpRequest, path: str, *, may_see_hidden: Callable[[], bool]
) -> HttpResponseBase:
    try:
        found = find_rendition(path, is_staff=may_see_hidden)
        if isinstance(found, Moved):
            return _moved(found)
        if isinstance(found, ToMake):
            made = make_now(found.image, found.recipe)
            found = StoredFile(path, made.sha256, found.image.id, found.image.is_public)
        return file_answer(request, found)
    except FileRefused:
        return _refused(NotFound("There is no file at this address."))
    except Refusal as refusal:
        return _refused(refusal)


def _refused(refusal: Refusal) -> HttpResponse:
    """Return the refusal; its headers do not tell whether a hidden file made us look who is asking."""
    answer = refusal_response(refusal)
    answer["Vary"] = "Cookie"
    return answer


def _moved(found: Moved) -> HttpResponse:
    """Lead to the rendition that the image's description gives now; not for long, it may change again."""
    headers = {
        "Location": f"{settings.PUBLIC_URL}{settings.MEDIA_URL}{found.path}",
        "Cache-Control": NEWS,
        "Cache-Tag": f"image:{found.image}",
    }
    return HttpResponse(status=HTTPStatus.MOVED_PERMANENTLY, headers=headers)
