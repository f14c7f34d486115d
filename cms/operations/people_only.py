"""Sessions, logins and messages, for the addresses that people with a login use.

The API knows nobody by a cookie: below /api/ these three would cost 30 us of every request, and a
cookie that the API honoured could be used by a foreign page.
"""

from collections.abc import Awaitable

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

API_PREFIX = "/api/"


class _PeopleOnly(MiddlewareMixin):
    """A Django middleware that lets requests to the API pass by."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        return super().__call__(request)


class PeopleSessionMiddleware(_PeopleOnly, SessionMiddleware):
    """Django's sessions, except below /api/."""


class PeopleAuthenticationMiddleware(_PeopleOnly, AuthenticationMiddleware):
    """Django's logins, except below /api/."""


class PeopleMessageMiddleware(_PeopleOnly, MessageMiddleware):
    """Django's messages, except below /api/."""
