"""Runs functions at the same moment, each in a thread with a database connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

LONGEST_RACE_SECONDS = 120


def race(*functions: Callable[[], Any]) -> list[Any]:
    """Start all functions together and return what each returned or raised, in their order."""
    results: list[Any] = [None] * len(functions)
    start = threading.Barrier(len(functions))

    def run(place: int, function: Callable[[], Any]) -> None:
        try:
            start.wait()
            results[place] = function()
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            results[place] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(place, function), daemon=True)
        for place, function in enumerate(functions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_RACE_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "A racer waits for ever."
    return results


def failures(results: Sequence[Any]) -> list[Exception]:
    """Return what was raised."""
    return [one for one in results if isinstance(one, Exception)]
