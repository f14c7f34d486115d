"""A time limit for SQLite's statements, which has none of its own.

PostgreSQL's is set in the connection's options. Here SQLite asks us every few milliseconds of its
own work whether to go on; a statement over its budget ends with OperationalError ("interrupted"),
which is answered with 503.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

# Steps of SQLite's machine between two questions: about a millisecond.
STEPS = 20_000


class StatementBudget:
    """Gives each statement of one connection its time, from its start to its last row."""

    def __init__(self, milliseconds: int) -> None:
        self.seconds = milliseconds / 1000
        self.deadline = float("inf")

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Begin a statement's time; Django calls this around every statement."""
        self.deadline = time.monotonic() + self.seconds
        return execute(sql, params, many, context)

    def is_spent(self) -> bool:
        """Say whether the running statement must stop."""
        return time.monotonic() > self.deadline


def limit_statements(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Receive `connection_created`: give a new SQLite connection its budget, if one is set."""
    milliseconds = settings.DATABASE_STATEMENT_TIMEOUT_MS
    if connection.vendor != "sqlite" or not milliseconds:
        return
    wrappers = connection.execute_wrappers
    wrappers[:] = [wrapper for wrapper in wrappers if not isinstance(wrapper, StatementBudget)]
    budget = StatementBudget(milliseconds)
    wrappers.append(budget)
    connection.connection.set_progress_handler(budget.is_spent, STEPS)
