"""Real servers in tests: `manage.py serve` on a free port, on the test's own database."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable

START_SECONDS = 60

Child = Callable[..., "subprocess.Popen[str]"]


class Server:
    """A server that answers; `kill` ends it as a power cut would, `start` begins anew on the same port."""

    def __init__(self, child: Child, *, workers: int = 1, **variables: str) -> None:
        self.child, self.workers, self.variables = child, workers, variables
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = self.child(
            "django", "serve", f"--port={self.port}", f"--workers={self.workers}", "--drain-seconds=0",
            DJANGO_SETTINGS_MODULE="tests.settings", LOG_LEVEL="WARNING", **self.variables,
        )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, self.process.communicate()[0]
            assert time.monotonic() < end, "The server does not answer."
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL; its worker processes end with it."""
        self.process.kill()
        self.process.wait()
        while self._answers():
            time.sleep(0.02)

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
