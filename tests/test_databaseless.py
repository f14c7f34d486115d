"""What ran on SQLite and was seen to use no database there is left out on PostgreSQL, and nothing else."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.sqlite  # One run on either shows it.
FILES = {
    "test_plain.py": """
import pytest
def test_adds(): assert 1 + 1 == 2
@pytest.mark.parametrize("word", ["a", "ә b"])
def test_each(word): assert word
def test_fails(): assert False
def test_skips(): pytest.skip()
""",
    "test_announced.py": """
import pytest
@pytest.fixture
def django_db_setup(): pass
def test_with_a_fixture(django_db_setup): pass
def test_beside_it(): pass
""",
    "test_asking.py": """
from django.conf import settings
from django.db import connection
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
def test_the_vendor(): assert connection.vendor == "sqlite"
def test_beside_it(): pass
""",
    "test_starting.py": """
import subprocess, pytest
@pytest.fixture(scope="module")
def server(): return subprocess.run(["true"])
def test_first(server): pass
def test_second(server): pass
""",
    "test_multiprocessing.py": """
import multiprocessing
def test_a_process():
    process = multiprocessing.get_context("spawn").Process(target=print)
    process.start()
    process.join()
""",
    "test_which.py": """
from tests import asked
def test_the_engine(): assert asked.ENGINE
""",
}
PLAIN = {"test_plain.py::test_adds", "test_plain.py::test_each[a]"}


@pytest.fixture
def run(tmp_path):
    """Return a function that runs pytest on those files and returns how it ended and what it said."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)

    def run(*arguments):
        plugins = ["-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.databaseless"]
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *plugins, *arguments],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    return run


def test_only_what_was_seen_to_use_none_is_left_out(run, tmp_path):
    file = tmp_path / "seen"
    first = run("-n2", f"--write-databaseless={file}")
    assert "1 failed, 11 passed, 1 skipped" in first.stdout
    seen = set(json.loads(file.read_text()))
    assert seen > PLAIN
    assert {name.partition("[")[0] for name in seen - PLAIN} == {
        "test_plain.py::test_each",
        "test_announced.py::test_beside_it",
    }
    second = run("-n2", f"--leave-out-databaseless={file}")
    assert "1 failed, 7 passed, 1 skipped" in second.stdout
    assert "4 tests without a database are left out" in second.stdout


@pytest.mark.parametrize(("seen", "code"), [(["test_plain.py::test_adds"], 0), ([], 5)])
def test_a_run_with_nothing_left_is_no_failure_but_one_that_found_nothing_is(
    run, tmp_path, seen, code
):
    (tmp_path / "seen").write_text(json.dumps(seen))
    asked_for = "test_plain.py" if seen else "test_announced.py"
    options = ("-n2", f"--leave-out-databaseless={tmp_path / 'seen'}", asked_for, "-k", "adds")
    assert run(*options).returncode == code
