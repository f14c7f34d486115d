"""Writing down who changed what through the API: the only way in.

A door appends the line in the transaction of the verb. What a door does not write down itself,
`cms.access.middleware` does after a write that was not refused, so that no write goes without one.
"""

from typing import Any
from uuid import UUID

import structlog

from cms.access.callers import Caller, caller_of
from cms.access.models import AuditLine

_ROUTE_CHARACTERS = 200


def audit(request: Any, *, thing_type: str = "", thing: UUID | str = "", status: int = 200) -> None:
    """Append a line for what a request writes; call it inside the verb's transaction.

    `thing` is the id of what was written; leave it out for several at once.
    """
    plain = getattr(request, "_request", request)
    caller: Caller = caller_of(plain)
    AuditLine.objects.create(
        key_id=caller.key,
        user_id=caller.user,
        actor=caller.name,
        method=plain.method,
        route=_route(plain),
        thing_type=thing_type,
        thing=str(thing),
        status=status,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
    )
    plain.is_audited = True


def nothing_written(request: Any) -> None:
    """Note that a request that looks like a write wrote nothing: it was answered as before."""
    getattr(request, "_request", request).is_audited = True


def is_audited(request: Any) -> bool:
    """Say whether the request has its line."""
    return getattr(request, "is_audited", False)


def _route(request: Any) -> str:
    match = request.resolver_match
    return (f"/{match.route}" if match else request.path)[:_ROUTE_CHARACTERS]
