"""The launcher of the PostgreSQL that half of all test runs depend on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
ASK = (
    "import os, psycopg; url = os.environ['DATABASE_URL']; "
    "print(url); print(psycopg.connect(url).info.server_version, flush=True);"
)


def start(program, **variables):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", sys.executable, "-c", program],
        env=os.environ | {"TEST_POSTGRES_URL": ""} | variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def data_folder(url):
    return Path(unquote(urlsplit(url.strip()).netloc.rpartition("@")[2]))


def test_the_command_gets_a_real_server_and_its_exit_code_is_ours():
    with start(f"{ASK} raise SystemExit(7)") as process:
        url, version = process.stdout.read().split()
    assert process.returncode == 7
    assert int(version) >= 140_000
    assert not data_folder(url).parent.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_is_left_when_the_run_is_broken_off(number):
    with start(f"{ASK} import time; time.sleep(60)") as process:
        folder = data_folder(process.stdout.readline())
        process.stdout.readline()
        server = int((folder / "postmaster.pid").read_text().split()[0])
        process.send_signal(number)
        assert process.wait(20) != 0
    assert not folder.parent.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_a_killed_launcher_leaves_nothing_either():
    with start(f"{ASK} import time; time.sleep(5)") as process:
        folder = data_folder(process.stdout.readline())
        process.stdout.readline()
        process.kill()
    end = time.monotonic() + 60
    while folder.parent.exists():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_given_server_is_used_as_it_is():
    given = "postgres://somebody@db.example/tests"
    program = "import os; print(os.environ['DATABASE_URL'])"
    with start(program, TEST_POSTGRES_URL=given) as process:
        assert process.stdout.read().strip() == given
