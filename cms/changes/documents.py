"""The public documents of things, as the apps that own them give them.

The log knows no content: an app's module `change_documents` registers a loader for each type of
thing that it reports. It is found when Django starts.
"""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

Thing = tuple[str, UUID]
Loader = Callable[[Collection[Thing]], Mapping[Thing, bytes]]
"""Gets (type, id) pairs, all of types that it was registered for, and returns the public document of
each as JSON in UTF-8, in one query. What is not public is missing."""

_loaders: dict[str, Loader] = {}


class UnknownTypeError(LookupError):
    """No app has said how documents of this type are loaded."""


def register(*types: str, loader: Loader) -> None:
    """Say who loads the documents of some types; types that share a loader share its query."""
    for type_ in types:
        _loaders[type_] = loader


def documents_of(things: Collection[Thing]) -> dict[Thing, bytes]:
    """Return the public documents of things of any type, in one query for each loader."""
    wanted: dict[Loader, list[Thing]] = {}
    for thing in things:
        wanted.setdefault(_loader(thing[0]), []).append(thing)
    found: dict[Thing, bytes] = {}
    for loader, some in wanted.items():
        found.update(loader(some))
    return found


def documents(type_: str, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """Return the public documents of things of one type; what is not public is missing."""
    return {id_: one for (_type, id_), one in documents_of([(type_, id_) for id_ in ids]).items()}


def _loader(type_: str) -> Loader:
    try:
        return _loaders[type_]
    except KeyError:
        raise UnknownTypeError(f"Nobody has registered a loader for “{type_}”.") from None
