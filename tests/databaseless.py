"""Tests that were seen to use no database on SQLite need not run on PostgreSQL again.

A part of pytest's run (a plugin of `tests/conftest.py`). With `--write-databaseless FILE` a run
writes down each test that passed and was seen to use no database: it asked for no database fixture
and no connection, and started no process, which might ask for one. When one test of a file does so
unannounced, all its neighbours count as users too: what they share may be what used it. With
`--leave-out-databaseless FILE` a run leaves out what the file names, and says how many that are.
"""

import json
import multiprocessing.process
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
STARTS = {
    "subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.exec",
}  # fmt: skip


class Run:
    """What this test run saw and left out."""

    def __init__(self) -> None:
        self.watched: pytest.Item | None = None
        self.without: set[str] = set()
        self.files_of_users: set[str] = set()
        self.left_out = 0

    def tell(self) -> None:
        """Say that the test that is running uses a database, or may."""
        if self.watched:
            self.files_of_users.add(_file(self.watched.nodeid))
            self.watched = None

    def hear(self, event: str, _arguments: object) -> None:
        """Listen to what Python says of itself: a process that starts may use a database."""
        if event in STARTS:
            self.tell()

    def names(self) -> list[str]:
        """Return the tests that used none."""
        return sorted(one for one in self.without if _file(one) not in self.files_of_users)


RUN = Run()


def _file(name: str) -> str:
    return name.partition("::")[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("databases")
    group.addoption(
        "--write-databaseless", metavar="FILE", help="write down the tests that use no database"
    )
    group.addoption(
        "--leave-out-databaseless", metavar="FILE", help="leave out the tests that are written down"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("write_databaseless"):
        _watch()


def _watch() -> None:
    """Have everything that may use a database tell."""
    sys.addaudithook(RUN.hear)
    get = ConnectionHandler.__getitem__
    start = multiprocessing.process.BaseProcess.start

    def get_and_tell(self: ConnectionHandler, alias: str) -> Any:
        RUN.tell()
        return get(self, alias)

    def start_and_tell(self: multiprocessing.process.BaseProcess) -> None:
        RUN.tell()
        start(self)

    ConnectionHandler.__getitem__ = get_and_tell
    multiprocessing.process.BaseProcess.start = start_and_tell


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not (file := config.getoption("leave_out_databaseless")):
        return
    named = set(json.loads(Path(file).read_text()))
    again = [item for item in items if item.nodeid in named]
    items[:] = [item for item in items if item.nodeid not in named]
    RUN.left_out = len(again)
    config.hook.pytest_deselected(items=again)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Watch a test from its set-up to its tidying up, unless it announces that it uses a database."""
    RUN.watched = None if _announces(item) else item
    result = yield
    if RUN.watched:
        RUN.without.add(item.nodeid)
    RUN.watched = None
    return result


def _announces(item: pytest.Item) -> bool:
    fixtures = FIXTURES & set(getattr(item, "fixturenames", ()))
    # `asked` says which database the run is about.
    return bool(fixtures or hasattr(getattr(item, "module", None), "asked"))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Forget what did not pass: that is to be seen on both."""
    if not report.passed:
        RUN.watched = None


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["databaseless"] = [
            list(RUN.without), list(RUN.files_of_users), RUN.left_out,
        ]  # fmt: skip
    elif file := config.getoption("write_databaseless"):
        Path(file).write_text(json.dumps(RUN.names()))
    if RUN.left_out and session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Gather what the run's processes saw; each of them collects, and leaves out, all tests."""
    without, files, left_out = getattr(node, "workeroutput", {}).get("databaseless", ([], [], 0))
    RUN.without.update(without)
    RUN.files_of_users.update(files)
    RUN.left_out = max(RUN.left_out, left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if RUN.left_out:
        terminalreporter.write_line(
            f"{RUN.left_out} tests without a database are left out: they passed on SQLite."
        )
