"""Who may see what, as data: the one rule that lists, pages, previews, the feed and the admin follow.

The apps that have content say where a thing stands (`Thing`); nothing here knows more of it.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from cms.access.callers import Caller, CallerKind, Limits, Reach


class Standing(StrEnum):
    """What the public has had of a thing. A draft, one in review, scheduled or under embargo: all are `NEVER`."""

    ABSENT = "absent"
    NEVER = "never"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"


class Relation(StrEnum):
    """What a caller is to a thing: turned away, one of the public, at work on it, or allowed to see the killed."""

    REFUSED = "refused"
    OUTSIDE = "outside"
    INSIDE = "inside"
    ABOVE = "above"


class Sight(IntEnum):
    """How much of a thing is seen; each includes the one before. What is not seen answers as if it were not there."""

    NOTHING = 0
    GONE = 1
    PUBLIC = 2
    WORKING = 3


class Thing(NamedTuple):
    """Where a thing stands, and what limits and desks go by. What is shared is open to everybody with a desk."""

    standing: Standing
    language: str = ""
    section: UUID | None = None
    people: frozenset[UUID] = frozenset()
    is_shared: bool = False


_COLUMNS: Final = (
    Standing.ABSENT, Standing.NEVER, Standing.LIVE, Standing.WITHDRAWN, Standing.KILLED,
)  # fmt: skip
_NOTHING, _GONE, _PUBLIC, _WORKING = Sight
RULES: Final[Mapping[Relation, Mapping[Standing, Sight]]] = {
    relation: dict(zip(_COLUMNS, sights, strict=True))
    for relation, *sights in (
        # ________________ absent ___ never ____ live _____ withdrawn _ killed
        (Relation.REFUSED, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING),
        (Relation.OUTSIDE, _NOTHING, _NOTHING, _PUBLIC, _GONE, _GONE),
        (Relation.INSIDE, _NOTHING, _WORKING, _WORKING, _WORKING, _GONE),
        (Relation.ABOVE, _NOTHING, _WORKING, _WORKING, _WORKING, _WORKING),
    )
}


def sight(caller: Caller, thing: Thing) -> Sight:
    """Return how much of a thing a caller sees; their limits hold sections with all below them."""
    return RULES[relation(caller, thing)][thing.standing]


def relation(caller: Caller, thing: Thing) -> Relation:
    """Return what a caller is to a thing. Limits narrow what goes beyond the public, which is everybody's."""
    if caller.reach is Reach.REFUSED:
        return Relation.REFUSED
    if not (_is_own(caller, thing) or _reaches(caller, thing)):
        return Relation.OUTSIDE
    return Relation.ABOVE if caller.sees_killed else Relation.INSIDE


def is_within(limits: Limits, *, language: str, section: UUID | None) -> bool:
    """Say whether a thing lies within limits; one without a section lies in none."""
    return (not limits.sections or section in limits.sections) and (
        not limits.languages or language in limits.languages
    )


def _is_own(caller: Caller, thing: Thing) -> bool:
    has_desk = caller.kind is CallerKind.USER and caller.reach is not Reach.PUBLIC
    return has_desk and (thing.is_shared or caller.id in thing.people)


def _reaches(caller: Caller, thing: Thing) -> bool:
    return caller.reach is Reach.EVERYTHING and is_within(
        caller.limits, language=thing.language, section=thing.section
    )
