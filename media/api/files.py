"""The files of images at MEDIA_URL: what is public, to everybody; the rest to signed-in staff."""

import logging
from collections.abc import Iterator
from http import HTTPStatus

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from cms.http.byte_range import ByteRange, parse
from cms.http.problem import NotFound, Refusal, refusal_response
from cms.http.ready import IMMUTABLE, NotModified, client_has
from media.models import Image
from media.stored_files import servable_image

logger = logging.getLogger(__name__)

CHUNK_BYTES = 64 * 1024
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
}


@require_safe
def stored_file(request: HttpRequest, path: str, sha256: str) -> HttpResponseBase:
    """Answer with a file, a part of it (206, 416), 304, 410 when it is killed, or 404."""
    try:
        image = servable_image(sha256=sha256, path=path, is_staff=lambda: _is_staff(request))
        return _answer(request, image)
    except Refusal as refusal:
        return refusal_response(refusal)


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)


def _answer(request: HttpRequest, image: Image) -> HttpResponseBase:
    headers = _headers(image)
    if client_has(request, entity_tag=headers["ETag"]):
        return NotModified(headers)
    file = _opened(image)
    try:
        part = parse(_wanted_range(request, headers["ETag"]), size=file.size)
    except Refusal:
        file.close()
        raise
    whole = ByteRange(0, file.size - 1)
    headers["Content-Type"] = CONTENT_TYPES[image.format]
    headers["Content-Length"] = str((part or whole).length)
    if part:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{file.size}"
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=headers)
    status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
    return StreamingHttpResponse(FilePart(file, part or whole), status=status, headers=headers)


def _headers(image: Image) -> dict[str, str]:
    return {
        "ETag": f'"{image.sha256}"',
        "Cache-Control": IMMUTABLE if image.is_public else "private, no-store",
        "Cache-Tag": f"image:{image.id}",
        "Accept-Ranges": "bytes",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        # Front ends live on other hosts and may ask browsers to load only what allows it.
        "Cross-Origin-Resource-Policy": "cross-origin" if image.is_public else "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def _opened(image: Image) -> File:
    try:
        return image.file.open("rb")
    except FileNotFoundError:
        logger.error("The file of image %s is missing: %s", image.id, image.file.name)
        raise NotFound("There is no file at this address.") from None


def _wanted_range(request: HttpRequest, entity_tag: str) -> str:
    """Return the Range header, or nothing when it does not apply (RFC 9110, section 13.1.5)."""
    if request.method != "GET" or request.headers.get("If-Range", entity_tag) != entity_tag:
        return ""
    return request.headers.get("Range", "")


class FilePart:
    """Reads a range of a file piece by piece, and closes it even when nobody began to read."""

    def __init__(self, file: File, part: ByteRange) -> None:
        self.file, self.part = file, part

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.part.first)
        left = self.part.length
        while left and (chunk := self.file.read(min(left, CHUNK_BYTES))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Close the file; Django calls this when the answer has been sent or given up."""
        self.file.close()
