"""What a tag or section is called elsewhere: the app that has tags says how words become ids."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

Finder = Callable[[str, Collection[str]], Mapping[str, UUID]]
"""Gets `tag` or `section` and words (slugs, former ones, ids) and returns the id that each names; a
word that names nothing that ever was public is left out."""

_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Say how words become ids."""
    _finders[:] = [finder]


def find_labels(kind: str, words: Collection[str]) -> Mapping[str, UUID]:
    """Return the id of the tag (or section) that each word names; one that names none is left out."""
    return _finders[0](kind, words) if _finders and words else {}
