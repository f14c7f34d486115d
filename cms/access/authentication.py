"""API keys for Django REST framework's views: `authentication_classes = [KeyAuthentication]`."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from cms.access.callers import CHALLENGE, Caller, caller_of


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>` (RFC 6750); `request.user` is then the `Caller`.

    A credential that is no good is refused with 401, never taken for nobody.
    """

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        """Return the caller of a key; None for nobody in particular."""
        caller = caller_of(request)
        return None if caller.is_anonymous else (caller, None)

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return CHALLENGE
