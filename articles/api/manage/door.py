"""What every address of the manage API does alike: keys, bodies, preconditions, answers."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from articles.limits import known_of
from articles.receipts import Sender
from articles.submission import Target
from cms.access.authentication import KeyAuthentication
from cms.access.callers import Caller, caller_of
from cms.access.permissions import require
from cms.access.scopes import MEDIA_WRITE, VOCABULARY_WRITE
from cms.http.json_body import read_object
from cms.http.negotiation import JSON
from cms.http.preconditions import entity_tag

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE
"""A body of 2,000,000 letters, the longest there may be, fits in whatever script it is written."""
PRIVATE = "private, no-store"
SCOPE_TO_MAKE = {
    Target.TAG: VOCABULARY_WRITE,
    Target.SOURCE: VOCABULARY_WRITE,
    Target.IMAGE: MEDIA_WRITE,
}


class ManageView(APIView):
    """Base of the manage API's addresses; a subclass sets `permission_classes` and defines the methods."""

    authentication_classes = [KeyAuthentication]
    permission_classes: Any = ()
    renderer_classes = [JSONRenderer]
    http_method_names = ["get", "head", "post", "put", "patch", "delete", "options"]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Say which methods there are."""
        headers = {"Allow": ", ".join(self.allowed_methods), "Cache-Control": PRIVATE}
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def plain(request: Request) -> HttpRequest:
    """Return Django's own request."""
    found: HttpRequest = request._request  # noqa: SLF001 - the body is read by ourselves
    return found


def document_in(request: Request, *, may_be_absent: bool = False) -> dict[str, Any]:
    """Return the JSON object that a request brings."""
    return read_object(plain(request), most_bytes=MOST_BYTES, may_be_absent=may_be_absent)


def sender_of(request: Request) -> Sender:
    """Return who sends, as the verbs know it."""
    caller: Caller = caller_of(request)

    def permits(target: Target) -> None:
        require(request, SCOPE_TO_MAKE[target])

    return Sender(caller.name, caller.limits, permits, partial(known_of, caller))


def answer(
    request: Request,
    document: Any,
    *,
    status: int = HTTPStatus.OK,
    revision: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a JSON answer that no cache keeps; `revision` is its ETag."""
    body = orjson.dumps(document)
    found = HttpResponse(
        b"" if request.method == "HEAD" else body, status=status, content_type=JSON
    )
    found["Content-Length"] = str(len(body))
    found["Cache-Control"] = PRIVATE
    if revision is not None:
        found["ETag"] = entity_tag(revision)
    for name, value in (headers or {}).items():
        found[name] = value
    return found


def no_content(revision: int | None = None) -> HttpResponse:
    """Return the answer of what is done and leaves nothing to say; `revision` is the ETag of what it belonged to."""
    found = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": PRIVATE})
    if revision is not None:
        found["ETag"] = entity_tag(revision)
    return found
