"""Answers from bytes that are ready: validators, conditional requests and cache headers.

RFC 9110 (ETag, If-None-Match, If-Modified-Since, 304), RFC 9111 and RFC 5861 (Cache-Control), RFC
8288 (Link).
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_http_date_safe

from cms.http.negotiation import JSON

ANY_ETAG = "*"
ETAG_PATTERN = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')

# Servers and CDNs refuse headers beyond 8 kB; what does not fit is named by one coarse tag instead.
CACHE_TAG_MAX_CHARACTERS = 7_000
CACHE_TAG_OVERFLOW = "overflow"


def cache_control(*, max_age: int, stale_while_revalidate: int, stale_if_error: int) -> str:
    """Return a Cache-Control for shared caches; all three in seconds."""
    return (
        f"public, max-age={max_age}, stale-while-revalidate={stale_while_revalidate}, "
        f"stale-if-error={stale_if_error}"
    )


# A correction, a withdrawal or a fresh headline reaches every reader within about a minute, also
# behind a cache that nobody purges; ten seconds already take a front page's whole rush off the
# server. A day of stale answers is better than an empty page while the service is down.
NEWS = cache_control(max_age=10, stale_while_revalidate=50, stale_if_error=86_400)
# Site, vocabulary and the schema change a few times a day, and nobody is harmed by an old one.
VOCABULARY = cache_control(max_age=60, stale_while_revalidate=600, stale_if_error=86_400)
# Long enough to take a crowd's polls off the server, short enough that nobody follows late.
BRIEF = "public, max-age=1, stale-while-revalidate=4"
# The address names the bytes: they can never change.
IMMUTABLE = "public, max-age=31536000, immutable"
PRIVATE = "no-store"


def etag(*parts: str | int | bytes) -> str:
    """Return a strong entity tag, quoted, for a representation made from exactly these parts."""
    digest = blake2b(digest_size=12)
    for part in parts:
        piece = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return f'"{urlsafe_b64encode(digest.digest()).decode()}"'


def client_etags(request: HttpRequest) -> frozenset[str]:
    """Return the entity tags that the client holds, in their strong form; `*` stands for any."""
    header = request.META.get("HTTP_IF_NONE_MATCH")
    if not header:
        return frozenset()
    if header.strip() == ANY_ETAG:
        return frozenset({ANY_ETAG})
    return frozenset(ETAG_PATTERN.findall(header))  # W/"x" compares like "x" (weak comparison).


def client_has(
    request: HttpRequest, *, entity_tag: str, last_modified: datetime | None = None
) -> bool:
    """Say whether the client's copy is current, so that 304 is the answer."""
    if "HTTP_IF_NONE_MATCH" in request.META:
        held = client_etags(request)
        return entity_tag in held or ANY_ETAG in held
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or last_modified is None:
        return False
    moment = parse_http_date_safe(since)
    return moment is not None and int(last_modified.timestamp()) <= moment


def ready_response(
    request: HttpRequest,
    body: bytes | None,
    *,
    entity_tag: str,
    last_modified: datetime | None = None,
    caching: str = NEWS,
    cache_tags: Iterable[str] = (),
    next_url: str | None = None,
    previous_url: str | None = None,
    content_type: str = JSON,
) -> HttpResponse:
    """Return 200 with the body, or 304 when the client has it; to HEAD the same without the body.

    `body` may be None only when `client_has` the representation: the query then need not read it.
    """
    headers = {"ETag": entity_tag, "Cache-Control": caching, "Vary": "Accept"}
    if last_modified is not None:
        headers["Last-Modified"] = _http_date(int(last_modified.timestamp()))
    if tags := cache_tag(cache_tags):
        headers["Cache-Tag"] = tags
    if client_has(request, entity_tag=entity_tag, last_modified=last_modified):
        return NotModified(headers)
    if body is None:
        raise ValueError("The body was not read, but the client has no current copy of it.")
    if next_url or previous_url:
        headers["Link"] = link(next_url=next_url, previous_url=previous_url)
    headers |= {"Content-Type": content_type, "Content-Length": str(len(body))}
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


def cache_tag(tags: Iterable[str]) -> str:
    """Return the Cache-Tag header: each tag once; `overflow` for those that do not fit.

    Whoever purges by tag purges `overflow` with every change, so that nothing is forgotten.
    """
    distinct = dict.fromkeys(tags)
    header = ",".join(distinct)
    if len(header) <= CACHE_TAG_MAX_CHARACTERS:
        return header
    room = CACHE_TAG_MAX_CHARACTERS - len(CACHE_TAG_OVERFLOW) - 1
    whole = header[: room + 1].rpartition(",")[0]
    return f"{whole},{CACHE_TAG_OVERFLOW}".lstrip(",")


def link(*, next_url: str | None, previous_url: str | None) -> str:
    """Return the Link header to the neighbouring pages of a list."""
    pages = ((next_url, "next"), (previous_url, "prev"))
    return ", ".join(f'<{url}>; rel="{relation}"' for url, relation in pages if url)


class NotModified(HttpResponse):
    """304 without a body, a type or a length."""

    status_code = HTTPStatus.NOT_MODIFIED

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__(headers=headers)
        del self["Content-Type"]

    def has_header(self, header: str) -> bool:
        # Django's CommonMiddleware gives a length of 0 to whatever has none. A 304 may only carry
        # the length that the 200 has (RFC 9110, section 8.6): caches take it over.
        return header.lower() == "content-length" or super().has_header(header)


# Turning a moment into its header costs more than the rest of the answer's headers together.
_http_date = lru_cache(maxsize=4096)(http_date)
