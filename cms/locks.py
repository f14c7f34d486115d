"""Locks on rows that a transaction reads and must find unchanged when it commits."""

from collections.abc import Iterable
from typing import Any

from django.db import connections, models, router
from django.db.transaction import TransactionManagementError


def share_lock(model: type[models.Model], identifiers: Iterable[Any]) -> None:
    """Keep these rows as they are until the transaction ends; others may read and share-lock them.

    Waits for whoever is changing one of them, so read what you build from *after* this call. Rows
    are locked in the order of their keys, so that two callers never wait for each other. On SQLite
    there is nothing to lock: a write transaction is alone from its first statement on (IMMEDIATE).
    Raises TransactionManagementError outside a transaction, where a lock would be gone at once.
    """
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise TransactionManagementError("share_lock holds nothing outside transaction.atomic().")
    keys = list(identifiers)
    if connection.vendor != "postgresql" or not keys:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE {key} = ANY(%s) ORDER BY {key} FOR SHARE",  # noqa: S608 - quoted names of our own model
            [keys],
        )
