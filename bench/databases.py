"""The databases of the benchmark: one PostgreSQL, filled through Standfirst, then copied to the yardstick."""

import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

import psycopg

from bench.servers import PLAIN_DRF, STANDFIRST, Project, environment_of

SETTINGS = (
    "shared_buffers=512MB", "max_wal_size=4GB", "shared_preload_libraries=pg_stat_statements",
    "pg_stat_statements.track_utility=on",
)  # fmt: skip

# The servers log as they do in production; what only prepares the measurement does not.
_QUIET = {"LOG_LEVEL": "WARNING"}


class Databases(NamedTuple):
    """Where the server is and where the uploads of the sample go."""

    url: str
    folder: str

    def url_of(self, database: str) -> str:
        """Return the DATABASE_URL of one database."""
        return f"{self.url.rpartition('/')[0]}/{database}"

    def environment(self, project: Project) -> dict[str, str]:
        """Return the environment of a project's processes."""
        return environment_of(project, self.url_of(project.database), self.folder)

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[int]]":
        """Return a connection of our own, which no measurement counts."""
        host = unquote(self.url.partition("@")[2].partition("/")[0])
        return psycopg.connect(host=host, user="postgres", dbname=database, autocommit=True)


def create(databases: Databases) -> None:
    """Make both databases with their tables, and begin to count statements."""
    with databases.connect() as connection:
        connection.execute("CREATE EXTENSION pg_stat_statements")
        for project in (STANDFIRST, PLAIN_DRF):
            connection.execute(f'CREATE DATABASE "{project.database}"')
    for project in (STANDFIRST, PLAIN_DRF):
        _run(project, databases, ["django", "migrate", "-v0"])


def fill(databases: Databases, count: int) -> float:
    """Fill Standfirst's database up to a number of articles; return how many a second were stored."""
    before = _articles(databases)
    began = time.monotonic()
    _run(STANDFIRST, databases, ["django", "make_sample_load", str(count)])
    seconds = time.monotonic() - began
    tidy(databases, STANDFIRST)
    return (_articles(databases) - before) / seconds


def copy_to_yardstick(databases: Databases) -> None:
    """Give the yardstick the same articles, as Standfirst's own API answers them."""
    writing = subprocess.Popen(
        [sys.executable, "-m", "bench.export"],
        env=databases.environment(STANDFIRST) | _QUIET,
        stdout=subprocess.PIPE,
    )
    _run(PLAIN_DRF, databases, ["django", "load_articles"], stdin=writing.stdout)
    if writing.wait():
        raise subprocess.CalledProcessError(writing.returncode, writing.args)
    tidy(databases, PLAIN_DRF)


def output_of(databases: Databases, project: Project, module: Sequence[str]) -> str:
    """Return the last line that a command writes."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        env=databases.environment(project) | _QUIET,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout.split()[-1]


def tidy(databases: Databases, project: Project) -> None:
    """Do at once what the server would do by itself a minute later."""
    with databases.connect(project.database) as connection:
        connection.execute("VACUUM ANALYZE")


def statements(databases: Databases, database: str) -> int:
    """Return how many statements the database has been sent since it was last forgotten."""
    with databases.connect() as connection:
        row = connection.execute(
            "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements s"
            " JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = %s",
            [database],
        ).fetchone()
        return row[0] if row else 0


def slugs(databases: Databases, count: int, *, tag: str = "") -> list[str]:
    """Return slugs of live stories (with a tag: of those that have it), taken evenly from oldest to newest."""
    having = (
        "AND id IN (SELECT edition_id FROM articles_tagentry JOIN articles_tagalias USING (tag_id)"
        " WHERE label = %(tag)s)"
        if tag
        else ""
    )
    with databases.connect(STANDFIRST.database) as connection:
        rows = connection.execute(
            f"SELECT slug FROM articles_edition WHERE status = 'live' AND has_body {having}"
            " ORDER BY published_at, id",
            {"tag": tag},
        ).fetchall()
    every = [str(slug) for (slug,) in rows]
    return every[len(every) // (2 * count) :: max(1, len(every) // count)][:count]


def _articles(databases: Databases) -> int:
    with databases.connect(STANDFIRST.database) as connection:
        row = connection.execute(
            "SELECT count(*) FROM articles_edition WHERE status = 'live'"
        ).fetchone()
        return row[0] if row else 0


def _run(
    project: Project, databases: Databases, module: Sequence[str], *, stdin: object = None
) -> None:
    subprocess.run(
        [sys.executable, "-m", *module],
        env=databases.environment(project) | _QUIET,
        stdin=stdin,  # type: ignore[arg-type]
        check=True,
    )
