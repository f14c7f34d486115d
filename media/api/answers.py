"""Answers with a stored file: whole or in part, cached for ever where its address names its bytes."""

import logging
from collections.abc import Iterator
from http import HTTPStatus

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from cms.http.byte_range import ByteRange, parse
from cms.http.problem import NotFound, Refusal
from cms.http.ready import IMMUTABLE, NotModified, client_has
from media.stored_files import StoredFile

logger = logging.getLogger(__name__)

CHUNK_BYTES = 64 * 1024
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
}


def is_staff(request: HttpRequest) -> bool:
    """Say whether somebody of the newsroom is asking."""
    return bool(request.user.is_active and request.user.is_staff)


def file_answer(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Return the file, a part of it (206) or 304; raises `Refusal` for a range outside it and for a lost file."""
    headers = _headers(stored)
    if client_has(request, entity_tag=headers["ETag"]):
        return NotModified(headers)
    file = _opened(stored)
    try:
        part = parse(_wanted_range(request, headers["ETag"]), size=file.size)
    except Refusal:
        file.close()
        raise
    whole = ByteRange(0, file.size - 1)
    headers["Content-Type"] = CONTENT_TYPES[stored.path.rpartition(".")[2]]
    headers["Content-Length"] = str((part or whole).length)
    if part:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{file.size}"
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=headers)
    status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
    return StreamingHttpResponse(FilePart(file, part or whole), status=status, headers=headers)


def _headers(stored: StoredFile) -> dict[str, str]:
    return {
        "ETag": f'"{stored.sha256}"',
        "Cache-Control": IMMUTABLE if stored.is_public else "private, no-store",
        "Cache-Tag": f"image:{stored.image}",
        "Accept-Ranges": "bytes",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        # Front ends live on other hosts and may ask browsers to load only what allows it.
        "Cross-Origin-Resource-Policy": "cross-origin" if stored.is_public else "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def _opened(stored: StoredFile) -> File:
    try:
        return default_storage.open(stored.path, "rb")
    except FileNotFoundError:
        logger.error("A file of image %s is missing: %s", stored.image, stored.path)
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
