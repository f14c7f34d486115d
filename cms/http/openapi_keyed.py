"""How an operation that needs an API key is described in the OpenAPI document, with everything it may answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cms.http.json_schema import Schema, ref, text
from cms.http.negotiation import JSON
from cms.http.openapi import EXAMPLE_HOST, Path
from cms.http.problem import CONTENT_TYPE as PROBLEM_TYPE

SCHEME = "key"
_REFUSALS = {
    400: "Something in the request is wrong; `errors` names each field.",
    401: "No API key, or one that is no good.",
    403: "The key lacks the scope, or is limited to other things.",
    404: "There is nothing here, or nothing that the key may see.",
    406: "None of the media types that the request accepts.",
    409: "It cannot be done as things stand; `detail` says why.",
    410: "It is gone for good, or the way on from here is lost; `detail` says which.",
    411: "The body comes in chunks, without Content-Length.",
    412: "Somebody saved since the revision in If-Match; `saves` says who saved what.",
    413: "The body is too large.",
    415: "The body is of another media type.",
    422: "It is understood and cannot be done; `errors` names every reason with its field.",
    428: "If-Match is missing.",
    429: "The key has asked too often; Retry-After says when to go on.",
    503: "Too busy; the same request may succeed after Retry-After.",
}
_ALWAYS = (400, 401, 403, 406, 429, 503)
_WITH_BODY = (411, 413, 415)

V = TypeVar("V", bound=type)


class Keyed(NamedTuple):
    """One method of a view; `answers` are the successes by status (None: no body), `refusals` further statuses.

    `forms` are bodies of other media types; `send` is the body of the curl line.
    """

    identifier: str
    summary: str
    scope: str
    answers: Mapping[int, Schema | None]
    description: str = ""
    body: Schema | None = None
    media_types: Sequence[str] = (JSON,)
    forms: Mapping[str, Schema] = MappingProxyType({})
    parameters: Iterable[OpenApiParameter] = ()
    refusals: Iterable[int] = ()
    changes: bool = False
    repeatable: bool = False
    send: str = "{}"


def keyed_operations(tag: str, example: str, *paths: Path, **methods: Keyed) -> Callable[[V], V]:
    """Return a decorator that describes a view's methods (`get=`, `post=`, …).

    `paths` are the variables of its address, and `example` is one such address.
    """
    described = {
        name: _described(tag, paths, one, _curl(name, example, one))
        for name, one in methods.items()
    }
    return extend_schema_view(**described)


def _curl(method: str, example: str, one: Keyed) -> str:
    words = ["curl"] if method == "get" else [f"curl -X {method.upper()}"]
    words += [f"'{EXAMPLE_HOST}{example}'", '-H "Authorization: Bearer $KEY"']
    if one.changes:
        words.append("-H 'If-Match: \"7\"'")
    if one.body:
        words += [f"-H 'Content-Type: {one.media_types[-1]}'", f"-d '{one.send}'"]
    return " ".join(words)


def _described(tag: str, paths: Sequence[Path], one: Keyed, curl: str) -> Any:
    said = f"{one.description}\n\nNeeds the scope `{one.scope}`.\n\n```sh\n{curl}\n```".strip()
    return extend_schema(
        operation_id=one.identifier,
        summary=one.summary,
        description=said,
        tags=[tag],
        auth=[{SCHEME: []}],  # type: ignore[list-item]  # The library says str and takes these.
        parameters=[*map(_path, paths), *one.parameters, *_headers(one)],
        request=dict.fromkeys(one.media_types, one.body) if one.body else None,
        responses=_responses(one),
    )


def _responses(one: Keyed) -> dict[Any, Any]:
    found: dict[Any, Any] = {
        (status, JSON) if schema else status: OpenApiResponse(
            schema, "Done." if status != 202 else "Held."
        )
        for status, schema in one.answers.items()
    }
    statuses = {*_ALWAYS, *one.refusals}
    statuses |= {*_WITH_BODY} if one.body else set()
    statuses |= {412, 428} if one.changes else set()
    statuses |= {409, 422} if one.repeatable else set()
    for status in sorted(statuses):
        found[status, PROBLEM_TYPE] = OpenApiResponse(ref("Problem"), _REFUSALS[status])
    return found


def _path(path: Path) -> OpenApiParameter:
    return OpenApiParameter(
        path.name, path.schema, OpenApiParameter.PATH, required=True, description=path.description
    )


def _headers(one: Keyed) -> Iterable[OpenApiParameter]:
    if one.changes:
        yield OpenApiParameter(
            "If-Match",
            text(pattern=r'^("[0-9]{1,9}"|\*)$'),
            OpenApiParameter.HEADER,
            required=True,
            description="The ETag of the answer that was read; * whatever it is now.",
        )
    if one.repeatable:
        yield OpenApiParameter(
            "Idempotency-Key",
            text(pattern="^[!-~]{1,200}$"),
            OpenApiParameter.HEADER,
            description="A word of the sender's own: the same request again is answered as the first, for 24 hours.",
        )
