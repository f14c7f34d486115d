"""Databases that can be killed: a SQLite file, and a PostgreSQL with everything on that makes commits last."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import psycopg

from tests.conftest import ROOT
from tests.postgres import KillableServer

SETTINGS = "tests.cms.changes.crashing.settings"
LASTING = ("fsync=on", "full_page_writes=on", "synchronous_commit=on", "shared_buffers=32MB")
Row = tuple[int | None, UUID, int, str]


class Sqlite:
    """A file; its database dies with whoever is writing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "crashed.sqlite3"
        self.url = f"sqlite:///{self.path}"
        migrate(self.url)

    def kill(self) -> None:
        """Nothing to kill but the writers themselves."""

    def ask(self, statement: str) -> list[Any]:
        """Return the rows of a statement."""
        with closing(sqlite3.connect(self.path, timeout=60)) as connection:
            return connection.execute(statement).fetchall()

    def rows(self) -> list[Row]:
        """Return the log in its order."""
        return [(seq, UUID(thing), version, what) for seq, thing, version, what in self.ask(LOG)]


class Postgres:
    """A server of its own."""

    def __init__(self, server: KillableServer) -> None:
        self.server, self.url = server, server.url
        migrate(self.url)

    def kill(self) -> None:
        """SIGKILL to every process of it, then start it again on what is on the disk."""
        self.server.kill()
        self.server.start()

    def ask(self, statement: str) -> list[Any]:
        """Return the rows of a statement."""
        host = unquote(self.url.partition("@")[2].partition("/")[0])
        with psycopg.connect(host=host, user="postgres", dbname="postgres") as connection:
            return connection.execute(statement).fetchall()

    def rows(self) -> list[Row]:
        """Return the log in its order."""
        return list(self.ask(LOG))


LOG = "SELECT seq, thing, version, operation FROM changes_change ORDER BY seq"


@contextmanager
def database(engine: str, folder: Path) -> Iterator[Sqlite | Postgres]:
    """Yield a database with the log's tables; nothing is left of it."""
    if engine == "sqlite":
        yield Sqlite(folder)
        return
    with KillableServer(*LASTING) as server:
        yield Postgres(server)


def environment(url: str, **variables: str) -> dict[str, str]:
    """Return the environment of a process on that database."""
    plain = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_NAME"}
    return (
        plain
        | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS, "LOG_LEVEL": "ERROR"}
        | variables
    )


def migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v0"],
        env=environment(url),
        cwd=ROOT,
        check=True,
    )


def end(process: "subprocess.Popen[Any]", number: int = signal.SIGKILL) -> None:
    """Send a signal and wait for the end."""
    process.send_signal(number)
    process.wait(60)
