"""Addresses that cannot name anything."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase


class MalformedPathMiddleware:
    """Answer 404 to a path with a NUL: no key holds one, and PostgreSQL refuses to compare it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)
