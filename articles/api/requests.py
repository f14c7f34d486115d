"""What a request to the read API asks for, once its parameters are understood."""

from dataclasses import dataclass

from articles.listing import Choice
from articles.public_things import ThingChoice
from articles.representation import Shape
from cms.http.cursor import Cursor


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list of articles or headlines; `shape.body` is None for headlines."""

    choice: Choice
    shape: Shape
    order: str = "newest"
    limit: int = 20
    cursor: Cursor | None = None
    include: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DetailRequest:
    """One article."""

    shape: Shape
    include: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RelatedRequest:
    """The relatives of one article."""

    shape: Shape
    limit: int = 10


@dataclass(frozen=True, slots=True)
class ThingListRequest:
    """A list of tags, sources or images."""

    choice: ThingChoice
    limit: int = 20
    cursor: Cursor | None = None
    ratio: str = "original"
    fields: tuple[str, ...] = ()
    include: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ThingRequest:
    """One tag, source or image."""

    ratio: str = "original"
    fields: tuple[str, ...] = ()
