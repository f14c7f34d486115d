"""Locks that a transaction holds until it commits: on rows that it reads, and on a name."""

import zlib
from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.transaction import TransactionManagementError


def share_lock(
    model: type[models.Model], identifiers: Iterable[Any], *, lets_updates_pass: bool = False
) -> None:
    """Keep these rows as they are until the transaction ends; others may read and share-lock them.

    Waits for whoever is changing one of them, so read what you build from *after* this call. Rows
    are locked in the order of their keys, so that two callers never wait for each other. On SQLite
    there is nothing to lock: a write transaction is alone from its first statement on (IMMEDIATE).
    With `lets_updates_pass` only those wait who take the row with `select_for_update` before they
    change it; a plain update (of a flag that says nothing of the content) goes through.
    Raises TransactionManagementError outside a transaction, where a lock would be gone at once.
    """
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise TransactionManagementError("share_lock holds nothing outside transaction.atomic().")
    keys = [model._meta.pk.to_python(identifier) for identifier in identifiers]
    if connection.vendor != "postgresql" or not keys:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    strength = "KEY SHARE" if lets_updates_pass else "SHARE"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE {key} = ANY(%s) ORDER BY {key} FOR {strength}",  # noqa: S608 - quoted names of our own model
            [keys],
        )


def advisory_locks(names: Iterable[str]) -> None:
    """Hold several named locks alone until the transaction ends, taken in one order by everybody."""
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "advisory_locks hold nothing outside transaction.atomic()."
        )
    keys = sorted({zlib.crc32(name.encode("utf-8", "backslashreplace")) for name in names})
    if connection.vendor == "postgresql" and keys:
        with connection.cursor() as cursor:
            # The function is called row by row, in the order of the array.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys]
            )


def advisory_lock(name: str, *, shared: bool) -> None:
    """Hold a named lock until the transaction ends: shared with others who share it, or alone.

    On SQLite there is nothing to lock: a write transaction is alone from its first statement on
    (IMMEDIATE). Raises TransactionManagementError outside a transaction.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "advisory_lock holds nothing outside transaction.atomic()."
        )
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [zlib.crc32(name.encode())])
