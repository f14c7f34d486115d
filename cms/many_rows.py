"""Writes many rows of one table at once: COPY on PostgreSQL (one INSERT for a few), one prepared INSERT on SQLite.

Many times cheaper than `bulk_create`, which composes and quotes a long statement. As there, `save()` and signals stay
out of it.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import orjson
from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError

from cms.copy_rows import blocks, encodings
from cms.text_vectors import vector_text

Row = Sequence[Any]
_Conversion = Callable[[Any], Any]


class VectorColumn(NamedTuple):
    """A full-text column (tsvector) that only PostgreSQL has; its values are words parted by spaces."""

    column: str

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return its type, as a field does."""
        return "tsvector"


def insert_rows(
    model: type[models.Model], columns: Sequence[str | VectorColumn], rows: Sequence[Row]
) -> None:
    """Insert rows given as values in the order of `columns` (attribute names, such as `edition_id`).

    The fields' defaults do not apply: every column is named, or has a default in the database. Raises IntegrityError
    as any insert does, and TransactionManagementError outside a transaction, where half of the rows could remain.
    """
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise TransactionManagementError("insert_rows is for use inside transaction.atomic().")
    if not rows:
        return
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[one] if isinstance(one, str) else one for one in columns]
    insert = _postgres_insert if connection.vendor == "postgresql" else _execute_many
    with connection.wrap_database_errors:
        insert(connection, model, fields, rows)


def insert_instances(instances: Sequence[models.Model]) -> None:
    """Insert unsaved instances of one model, with their fields' defaults, and give them their primary keys."""
    if not instances:
        return
    model = type(instances[0])
    if isinstance(model._meta.pk, models.AutoField):
        for instance, key in zip(instances, next_keys(model, len(instances)), strict=True):
            instance.pk = key
    fields = model._meta.concrete_fields
    for field in fields:
        if type(field).pre_save is not models.Field.pre_save:
            for instance in instances:
                setattr(instance, field.attname, field.pre_save(instance, True))
    columns = [field.attname for field in fields]
    insert_rows(model, columns, [*map(attrgetter(*columns), instances)])
    for instance in instances:
        instance._state.adding = False
        instance._state.db = router.db_for_write(model)


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """Return automatic primary keys for new rows, in ascending order. Call it inside a transaction."""
    connection = connections[router.db_for_write(model)]
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return sorted(key for (key,) in cursor.fetchall())
        # A writer is alone from the start of its transaction on (IMMEDIATE): nobody else takes these.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + 1 + count))


def _postgres_insert(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: list[Any],
    rows: Sequence[Row],
) -> None:
    # COPY takes a round trip more than one INSERT; composing that costs more from a few rows on.
    is_small = len(rows) <= _FEW and all(_is_plain(field, connection) for field in fields)
    (_insert_few if is_small else _copy)(connection, model, fields, rows)


_FEW = 12
_PLAIN_TYPES = (
    "uuid", "varchar", "text", "integer", "bigint", "smallint", "boolean", "jsonb", "timestamp with time zone",
    "tsvector",
)  # fmt: skip


def _is_plain(field: Any, connection: BaseDatabaseWrapper) -> bool:
    return str(field.db_type(connection)).startswith(_PLAIN_TYPES)


def _insert_few(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: list[Any],
    rows: Sequence[Row],
) -> None:
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    conversions = [_for_a_statement(field) for field in fields]
    values = [value for row in _converted(rows, conversions) for value in row]
    into = _table_and_columns(connection, model, fields)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {into} VALUES {places}", values)  # noqa: S608 - quoted names of our own model


def _table_and_columns(
    connection: BaseDatabaseWrapper, model: type[models.Model], fields: list[Any]
) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    return f"{quote(model._meta.db_table)} ({names})"


def _for_a_statement(field: Any) -> _Conversion | None:
    if isinstance(field, VectorColumn):
        return vector_text
    return _json if isinstance(field, models.JSONField) else None


def _copy(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: list[Any],
    rows: Sequence[Row],
) -> None:
    types = [str(field.db_type(connection)) for field in fields]
    columns = encodings(types)
    if columns is None:
        raise NotImplementedError(
            f"{model.__name__} has a column that cms.copy_rows cannot write: {types}"
        )
    statement = f"COPY {_table_and_columns(connection, model, fields)} FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks(rows, columns):
            copy.write(block)


def _execute_many(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: list[Any],
    rows: Sequence[Row],
) -> None:
    places = ", ".join(["%s"] * len(fields))
    into = _table_and_columns(connection, model, fields)
    conversions = [_for_sqlite(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {into} VALUES ({places})",  # noqa: S608 - quoted names of our own model
            list(_converted(rows, conversions)),
        )


_AS_THEY_ARE = (
    models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BinaryField,
)  # fmt: skip


def _for_sqlite(field: Any, connection: BaseDatabaseWrapper) -> _Conversion | None:
    target = field.target_field if field.is_relation else field
    if isinstance(target, _AS_THEY_ARE):
        return None
    if isinstance(target, models.JSONField):
        return _json
    return lambda value: target.get_db_prep_save(value, connection)


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _converted(rows: Sequence[Row], conversions: Sequence[_Conversion | None]) -> Iterable[Row]:
    places = [(place, convert) for place, convert in enumerate(conversions) if convert]
    if not places:
        return rows
    return _convert_each(rows, places)


def _convert_each(rows: Sequence[Row], places: list[tuple[int, _Conversion]]) -> Iterable[Row]:
    for row in rows:
        values = list(row)
        for place, convert in places:
            values[place] = convert(values[place])
        yield values
