"""Child processes that live and end together."""

import os
import subprocess
import sys
import threading
from contextlib import suppress

from django.conf import settings

from cms.operations.stopping import PARENT_PIPE_VARIABLE

STOP_SECONDS = 35


class Processes:
    """Management commands run as children; when this process ends, however it ends, so do they."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *command: str) -> None:
        """Start a management command with its arguments."""
        self._running[command[0]] = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", "django", *command],
            cwd=settings.BASE_DIR,
            env=os.environ | {PARENT_PIPE_VARIABLE: str(self._reading)},
            pass_fds=[self._reading],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone; we tell them in order.
        )

    def ended(self) -> list[str]:
        """Return the names of the commands that are no longer running."""
        return [name for name, process in self._running.items() if process.poll() is not None]

    def wait(self, stopping: threading.Event, *, seconds: float | None = None) -> bool:
        """Wait for a stop, the end of any child, or the time; say whether to go on."""
        passed = 0.0
        while not stopping.is_set() and not self.ended():
            if seconds is not None and passed >= seconds:
                return True
            stopping.wait(0.2)
            passed += 0.2
        return False

    def stop(self) -> None:
        """Ask every child to end, the server first, and make sure that it has."""
        for process in self._running.values():
            with suppress(ProcessLookupError):
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
