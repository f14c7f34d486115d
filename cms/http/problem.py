"""What a refusal says over HTTP: problem+json, an error that a program can switch on (RFC 9457)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong with a field or parameter; `field` is empty for the whole."""

    field: str
    code: str
    message: str


class Refusal(Exception):  # noqa: N818 - it is an answer, not a defect
    """What a verb, a query or a door raises to say no.

    `detail` is a sentence that tells what to do; `errors` names each field at fault; `members`
    are further JSON-ready members of the problem (RFC 9457, section 3.2), such as `withdrawal`;
    `headers` go into the answer as they are.
    """

    status: int = HTTPStatus.CONFLICT
    code: str = "refused"
    title: str = "The request was refused"

    def __init__(
        self,
        detail: str = "",
        *,
        errors: Iterable[FieldError] = (),
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.errors = tuple(errors)
        self.detail = detail or " ".join(error.message for error in self.errors) or self.title
        self.members = dict(members or {})
        self.headers = dict(headers or {})
        super().__init__(self.detail)


class BadRequest(Refusal):
    """The request itself is wrong; sending it again unchanged cannot help."""

    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    title = "The request is not understood"


class NotFound(Refusal):
    """There is nothing here, or nothing that this caller may know of: both answer alike."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    title = "Not found"


class Gone(Refusal):
    """It was public and is withdrawn."""

    status = HTTPStatus.GONE
    code = "gone"
    title = "Withdrawn"


class Unavailable(Refusal):
    """Too busy for this now; the same request may succeed in `retry_after` seconds."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
    title = "Try again in a moment"

    def __init__(self, detail: str = "", *, retry_after: int = 1) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})
        self.retry_after = retry_after


def problem_response(
    *,
    status: int,
    code: str,
    detail: str,
    title: str = "",
    errors: Iterable[FieldError] = (),
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the problem+json answer, which nobody stores unless `headers` says otherwise."""
    problem = {
        "type": f"urn:standfirst:problem:{code}",
        "title": title or HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "errors": [asdict(error) for error in errors],
        **(members or {}),
    }
    # A lone surrogate that a client sent and we quote has no UTF-8 form: it leaves as its JSON
    # escape.
    body = json.dumps(problem, ensure_ascii=False).encode("utf-8", "backslashreplace")
    answer = HttpResponse(body, status=status, content_type=CONTENT_TYPE)
    for name, value in {"Cache-Control": "no-store", **(headers or {})}.items():
        answer[name] = value
    return answer


def refusal_response(refusal: Refusal) -> HttpResponse:
    """Return the answer that says what a refusal says."""
    return problem_response(
        status=refusal.status,
        code=refusal.code,
        title=refusal.title,
        detail=refusal.detail,
        errors=refusal.errors,
        members=refusal.members,
        headers=refusal.headers,
    )
