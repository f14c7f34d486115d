"""`manage.py run` as a stranger meets it: an empty folder, nothing in the environment."""

import re
import signal
import time

import pytest

from cms import env
from tests.operations.test_serve import free_port, get

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture
def start(child, tmp_path):
    """Return a function that runs everything in a fresh folder and returns what it printed."""
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


def test_everything_is_prepared_and_said_and_ends_together(start):
    process, said = start()
    assert re.search(r"Editor: editor, password: \S{16}", said)
    for path in ("/", "/admin/", "/api/v1/", "/api/v1/docs/"):
        assert f"{start.base}{path}\n" in said
    assert f"PUBLIC_URL={start.base}" in (start.folder / "local.env").read_text()
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0
    assert get(f"{start.base}/healthz")[0] == 0


def test_a_second_start_keeps_the_editor_and_says_how_to_get_a_new_password(start):
    process, _ = start()
    process.send_signal(signal.SIGINT)
    process.wait(40)
    process, said = start()
    assert "changepassword editor" in said
    assert "password:" not in said.replace("new password:", "")


def test_nothing_is_left_running_when_it_is_killed(start):
    process, _ = start()
    process.kill()
    process.wait()
    end = time.monotonic() + 30
    while get(f"{start.base}/healthz")[0] and time.monotonic() < end:
        time.sleep(0.2)
    assert get(f"{start.base}/healthz")[0] == 0
