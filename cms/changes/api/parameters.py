"""What a request to the change feed may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cms.access.callers import Caller, caller_of
from cms.access.scopes import CHANGES_READ_ALL
from cms.changes.cursors import CHARACTERS, Place, decode
from cms.changes.filters import TYPES, Filter
from cms.changes.label_names import find_labels
from cms.http.filters import Asked, StrictFilterSet
from cms.http.parameters import ListParameter, OneParameter, Parameter
from cms.http.problem import BadRequest, FieldError
from cms.http.query_string import show
from cms.http.values import Choice, Slug, Whole

MOST_IN_A_PAGE = 100
LONGEST_WAIT_SECONDS = 30
_LAST_EVENT = "HTTP_LAST_EVENT_ID"


class PlaceParameter(Parameter):
    """How far the log was followed."""

    def read(self, values: list[str]) -> str:
        return values[0]

    def finish(self, value: str | None, values: Mapping[str, Any]) -> Place | None:
        return decode(value) if value else None

    @property
    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": "^[A-Za-z0-9_-]+$",
            "minLength": CHARACTERS,
            "maxLength": CHARACTERS,
        }


class ChangeParameters(StrictFilterSet):
    """The parameters of `/changes/`."""

    cursor = PlaceParameter(description="Go on from here; without it, a full copy begins.")
    type = ListParameter(Choice(TYPES), description="Only things of these types.")
    tag = ListParameter(
        Slug(), description="Only what carries one of these tags (slug or id) or a descendant."
    )
    section = ListParameter(Slug(), description="Only what is in one of these sections.")
    language = ListParameter(
        Choice(tuple(settings.NEWSROOM_LANGUAGES)),
        description="Only articles in one of these languages.",
    )
    include = ListParameter(
        Choice(("document",)), description="`document`: each change with its thing's document."
    )
    limit = OneParameter(
        Whole(1, MOST_IN_A_PAGE), default=MOST_IN_A_PAGE, description="Changes in a page."
    )
    wait = OneParameter(
        Whole(1, LONGEST_WAIT_SECONDS),
        description="With a cursor: when there is nothing new, wait so many seconds for it.",
    )


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """What is followed, from where, and how it is sent."""

    place: Place | None
    filters: tuple[Filter, ...]
    has_documents: bool
    limit: int
    wait: int


def read_request(request: HttpRequest) -> FeedRequest:
    """Return what a request asks for; BadRequest naming every slip, Unauthorized for a bad key."""
    asked = ChangeParameters.parse(request)
    filters = (_asked_filter(asked), *_limits(caller_of(request)))
    return FeedRequest(
        place=asked["cursor"],
        filters=filters,
        has_documents="document" in asked["include"],
        limit=asked["limit"],
        wait=asked["wait"] or 0,
    )


def read_stream_request(request: HttpRequest) -> FeedRequest:
    """Return what a request for a stream asks for: no pages, and no `wait`."""
    given = ChangeParameters.parse(request).given & {"limit", "wait"}
    if given:
        raise BadRequest(
            errors=[
                FieldError(name, "not_in_a_stream", f"{name}: leave it out of a stream.")
                for name in sorted(given)
            ]
        )
    return read_request(request)


def read_event_request(request: HttpRequest) -> FeedRequest:
    """Return what a request for events asks for; `Last-Event-ID` goes before `cursor`."""
    asked = read_stream_request(request)
    last = request.META.get(_LAST_EVENT)
    if not last:
        return asked
    return FeedRequest(decode(last), asked.filters, asked.has_documents, asked.limit, asked.wait)


def _asked_filter(asked: Asked) -> Filter:
    return Filter(
        types=frozenset(asked["type"]),
        tags=_ids("tag", asked["tag"]),
        sections=_ids("section", asked["section"]),
        languages=frozenset(asked["language"]),
    )


def _ids(kind: str, words: tuple[str, ...]) -> frozenset[str]:
    found = find_labels(kind, words)
    unknown = [word for word in words if word not in found]
    if unknown:
        raise BadRequest(
            errors=[
                FieldError(kind, "unknown", f"{kind}: there is no {kind} “{show(word)}”.")
                for word in unknown
            ]
        )
    return frozenset(str(one) for one in found.values())


def _limits(caller: Caller) -> tuple[Filter, ...]:
    """Return the limits of a key; one that may read all changes has none here."""
    limits = caller.limits
    if CHANGES_READ_ALL in caller.scopes or not (limits.sections or limits.languages):
        return ()
    sections = frozenset(str(section) for section in limits.sections)
    return (Filter(sections=sections, languages=frozenset(limits.languages)),)
