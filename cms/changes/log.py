"""Writing to the log: the only way in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections, router
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from cms.changes.filters import WITHDRAWN
from cms.changes.models import Change
from cms.many_rows import insert_rows

# Two placeholders each: SQLite allows 32,766 in a statement.
THINGS_IN_ONE_QUERY = 10_000

Thing = tuple[str, UUID]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewChange:
    """A change to report; columns as in `Change`, `labels` what the thing carries now."""

    type: str
    thing: UUID
    operation: str
    version: int
    at: datetime = field(default_factory=timezone.now)
    labels: Sequence[str] = ()
    aliases: Sequence[str] = ()
    withdrawal: dict[str, Any] | None = None
    cache_tags: Sequence[str] = ()


def append(*, changes: Sequence[NewChange]) -> None:
    """Write changes to the log, in the transaction of what they report and as its last statement.

    Each row also holds every label and alias that its thing ever had, so that a reader who follows
    a label hears when something leaves it, and by which names it may be known. Lock the content's
    row first: it keeps the versions of one thing in order. Raises TransactionManagementError
    outside a transaction, where a change could be reported without having happened, and
    IntegrityError for a version that was reported before.
    """
    if not connections[router.db_for_write(Change)].in_atomic_block:
        raise TransactionManagementError("Append changes in the transaction of what they report.")
    if not changes:
        return
    known = _known_so_far({(change.type, change.thing) for change in changes})
    rows = []
    for change in changes:
        thing = (change.type, change.thing)
        known[thing] = known.get(thing, _NOTHING).grown(change)
        rows.append(_row(change, known[thing]))
    insert_rows(Change, _COLUMNS, rows)


class _Known(NamedTuple):
    """Every label that a thing ever had, and every other word that ever led to it."""

    labels: frozenset[str]
    aliases: frozenset[str]

    def grown(self, change: NewChange) -> "_Known":
        return _Known(self.labels | {*change.labels}, self.aliases | {*change.aliases})


_NOTHING = _Known(frozenset(), frozenset())
_COLUMNS = (
    "type",
    "thing",
    "operation",
    "version",
    "at",
    "labels",
    "carries",
    "aliases",
    "withdrawal",
    "cache_tags",
)


def _row(change: NewChange, known: _Known) -> tuple[Any, ...]:
    return (
        change.type,
        change.thing,
        change.operation,
        change.version,
        change.at,
        sorted(known.labels),
        [] if change.operation == WITHDRAWN else sorted(set(change.labels)),
        sorted(known.aliases),
        change.withdrawal,
        list(change.cache_tags),
    )


def _known_so_far(things: set[Thing]) -> dict[Thing, _Known]:
    """Return what each thing's latest change knows; things that have none are left out."""
    found: dict[Thing, _Known] = {}
    wanted = iter(things)
    while some := list(islice(wanted, THINGS_IN_ONE_QUERY)):
        found.update(_latest_known(some))
    return found


def _latest_known(things: list[Thing]) -> Iterator[tuple[Thing, _Known]]:
    """Yield each thing with what its latest change knows.

    Written as one look into the unique index for each thing: a thing's history may be long.
    """
    connection = connections[router.db_for_write(Change)]
    table = connection.ops.quote_name(Change._meta.db_table)
    key = Change._meta.get_field("thing")
    values = [(kind, key.get_db_prep_value(thing, connection)) for kind, thing in things]
    latest = (
        f"SELECT id FROM {table} WHERE {table}.type = wanted.type"  # noqa: S608 - our own table's quoted name
        f" AND {table}.thing = wanted.thing ORDER BY {table}.version DESC LIMIT 1"
    )
    rows = ", ".join(["(%s, %s)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH wanted (type, thing) AS (VALUES {rows})"  # noqa: S608 - the above, placeholders
            f" SELECT wanted.type, wanted.thing, labels, aliases FROM wanted"
            f" JOIN {table} ON {table}.id = ({latest})",
            [value for pair in values for value in pair],
        )
        for kind, thing, labels, aliases in cursor.fetchall():
            known = _Known(frozenset(json.loads(labels)), frozenset(json.loads(aliases)))
            yield (kind, UUID(str(thing))), known
