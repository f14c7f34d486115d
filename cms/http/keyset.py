"""Pages of a list by key, not by number: stable while rows come and go, fast on any page.

An ordering has two columns, both NOT NULL and together unique: what readers sort by, and a
tie-break. An index on both makes a page one range scan on either database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path

from cms.http.cursor import Cursor, Kind, decode, encode

Row = TypeVar("Row")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an ordering."""

    name: str
    kind: Kind
    descending: bool = False

    def sort(self, *, backward: bool) -> str:
        """Return the column as `order_by` takes it."""
        return f"-{self.name}" if self.descending != backward else self.name

    def beyond(self, *, backward: bool) -> str:
        """Return the lookup of what comes later in the direction of travel."""
        return f"{self.name}__lt" if self.descending != backward else f"{self.name}__gt"


@dataclass(frozen=True, slots=True)
class Ordering:
    """A list's order; the name is unique among all lists, so that no cursor fits a foreign one."""

    name: str
    first: Column
    second: Column

    def decode(self, word: str | None) -> Cursor | None:
        """Return the place that a `cursor` parameter names; BadRequest when it names none."""
        kinds = (self.first.kind, self.second.kind)
        return decode(word, order=self.name, kinds=kinds) if word else None

    def condition(self, cursor: Cursor) -> Q:
        """Return the rows beyond a cursor.

        The bound on the first column alone says nothing new, but it is what both planners turn
        into the start of an index scan; the rest is checked on the few rows that share the first
        column's value.
        """
        name, backward = self.first.name, cursor.backward
        beyond_first = self.first.beyond(backward=backward)
        beyond_second = self.second.beyond(backward=backward) + ("e" if cursor.inclusive else "")
        start = Q((f"{beyond_first}e", cursor.first))
        tie = Q((name, cursor.first), (beyond_second, cursor.second))
        return start & (Q((beyond_first, cursor.first)) | tie)

    def slice(
        self, queryset: QuerySet[M, Row], cursor: Cursor | None, limit: int
    ) -> QuerySet[M, Row]:
        """Return the page's rows and one more, in the direction of travel; give them to `page`."""
        backward = cursor is not None and cursor.backward
        columns = (column.sort(backward=backward) for column in (self.first, self.second))
        matching = queryset.filter(self.condition(cursor)) if cursor else queryset
        return matching.order_by(*columns)[: limit + 1]

    def page(
        self,
        fetched: Sequence[Row],
        cursor: Cursor | None,
        limit: int,
        *,
        key: Callable[[Row], tuple[Any, Any]],
    ) -> "Page[Row]":
        """Return the page from up to `limit` + 1 rows in the direction of travel.

        `key` gives a row's values of the two columns.
        """
        more, rows = len(fetched) > limit, list(fetched[:limit])
        backward = cursor is not None and cursor.backward
        if backward:
            rows.reverse()
        if not rows:
            return self._empty(cursor)
        before = Cursor(*key(rows[0]), backward=True) if (more if backward else cursor) else None
        after = Cursor(*key(rows[-1])) if (backward or more) else None
        return Page(rows, next=self._encode(after), previous=self._encode(before))

    def _empty(self, cursor: Cursor | None) -> "Page[Row]":
        """Return a page without rows, with the way back to where the caller came from."""
        if cursor is None:
            return Page([], next=None, previous=None)
        back = Cursor(cursor.first, cursor.second, backward=not cursor.backward, inclusive=True)
        word = self._encode(back)
        return Page([], next=word, previous=None) if cursor.backward else Page([], None, word)

    def _encode(self, cursor: Cursor | None) -> str | None:
        return encode(cursor, order=self.name) if cursor else None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in the list's order, and the cursors of the neighbouring pages."""

    rows: list[Row]
    next: str | None
    previous: str | None


def page_url(request: HttpRequest, cursor: str | None) -> str | None:
    """Return the absolute address of a neighbouring page, with all other parameters as they are."""
    if cursor is None:
        return None
    raw = request.META.get("QUERY_STRING", "").encode("latin-1")  # As WSGI hands it on (PEP 3333).
    given = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)
    query = urlencode([pair for pair in given if pair[0] != "cursor"] + [("cursor", cursor)])
    return f"{settings.PUBLIC_URL}{escape_uri_path(request.path)}?{query}"
