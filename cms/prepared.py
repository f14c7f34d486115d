"""Queries that are composed once: Django's part of a short read is mostly composing its SQL.

A `Prepared` query is built like any other, once for each shape of it, with markers where a value goes that differs from
call to call. What comes back are plain rows, converted as `values_list` does.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, QuerySet

_Conversion = tuple[int, Any, Sequence[Callable[[Any, Any, Any], Any]]]


class Prepared(NamedTuple):
    """A statement with its parameters, at which of them a marked value goes, and how columns are converted."""

    statement: str
    parameters: tuple[Any, ...]
    marked: Mapping[int, tuple[str, "Field[Any, Any]"]]
    conversions: tuple[_Conversion, ...]


class Marker(NamedTuple):
    """A value of a field's own kind that no other parameter of the query has; it stands for the value `name`."""

    name: str
    value: Any
    field: "Field[Any, Any]"


def prepare(rows: "QuerySet[Any, Any]", *markers: Marker) -> Prepared:
    """Compose a query (a `values_list`) for the database in use."""
    compiler = rows.query.get_compiler(connection=connection)
    statement, parameters = compiler.as_sql()
    converters = compiler.get_converters(
        [expression for expression, _sql, _alias in compiler.select]
    )
    return Prepared(
        statement,
        tuple(parameters),
        {
            place: (marker.name, marker.field)
            for marker in markers
            for place, value in enumerate(parameters)
            if value == marker.field.get_db_prep_value(marker.value, connection)
        },
        tuple((place, expression, some) for place, (some, expression) in converters.items()),
    )


def fetch(prepared: Prepared, **values: Any) -> list[list[Any]]:
    """Run a prepared query with a value for each of its markers, and return the rows."""
    parameters = list(prepared.parameters)
    for place, (name, field) in prepared.marked.items():
        parameters[place] = field.get_db_prep_value(values[name], connection)
    with connection.cursor() as cursor:
        cursor.execute(prepared.statement, parameters)
        rows = [list(row) for row in cursor.fetchall()]
    for place, expression, conversions in prepared.conversions:
        for row in rows:
            for convert in conversions:
                row[place] = convert(row[place], expression, connection)
    return rows
