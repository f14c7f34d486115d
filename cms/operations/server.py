"""The production web server: Granian with worker processes of a few threads each."""

import logging
import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from cms import env
from cms.shutdown import STOPPING_FILE_VARIABLE

log = logging.getLogger(__name__)

# Threads that run Django in one process. A read is mostly Python, so more would only wait for each
# other; an upload or a slow write must not stop the reads. Those who wait for changes have threads
# of their own on top (CHANGES_WAITERS).
THREADS = 4
FINISH_SECONDS = 25
STATEMENT_TIMEOUT_MS = 5_000


def serve(*, host: str, port: int, workers: int, drain_seconds: float) -> None:
    """Serve until SIGTERM or Ctrl-C: say "not ready" a while, stop accepting, finish, return."""
    if not env.text("DATABASE_STATEMENT_TIMEOUT_MS"):
        os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = str(STATEMENT_TIMEOUT_MS)
    logging.getLogger("_granian").addFilter(_is_not_about_threads)
    # Fresh processes: they read the settings anew and inherit no open connection.
    multiprocessing.set_start_method("spawn", force=True)
    with tempfile.TemporaryDirectory(prefix="standfirst-serve-") as folder:
        stopping_file = Path(folder) / "stopping"
        os.environ[STOPPING_FILE_VARIABLE] = str(stopping_file)
        server = _DrainingServer(
            "cms.operations.served:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS + env.number("CHANGES_WAITERS"),
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=FINISH_SECONDS,
            log_level=LogLevels.warning,
        )
        server.stopping_file, server.drain_seconds = stopping_file, drain_seconds
        server.serve()


def _is_not_about_threads(record: logging.LogRecord) -> bool:
    """Leave out Granian's warning of many threads for the cores: most of ours wait without a query or a lock."""
    return "Python threads" not in record.getMessage()


class _DrainingServer(MPServer):
    """Granian, but at the first signal it only says that it is not ready, for `drain_seconds`."""

    stopping_file: Path
    drain_seconds: float

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        first = not self.stopping_file.exists()
        self.stopping_file.touch()
        stop: Callable[[], None] = super().signal_handler_interrupt
        if first and self.drain_seconds:
            timer = threading.Timer(self.drain_seconds, stop)
            timer.daemon = True
            timer.start()
        else:
            stop()
