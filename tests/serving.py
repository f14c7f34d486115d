"""Real servers in tests: `manage.py serve` on a free port, on the test's own database."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

START_SECONDS = 60

Child = Callable[..., "subprocess.Popen[str]"]


class Server:
    """A server that answers; `kill` ends it as a power cut would, `start` begins anew on the same port."""

    def __init__(
        self, child: Child, *, workers: int = 1, settings: str = "tests.settings", **variables: str
    ) -> None:
        self.child, self.workers = child, workers
        self.variables = {"DJANGO_SETTINGS_MODULE": settings, "LOG_LEVEL": "WARNING"} | variables
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = self.child(
            "django", "serve", f"--port={self.port}", f"--workers={self.workers}", "--drain-seconds=0",
            **self.variables,
        )  # fmt: skip
        # Nobody reads its log else, and a full pipe would hold it up.
        self.log: deque[str] = deque(maxlen=200)
        threading.Thread(target=self._keep_log, args=[self.process.stdout], daemon=True).start()
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, "".join(self.log)
            assert time.monotonic() < end, "The server does not answer."
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to all its processes."""
        own = self.process.pid
        workers = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        for process in [own, *map(int, workers)]:
            os.kill(process, signal.SIGKILL)
        self.process.wait()

    def _keep_log(self, lines: Iterable[str]) -> None:
        with contextlib.suppress(ValueError):  # Closed at the end of the test.
            self.log.extend(lines)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=10) as answer:
                return answer.status == 200
        except OSError:
            return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
