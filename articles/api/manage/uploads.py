"""What a request brings of an image: a document, and a file or its address."""

import hashlib
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from articles.api.manage.door import MEGABYTE
from articles.fetching_pictures import fetched_picture
from cms.http.body_headers import refuse_unread_forms
from cms.http.json_body import TooLarge, parse, read_object
from cms.http.problem import BadRequest, FieldError
from media.library import MOST_BYTES, Prepared, prepare
from media.models import Determination


def prepared_picture(values: Mapping[str, Any], file: UploadedFile | None, url: object) -> Prepared:
    """Return the picture of a file, or of what is at its address, ready to be made known."""
    told = dict(values)
    if told.get("digital_source_type") and "determined_by" not in told:
        told["determined_by"] = Determination.EDITOR
    if file is not None:
        name = str(file.name or "")
        content = cast("BinaryIO", file)  # Django's uploads are read like files.
        return prepare(content=content, filename=name, values=told, by=None, allow_duplicate=True)
    return fetched_picture(url, told)


def sent(request: HttpRequest) -> tuple[dict[str, Any], UploadedFile | None]:
    """Return the document and the file of a request; the file comes in a multipart body."""
    if not (request.META.get("CONTENT_TYPE") or "").lower().startswith("multipart/"):
        return read_object(request, most_bytes=MEGABYTE), None
    refuse_unread_forms(request)
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdecimal() and int(length) > MOST_BYTES + MEGABYTE:
        raise TooLarge(f"A file may have at most {MOST_BYTES // MEGABYTE} MB: send a smaller one.")
    try:
        fields, files = request.POST, request.FILES
    except (MultiPartParserError, UnreadablePostError) as error:
        raise BadRequest("The body is no complete multipart form: send it again.") from error
    strange = [*(fields.keys() - {"document"}), *(files.keys() - {"file"})]
    counts = len(files.getlist("file")), len(fields.getlist("document"))
    if strange or counts == (0, 0) or max(counts) > 1:
        raise BadRequest(
            "Send one part called file, and what is said of it in one called document."
        )
    document = parse(fields.get("document", "{}").encode("utf-8", "surrogatepass"))
    if not isinstance(document, dict):
        raise BadRequest("document: write one JSON object.")
    if "file" in files and "url" in document:
        raise BadRequest("Send the file or its address, not both.")
    return document, files.get("file")


def digest(file: UploadedFile | None) -> str:
    """Return a digest of what was uploaded: the same request has the same file."""
    if file is None:
        return ""
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def flag(query: Mapping[str, str], name: str) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    given = query.get(name, "false")
    if given not in words:
        raise BadRequest(errors=[FieldError(name, "not_a_flag", f"{name}: write true or false.")])
    return words[given]
