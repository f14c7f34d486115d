"""What this test run was asked for, read before `cms.env` fills anything in."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

# Tests start hundreds of processes: one that may keep no bytecode would compile every module again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

DATABASE_URL = os.environ.get("DATABASE_URL", "")
ENGINE = "postgresql" if DATABASE_URL.startswith(("postgres:", "postgresql:")) else "sqlite"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# Set for a child process that a test starts: the database that the test itself is using.
DATABASE_NAME = os.environ.get("TEST_DATABASE_NAME", "")


def _folder() -> Path:
    """Return the run's scratch folder: made, and removed at the end, by the first process of the
    run.
    """
    if given := os.environ.get("TEST_FOLDER"):
        return Path(given)
    fresh = tempfile.mkdtemp(prefix="standfirst-tests-")
    os.environ["TEST_FOLDER"] = fresh
    maker = os.getpid()
    atexit.register(lambda: os.getpid() == maker and shutil.rmtree(fresh, ignore_errors=True))
    return Path(fresh)


FOLDER = _folder()
