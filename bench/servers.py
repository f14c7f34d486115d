"""The two servers under measurement: the same Granian, with the same settings, for two projects."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.processor_time import children, used_seconds

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 1, 4
_START_SECONDS = 60


class Project(NamedTuple):
    """A Django project: its name in the table, its settings and its WSGI application."""

    name: str
    settings: str
    application: str
    database: str


STANDFIRST = Project("Standfirst", "cms.settings", "cms.wsgi:application", "standfirst")
PLAIN_DRF = Project(
    "plain DRF", "bench.plain_drf.settings", "bench.plain_drf.wsgi:application", "plain_drf"
)


class ServerDidNotStartError(Exception):
    """The server answered nothing in time."""


class Server:
    """A running server; the time of its worker processes is what is measured."""

    def __init__(self, project: Project, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.project, self.port, self._process = project, port, process
        self._workers: list[int] = []

    def workers(self) -> list[int]:
        """Return the worker processes."""
        self._workers = self._workers or children(self._process.pid)
        return self._workers

    def processor_seconds(self) -> float:
        """Return what the worker processes have used so far."""
        return used_seconds(self.workers())

    def wait_until_ready(self, path: str) -> None:
        """Wait until a request is answered; raises `ServerDidNotStartError`."""
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
                connection.request("GET", path)
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            time.sleep(0.1)
        raise ServerDidNotStartError(f"{self.project.name} does not answer {path} with 200.")


@contextlib.contextmanager
def running(project: Project, environment: dict[str, str], ready_path: str) -> Iterator[Server]:
    """Start a project's server, yield it when it answers, and stop it."""
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error",
        "--host", HOST, "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS),
        project.application,
    ]  # fmt: skip
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        server = Server(project, port, process)
        server.wait_until_ready(ready_path)
        yield server
    finally:
        process.terminate()
        process.wait()


def environment_of(project: Project, database_url: str, folder: str) -> dict[str, str]:
    """Return the environment of a project's processes: its own settings and database, nobody's local ones."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": project.settings,
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a-key-for-the-benchmark-only-" * 3,
        "DEBUG": "false",
        "VAR_DIR": folder,
        "STATIC_ROOT": folder,
        "PYTHONPATH": str(ROOT),
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
