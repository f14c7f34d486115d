"""How an operation of a ReadyView is described in the OpenAPI document, with everything it may answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cms.http.json_schema import Schema, address, closed, listed, ref, text, whole
from cms.http.negotiation import JSON
from cms.http.problem import CONTENT_TYPE as PROBLEM_TYPE
from cms.http.ready_view import ReadyView

EXAMPLE_HOST = "http://127.0.0.1:8000"

FIELD_ERROR = closed(
    "One thing that is wrong.",
    {
        "field": text("The parameter or field at fault; empty for the whole request."),
        "code": text("For programs."),
        "message": text("For people: what is wrong and what to do.", minLength=1),
    },
)
PROBLEM = closed(
    "Why a request was refused (RFC 9457).",
    {
        "type": text("urn:standfirst:problem: and a code for programs.", format="uri"),
        "title": text(minLength=1),
        "status": whole(400, 599),
        "detail": text("A sentence that tells what to do.", minLength=1),
        "errors": listed(ref("FieldError")),
    },
) | {
    "examples": [
        {
            "type": "urn:standfirst:problem:bad_request",
            "title": "The request is not understood",
            "status": 400,
            "detail": "limit: 101 is out of bounds: give a whole number from 1 to 100.",
            "errors": [
                {
                    "field": "limit",
                    "code": "out_of_bounds",
                    "message": "101 is out of bounds: give a whole number from 1 to 100.",
                }
            ],
        }
    ]
}
SECURITY_SCHEMES: dict[str, Schema] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, which the newsroom makes; docs/keys.md says what keys may do.",
    }
}
COMPONENTS: dict[str, Schema] = {"Problem": PROBLEM, "FieldError": FIELD_ERROR}

_SHOWN, _CACHED, _MOVED = [200], [200, 304], [301]
_REFUSED = [400, 401, 404, 406, 410, 429, 503]
_HEADERS: dict[str, tuple[Schema, str, list[int]]] = {
    "ETag": (text(pattern='^"[^"]+"$'), "Strong; send it back as If-None-Match.", _CACHED),
    "Cache-Control": (
        text(),
        "How long, and how stale, a copy may be shown.",
        [*_CACHED, *_MOVED, *_REFUSED],
    ),
    "Cache-Tag": (
        text(),
        "What the answer is made from, for caches that purge.",
        [*_CACHED, *_MOVED, 410],
    ),
    "Vary": (text(), "Accept.", _CACHED),
    "Last-Modified": (text(), "When the document was built, an HTTP date.", _CACHED),
    "Link": (text(), "rel=next and rel=prev (RFC 8288), where there are such pages.", _SHOWN),
    "Location": (address(), "Where it is now, with the same parameters.", _MOVED),
    "Retry-After": (text(pattern="^[0-9]+$"), "Seconds.", [429, 503]),
}
_ALWAYS = ("ETag", "Cache-Control", "Cache-Tag", "Vary", "Retry-After")
_REFUSALS = {
    400: "A parameter is unknown or has a bad value; `errors` names each.",
    401: "An API key was sent, which nothing here needs, and it is no good.",
    404: "There is nothing here that is public.",
    406: "None of the media types that the request accepts.",
    410: "It was public and is withdrawn.",
    429: "The API key that was sent has asked too often; Retry-After says when to go on.",
    503: "Too busy; the same request may succeed after Retry-After.",
}

V = TypeVar("V", bound=type[ReadyView])


class Path(NamedTuple):
    """A variable in the address."""

    name: str
    schema: Schema
    description: str


def operation(
    identifier: str,
    *,
    summary: str,
    description: str,
    example: str,
    tag: str,
    answers: str | Schema,
    parameters: Iterable[OpenApiParameter] = (),
    path: Path | None = None,
    headers: Sequence[str] = (),
    refusals: Iterable[int] = (),
    moves: bool = False,
    has_parts: bool = False,
    gone: str = "Problem",
    media_types: Sequence[str] = (JSON,),
    also: Mapping[str, Schema] | None = None,
) -> Callable[[V], V]:
    """Return a decorator that describes a view's GET.

    `answers` is the component (or schema) of the 200, with a `…Part` beside it where `has_parts`; 304, 400, 401, 406,
    429 and 503 come by themselves, `refusals` are the others; `headers` those that not every answer has; `example` the
    path and query of the curl line; `also` the schemas of further media types.
    """
    schema = ref(answers) if isinstance(answers, str) else answers
    if has_parts:
        schema = {"anyOf": [schema, ref(f"{answers}Part")]}
    shapes = dict.fromkeys(media_types, schema) | dict(also or {})
    said = f"{description}\n\n```sh\ncurl '{EXAMPLE_HOST}{example}'\n```"
    described = extend_schema(
        operation_id=identifier,
        summary=summary,
        description=said,
        tags=[tag],
        auth=[],
        parameters=[
            *parameters,
            *([_path(path)] if path else []),
            *_conditions("Last-Modified" in headers),
            *_response_headers(headers, moves=moves),
        ],
        responses=_responses(shapes, refusals, moves=moves, gone=gone),
    )
    return extend_schema_view(get=described)


def _responses(
    shapes: Mapping[str, Schema], refusals: Iterable[int], *, moves: bool, gone: str
) -> dict[Any, Any]:
    """Return what each status is answered with; `shapes` are those of the 200 by media type."""
    found: dict[Any, Any] = {
        (200, media_type): OpenApiResponse(shape, "What was asked for.")
        for media_type, shape in shapes.items()
    }
    if moves:
        found[301] = OpenApiResponse(None, "It has another address now.")
    found[304] = OpenApiResponse(None, "The copy that the request names is current.")
    for status in sorted({400, 401, 406, 429, 503, *refusals}):
        shape = ref(gone if status == 410 else "Problem")
        found[status, PROBLEM_TYPE] = OpenApiResponse(shape, _REFUSALS[status])
    return found


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes of refusals into the document; drf-spectacular calls this."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update(COMPONENTS)
    components.setdefault("securitySchemes", {}).update(SECURITY_SCHEMES)
    return result


def _path(path: Path) -> OpenApiParameter:
    return OpenApiParameter(
        path.name, path.schema, OpenApiParameter.PATH, required=True, description=path.description
    )


def _conditions(is_dated: bool) -> list[OpenApiParameter]:
    given = [("If-None-Match", "An ETag that the client holds: 304 when it is current.")]
    if is_dated:
        given.append(("If-Modified-Since", "An HTTP date: 304 when nothing changed since."))
    return [
        OpenApiParameter(name, text(), OpenApiParameter.HEADER, description=description)
        for name, description in given
    ]


def _response_headers(also: Sequence[str], *, moves: bool) -> list[OpenApiParameter]:
    names = [*_ALWAYS, *also, *(["Location"] if moves else [])]
    return [
        OpenApiParameter(
            name, schema, OpenApiParameter.HEADER, description=description, response=statuses
        )
        for name, (schema, description, statuses) in _HEADERS.items()
        if name in names
    ]
