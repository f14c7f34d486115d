"""The form in which an app says what it does in the background.

An app's `tasks` module holds `TASKS: list[Task]`. The worker finds it by app, so nothing here knows
who has work.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """Work that is looked for again and again: the rows that are due are the queue.

    `run` does what is due now and returns how many things it did, 0 when there was nothing. It may
    be called by several workers at once and may be killed at any point, so it claims what it does
    (`cms.leases`) or does it in one transaction. Work that waits for other machines, or that takes
    long, is done `is_apart`: in a thread of its own, where it holds up nobody; it looks at `stopping` now and
    then and comes back soon after.
    """

    name: str
    run: Callable[[], int]
    every_seconds: float = 1.0
    is_apart: bool = False


stopping = threading.Event()
"""Set when the worker of this process is told to stop."""
