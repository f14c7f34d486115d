"""Search in the admin's lists: every word must be found somewhere, in capitals or not, in any alphabet."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cms.uuid7 import uuid_in


def matching(rows: QuerySet, term: str, paths: Iterable[str]) -> QuerySet:
    """Return the rows in which every word of `term` is found in one of the `paths`, or whose id it is."""
    if "\x00" in term:  # No database holds it, and PostgreSQL does not even look.
        return rows.none()
    if id_ := uuid_in(term.strip()):
        return rows.filter(pk=id_)
    for word in term.split():
        found = Q()
        for path in paths:
            for spelling in spellings(word):
                found |= Q(**{f"{path}__icontains": spelling})
        rows = rows.filter(found)
    return rows


def spellings(word: str) -> set[str]:
    """Return a word with and without capitals: SQLite compares letters beyond ASCII exactly."""
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
