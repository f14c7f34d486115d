"""What every test may ask for."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from articles.sample_newsroom import loading
from tests import asked, emptying

pytest_plugins = ["tests.databaseless"]

ROOT = Path(__file__).resolve().parents[1]
CHILD_SECONDS = 300
FIGURES = "figures"
SHARED = ROOT.parent / "shared"

# On a busy machine a slow example is no failure.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")

# Half of what loading the sample newsroom costs; the same name always gives the same picture.
loading.draw = cache(loading.draw)
emptying.use_this_way()


def pytest_report_header() -> str:
    return f"database: {asked.ENGINE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that are about the other database."""
    other = "sqlite" if asked.ENGINE == "postgresql" else "postgresql"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show what the long tests met, whichever process ran them."""
    for report in terminalreporter.getreports("passed"):
        if "torture" in report.keywords:
            for name, value in report.user_properties:
                if name == FIGURES:
                    terminalreporter.write_line(f"{report.location[0]}: {value}")


@pytest.fixture
def figures(record_property) -> Callable[[str], None]:
    """Return a function that says what a long test met: it is shown at the end of the run."""
    return lambda said: record_property(FIGURES, f"{asked.ENGINE}, {said}")


@pytest.fixture
def shared() -> Path:
    """Return the folder of the optional test data; for tests marked `external`."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"The optional test data is missing: {SHARED / 'data'}")
    return SHARED


@pytest.fixture
def child(transactional_db) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Yield a function that starts `python -m …` on the test's own database; none outlives it."""
    with children() as start:
        yield start


@pytest.fixture(scope="module")
def lasting_child(
    django_db_setup, django_db_blocker
) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Yield the same for processes that all tests of a file share, such as a server."""
    with django_db_blocker.unblock(), children() as start:
        yield start


@contextmanager
def children() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Yield a function that starts `python -m …` on the test run's database; none outlives it."""
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"TEST_DATABASE_NAME": name}
    with ExitStack() as started:

        def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env=environment | variables,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            started.enter_context(process)
            deadline = threading.Timer(CHILD_SECONDS, process.kill)
            deadline.start()
            started.callback(process.kill)
            started.callback(deadline.cancel)
            return process

        yield start


@pytest.fixture(scope="module")
def sample_newsroom(django_db_setup, django_db_blocker) -> Iterator[loading.Loaded]:
    """Load it once for all tests of a file, inside a transaction that is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loading.load_sample_newsroom(now=timezone.now())
        transaction.set_rollback(True)
