"""Which answers a page from elsewhere may read (Fetch standard, "CORS protocol").

The anonymous read API is open to every origin, with the same headers for all, so that a shared
cache needs no copy per origin. Everything else is closed.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_OPEN_PATH = re.compile(r"/api/v1/(?!manage/|preview/)")
_READ_METHODS = "GET, HEAD, OPTIONS"
_EXPOSED = "ETag, Link, Cache-Tag, Retry-After, RateLimit"
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": _READ_METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class CorsMiddleware:
    """Let pages of every origin read the public API, and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _OPEN_PATH.match(request.path_info):
            return self.get_response(request)
        if request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META:
            return HttpResponse(status=204, headers=_PREFLIGHT)
        response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = _EXPOSED
        return response
