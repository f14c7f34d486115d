"""Giving committed changes their place in the log, so that no reader ever misses one.

Ids become visible in the order of commits, not of ids: a reader that remembers the highest id it
saw loses whatever commits later with a lower one. So a change gets its `seq` only after its commit,
from one numberer at a time (docs/decisions/numbering-after-commit.md).
"""

from django.db import connections, router, transaction
from django.db.models import QuerySet

from cms.changes.models import Change, FeedState

ROWS_IN_ONE_TRANSACTION = 10_000


class FeedStateMissingError(Exception):
    """Nothing can be numbered, because the row that counts is gone."""


def is_pending() -> bool:
    """Say whether committed changes wait for their number; a plain read of a tiny index."""
    return first_pending().first() is not None


def first_pending() -> QuerySet[Change, int]:
    """Return the id of the first change that waits for its number, if one does.

    In an order, which asks for the tiny index. PostgreSQL answers a mere "is there one?" by reading the whole log
    while its statistics are of a time when much was waiting, as after a large load.
    """
    return Change.objects.filter(seq__isnull=True).order_by("id").values_list("id", flat=True)[:1]


def number_pending(limit: int = ROWS_IN_ONE_TRANSACTION) -> int:
    """Number up to `limit` pending changes in the order of their ids; return how many.

    0 when nothing is pending, and also when another process is numbering: it does the work for us.
    Takes no lock at all when nothing is pending, so that on SQLite a reader stays a reader.
    """
    if not is_pending():
        return 0
    with transaction.atomic(durable=True):
        # These must stay two statements. On PostgreSQL (READ COMMITTED) each statement sees what
        # was committed when it began: only one that begins after the lock is held sees all that
        # the numberer before us did. On SQLite the transaction is IMMEDIATE: it is alone.
        state = FeedState.objects.select_for_update(skip_locked=True).first()
        if state is None:
            return _leave_it_to_another()
        numbered = _number_after(state.last_seq, limit)
        FeedState.objects.filter(pk=state.pk).update(last_seq=state.last_seq + numbered)
    return numbered


def _leave_it_to_another() -> int:
    if not FeedState.objects.exists():
        raise FeedStateMissingError("The log's row of state is missing: run `manage.py migrate`.")
    return 0


def _number_after(last_seq: int, limit: int) -> int:
    """Give pending rows last_seq + 1, + 2, … in one statement; return how many."""
    connection = connections[router.db_for_write(Change)]
    table = connection.ops.quote_name(Change._meta.db_table)
    pending = f"SELECT id FROM {table} WHERE seq IS NULL ORDER BY id LIMIT %s"  # noqa: S608 - our own table's quoted name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET seq = %s + numbered.place FROM"  # noqa: S608 - as above
            f" (SELECT id, row_number() OVER (ORDER BY id) AS place FROM ({pending}) AS pending)"
            f" AS numbered WHERE {table}.id = numbered.id",
            [last_seq, limit],
        )
        return int(cursor.rowcount)
