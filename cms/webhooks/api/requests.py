"""What requests about webhooks bring: read, checked and refused with a sentence."""

from datetime import datetime, timedelta
from typing import Any

from cms.http.cursor import Kind
from cms.http.filters import StrictFilterSet
from cms.http.json_body import read_object
from cms.http.keyset import Column, Ordering
from cms.http.parameters import CursorParameter, OneParameter
from cms.http.problem import BadRequest, FieldError
from cms.http.texts import shown
from cms.http.values import BadValueError, Choice, Flag, Moment, Whole
from cms.webhooks.endpoints import GRACE, LONGEST_GRACE
from cms.webhooks.states import STATES

MOST_BYTES = 1024 * 1024
_HOUR = timedelta(hours=1)
_MOST_HOURS = LONGEST_GRACE // _HOUR
NEWEST_FIRST = Ordering(
    "webhook-deliveries",
    Column("created_at", Kind.MOMENT, descending=True),
    Column("id", Kind.IDENTIFIER, descending=True),
)


class NoParameters(StrictFilterSet):
    """An address without parameters."""


class DeliveryParameters(StrictFilterSet):
    """The parameters of a list of deliveries."""

    state = OneParameter(Choice(tuple(STATES)), description="Only those in this state.")
    unacknowledged = OneParameter(
        Flag(), default=False, description="`true`: only kills that were not acknowledged."
    )
    limit = OneParameter(Whole(1, 100), default=20, description="Deliveries in a page.")
    cursor = CursorParameter(
        {NEWEST_FIRST.name: NEWEST_FIRST},
        description="Where the page begins: from `next` or `previous`.",
    )


def read_body(request: Any, *names: str, may_be_absent: bool = False) -> dict[str, Any]:
    """Return the JSON object that a request brings; no other keys than `names` are taken."""
    body = read_object(request._request, most_bytes=MOST_BYTES, may_be_absent=may_be_absent)  # noqa: SLF001 - ours to read
    known = f"write {', '.join(names)}." if names else "send {} or nothing."
    unknown = [
        FieldError(name, "unknown", f"There is no “{shown(name)}” here: {known}")
        for name in body
        if name not in names
    ]
    if unknown:
        raise BadRequest(errors=unknown)
    return body


def read_grace(body: dict[str, Any]) -> timedelta:
    """Return for how long the secrets before a new one go on signing."""
    hours = body.get("grace_hours", GRACE // _HOUR)
    if isinstance(hours, bool) or not isinstance(hours, int) or not 0 <= hours <= _MOST_HOURS:
        message = f"grace_hours: give a whole number from 0 to {_MOST_HOURS}."
        raise BadRequest(errors=[FieldError("grace_hours", "out_of_bounds", message)])
    return timedelta(hours=hours)


def read_since(body: dict[str, Any]) -> datetime:
    """Return since when everything is to be sent again."""
    given = body.get("since")
    if not isinstance(given, str):
        message = "since: give the moment from which on all is sent again, in ISO 8601."
        raise BadRequest(errors=[FieldError("since", "required", message)])
    try:
        return Moment().read(given)
    except BadValueError as error:
        raise BadRequest(
            errors=[FieldError("since", error.code, f"since: {error.message}")]
        ) from error


def read_flag(body: dict[str, Any], name: str) -> bool:
    """Return a yes or no that is no when it is not given."""
    given = body.get(name, False)
    if not isinstance(given, bool):
        raise BadRequest(errors=[FieldError(name, "not_a_flag", f"{name}: write true or false.")])
    return given
