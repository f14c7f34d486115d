"""The reader's only source: the public API, called inside this process like any front end calls it."""

import json
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

ROOT = "/api/v1/"
_PASSED_ON = ("Cache-Control", "Cache-Tag", "Retry-After")
Document = dict[str, Any]


class Answer(NamedTuple):
    """A document, the address that it is at (relative to the host), and what caches are told of it."""

    document: Document
    address: str
    caching: str
    cache_tags: tuple[str, ...]


class ApiRefused(Exception):  # noqa: N818 - an answer, not a defect
    """The API answered with something other than a document; `problem` is what it said (RFC 9457).

    `headers` are those of the answer that hold for a page, too.
    """

    def __init__(
        self, status: int, problem: Document, *, address: str, headers: dict[str, str] | None = None
    ) -> None:
        self.status, self.problem, self.address = status, problem, address
        self.headers = headers or {}
        super().__init__(f"{status} {problem.get('detail', '')}")


class ApiMoved(Exception):  # noqa: N818 - an answer, not a defect
    """The API says that the thing is at another address; `key` names it there."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def read(path: str, **parameters: str | int | None) -> Answer:
    """Return what the API answers at a path below its root, for example `articles/some-slug/`.

    Parameters that are None are left out. Raises `ApiRefused` and `ApiMoved`.
    """
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    address = quote(ROOT + path) + (f"?{query}" if query else "")
    response = _call(ROOT + path, query)
    if response is None:
        raise ApiRefused(HTTPStatus.NOT_FOUND, {}, address=address)
    if response.status_code == HTTPStatus.MOVED_PERMANENTLY:
        raise ApiMoved(unquote(urlsplit(response["Location"]).path.rstrip("/").rpartition("/")[2]))
    document = json.loads(response.content)
    headers = {name: response[name] for name in _PASSED_ON if name in response}
    if response.status_code != HTTPStatus.OK:
        raise ApiRefused(response.status_code, document, address=address, headers=headers)
    tags = headers.get("Cache-Tag", "")
    return Answer(
        document, address, headers["Cache-Control"], tuple(tags.split(",")) if tags else ()
    )


def cursor_of(address: str | None) -> str | None:
    """Return the cursor in the address of a list's neighbouring page."""
    if address is None:
        return None
    return parse_qs(urlsplit(address).query)["cursor"][0]


def _call(path: str, query: str) -> HttpResponse | None:
    """Call the view that has this path, with a request that carries no reader's cookies or headers."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.GET = QueryDict(query)
    request.META = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    try:
        match = resolve(path)
    except Resolver404:
        return None
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
