"""Sections by name, for limits and desks: the app that has sections says how they are found."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID


class SectionBook(NamedTuple):
    """How sections are found: `find` turns slugs and ids into ids (a word that names none is left out), `names`
    returns (id, name) of all of them in their order.
    """

    find: Callable[[Sequence[str]], Mapping[str, UUID]]
    names: Callable[[], Sequence[tuple[str, str]]]


_book = [SectionBook(lambda words: {}, list)]


def register_sections(book: SectionBook) -> None:
    """Say how sections are found."""
    _book[0] = book


def find_sections(words: Sequence[str]) -> Mapping[str, UUID]:
    """Return the id of the section that each word names; a word that names none is left out."""
    return _book[0].find(words) if words else {}


def section_names() -> Sequence[tuple[str, str]]:
    """Return (id, name) of every section, in their order."""
    return _book[0].names()
