"""Ends that processes agree on: signals, and a parent that is gone."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable

# Holds the number of a pipe's reading end. The parent holds the writing end and never writes: when
# the parent ends, however it ends, the read returns.
PARENT_PIPE_VARIABLE = "STANDFIRST_PARENT_PIPE"


def stop_event(event: threading.Event | None = None) -> threading.Event:
    """Return an event (a new one, if none is given) that SIGTERM and Ctrl-C set."""
    event = event or threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: event.set())
    return event


def end_with_parent() -> None:
    """Send ourselves SIGTERM when the process that started us is gone; see PARENT_PIPE_VARIABLE."""
    descriptor = os.environ.pop(PARENT_PIPE_VARIABLE, "")
    if parent := multiprocessing.parent_process():
        _end_after(parent.join)
    elif descriptor:
        _end_after(lambda: os.read(int(descriptor), 1))


def _end_after(wait: Callable[[], object]) -> None:
    def end() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=end, daemon=True).start()
