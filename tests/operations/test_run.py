"""`manage.py run` as a stranger meets it: an empty folder, nothing in the environment."""

import json
import re
import shlex
import signal
import time

import pytest

from cms import env
from tests.operations.test_serve import free_port, get

# The first start loads the sample newsroom and makes its pictures, hence one test that says much.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture
def start(child, tmp_path):
    """Return a function that runs everything in one folder, empty at first, and returns what it printed."""
    port = free_port()
    nothing_set = dict.fromkeys(env.VARIABLES, "")
    fresh = {"DJANGO_SETTINGS_MODULE": "cms.settings", "VAR_DIR": str(tmp_path)}

    def run():
        process = child("django", "run", f"--port={port}", **nothing_set | fresh)
        said = ""
        while "Try in another terminal" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        while line.strip():
            said += (line := process.stdout.readline())
        return process, said

    run.base = f"http://127.0.0.1:{port}"
    run.folder = tmp_path
    return run


def test_everything_is_prepared_and_said_and_a_killed_run_leaves_nothing_but_its_data(start):
    process, said = start()
    check_what_is_said(start, said)
    process.kill()
    process.wait()
    wait_until_nobody_answers(start.base)
    process, said = start()
    assert "changepassword editor" in said
    assert "shown this once" not in said
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0
    assert get(f"{start.base}/healthz")[0] == 0


def check_what_is_said(start, said):
    assert "WARNING" not in said
    assert re.search(r"Editor: editor, password: \S{16}", said)
    for path in ("/", "/admin/", "/api/v1/", "/api/v1/docs/"):
        assert f"{start.base}{path}\n" in said
    assert f"PUBLIC_URL={start.base}" in (start.folder / "local.env").read_text()
    lines = re.findall(r"^  (curl .*)$", said, re.MULTILINE)
    answers = [get(shlex.split(line)[-1]) for line in lines]
    assert [status for status, _ in answers] == [200, 200, 200]
    headlines, article, found = (json.loads(body) for _, body in answers)
    assert headlines["results"]
    assert article["related"]
    assert article["id"] in [item["id"] for item in found["results"]]


def wait_until_nobody_answers(base):
    end = time.monotonic() + 60
    while get(f"{base}/healthz")[0]:
        assert time.monotonic() < end
        time.sleep(0.2)
