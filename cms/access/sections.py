"""What a key's sections are called elsewhere: the app that has sections says how they are found."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

Finder = Callable[[Sequence[str]], Mapping[str, UUID]]
_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Say how words (slugs or ids) become ids of sections; a word that names none is left out."""
    _finders[:] = [finder]


def find_sections(words: Sequence[str]) -> Mapping[str, UUID]:
    """Return the id of the section that each word names; a word that names none is left out."""
    return _finders[0](words) if _finders and words else {}
