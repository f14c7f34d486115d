"""Which scopes an address needs: `permission_classes = [Needs("articles:write")]`.

People with a login are not known below /api/: a cookie that the API honoured could be used by a
foreign page. They have the admin.
"""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission

from cms.access.callers import CHALLENGE, Unauthorized, caller_of
from cms.access.scopes import SCOPES
from cms.http.problem import Refusal


class ScopeMissing(Refusal):
    """The key is good, but not for this (RFC 6750, section 3.1)."""

    status = 403
    code = "insufficient_scope"
    title = "The key lacks a scope"

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"This needs a key with the scope {missing}. {SCOPES[missing]}",
            members={"scope": missing},
            headers={
                "WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{missing}"'
            },
        )


class HasScopes(BasePermission):
    """Every one of some scopes; `reading` are those that suffice for GET, HEAD and OPTIONS. Made by `Needs`."""

    scopes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()

    def has_permission(self, request: Any, view: Any) -> bool:
        """Say yes, or raise `Unauthorized` for nobody in particular and `ScopeMissing` for a lesser key."""
        require(request, *(self.reading if request.method in SAFE_METHODS else self.scopes))
        return True


def Needs(*scopes: str, reading: str = "") -> type[HasScopes]:  # noqa: N802 - it stands where a class does
    """Return the permission of an address that needs these scopes; reading it may need another one.

    Which things a caller may then see is another question: `cms.access.visibility`.
    """
    unknown = {*scopes, *filter(None, [reading])} - set(SCOPES)
    if unknown or not scopes:
        raise ValueError(f"No such scopes: {', '.join(sorted(unknown)) or 'none given'}.")
    allowed = {"scopes": scopes, "reading": (reading,) if reading else scopes}
    return type("Needs", (HasScopes,), allowed)


def require(request: Any, *scopes: str) -> None:
    """Refuse a caller that lacks one of the scopes, also in the midst of a request: such as a publish in a save."""
    caller = caller_of(request)
    if caller.is_anonymous:
        raise Unauthorized("This needs an API key: send “Authorization: Bearer <key>”.")
    for scope in scopes:
        if scope not in caller.scopes:
            raise ScopeMissing(scope)
