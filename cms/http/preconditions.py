"""If-Match (RFC 9110, section 13.1.1): who changes a thing says which state of it was read."""

import re
from http import HTTPStatus

from django.http import HttpRequest

from cms.http.problem import BadRequest, Refusal

_REVISION = re.compile(r'"(\d{1,9})"')


class PreconditionRequired(Refusal):
    """A change without If-Match could overwrite what the caller has not seen (RFC 6585, section 3)."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    code = "if_match_required"
    title = "Say which revision you read"


def expected_revision(request: HttpRequest) -> int | None:
    """Return the number that If-Match names; None for `*`, whichever it is.

    Raises `PreconditionRequired` without the header, and `BadRequest` for one that names no state of ours.
    """
    header = request.META.get("HTTP_IF_MATCH", "").strip()
    if not header:
        raise PreconditionRequired(
            'Send If-Match with the ETag of the answer that you read, such as If-Match: "7".'
        )
    if header == "*":
        return None
    found = _REVISION.fullmatch(header)
    if found is None:
        raise BadRequest('If-Match: write one ETag of ours in quotation marks, such as "7", or *.')
    return int(found[1])


def entity_tag(number: int) -> str:
    """Return the ETag of a state that is known by its number."""
    return f'"{number}"'
