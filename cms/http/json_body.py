"""Reads a request's JSON body: never more than it may hold, and nothing in it is guessed at.

JSON (RFC 8259) leaves open what a key means that is there twice, and lets bodies nest without end; here both are
refused, as are numbers that no JSON reader shares (NaN, Infinity).
"""

import json
from codecs import BOM_UTF8
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from cms.http.body_headers import UnsupportedMediaType, refuse_unread_forms
from cms.http.problem import BadRequest, Refusal
from cms.http.texts import shown

DEEPEST = 100
MEDIA_TYPE = "application/json"
PATCH_MEDIA_TYPE = "application/merge-patch+json"
_MEGABYTE = 1024 * 1024


class TooLarge(Refusal):
    """The body is larger than this address takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "too_large"
    title = "The request body is too large"


def read_object(
    request: HttpRequest, *, most_bytes: int, may_be_absent: bool = False
) -> dict[str, Any]:
    """Return the object that a request's body holds; an absent one is empty where `may_be_absent`.

    Raises `LengthRequired` (411), `TooLarge` (413), `UnsupportedMediaType` (415), and `BadRequest` with a sentence for
    anything that is not one complete JSON object.
    """
    raw = read_bytes(request, most_bytes=most_bytes)
    if not raw.strip():
        if may_be_absent:
            return {}
        raise BadRequest("The body is empty: send a JSON object.")
    _refuse_media_type(request)
    value = parse(raw)
    if not isinstance(value, dict):
        raise BadRequest("The body must be one JSON object: write it in { and }.")
    return value


def read_bytes(request: HttpRequest, *, most_bytes: int) -> bytes:
    """Return the body; what is longer than `most_bytes` is not read to its end, whatever Content-Length says."""
    refuse_unread_forms(request)
    said = request.META.get("CONTENT_LENGTH") or "0"
    length = int(said) if said.isascii() and said.isdecimal() else 0
    if length > most_bytes:
        raise _too_large(most_bytes)
    try:
        raw: bytes = request.read(most_bytes + 1)
    except UnreadablePostError as error:
        raise BadRequest("The body ended before it was complete: send it again.") from error
    if len(raw) > most_bytes:
        raise _too_large(most_bytes)
    if len(raw) < length:
        message = (
            f"The body has {len(raw):,} bytes, but Content-Length says {length:,}: send all of it."
        )
        raise BadRequest(message)
    return raw


def parse(raw: bytes) -> Any:
    """Return the value that a JSON text in UTF-8 says; raises `BadRequest` with the place of a mistake."""
    if raw.startswith(BOM_UTF8):
        raise BadRequest("The body begins with a byte order mark: send it without.")
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8: byte {error.start:,} fits no letter.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadRequest(f"The body is not complete JSON: {error.msg} at {place}.") from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # A whole number of thousands of digits.
        raise BadRequest("The body holds a number that is too long to be one.") from error
    _refuse_depth(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadRequest(f"The key “{shown(twice)}” stands twice in one object: give it once.")
    return found


def _refuse_constant(word: str) -> Any:
    raise BadRequest(f"The body holds {word}, which is no JSON: write a number or null.")


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _depth in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise _too_deep()


def _refuse_media_type(request: HttpRequest) -> None:
    given = (request.META.get("CONTENT_TYPE") or "").partition(";")[0].strip().lower()
    wanted = {MEDIA_TYPE, PATCH_MEDIA_TYPE} if request.method == "PATCH" else {MEDIA_TYPE}
    if given not in wanted:
        raise UnsupportedMediaType(f"Send the body as {' or '.join(sorted(wanted))}.")


def _too_large(most_bytes: int) -> TooLarge:
    return TooLarge(
        f"The body may have at most {most_bytes // _MEGABYTE} MB here: send less at once."
    )


def _too_deep() -> BadRequest:
    return BadRequest(f"The body is nested more than {DEEPEST} deep: make it flatter.")
