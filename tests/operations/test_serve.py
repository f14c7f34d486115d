import json
import signal
import socket
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url):
    """Return (status, body); 0 when nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()
    except OSError:
        return 0, b""


@pytest.fixture
def server(child, request):
    """Yield (process, base address) of a server that is ready; drains for 2 s unless told."""
    drain = getattr(request, "param", 2)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    options = [f"--port={port}", "--workers=1", f"--drain-seconds={drain}"]
    slow = {"DJANGO_SETTINGS_MODULE": "tests.operations.slow_settings"}
    process = child("django", "serve", *options, **slow)
    end = time.monotonic() + 30
    while get(f"{base}/readyz")[0] != 200:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)
    yield process, base
    process.kill()
    process.wait()


def test_a_stop_says_not_ready_then_finishes_what_was_begun_and_exits_0(server):
    process, base = server
    with ThreadPoolExecutor(1) as pool:
        process.send_signal(signal.SIGTERM)
        time.sleep(1)
        status, body = get(f"{base}/readyz")
        begun = pool.submit(get, f"{base}/slow")
        assert (status, json.loads(body)["checks"]["running"]) == (503, "failed")
        assert process.wait(30) == 0
        assert begun.result()[0] == 200


def test_the_servers_statements_have_a_time_limit(server):
    assert get(f"{server[1]}/budget") == (200, b"5000")


@pytest.mark.parametrize("server", [300], indirect=True)
def test_a_second_signal_does_not_wait(server):
    process, base = server
    process.send_signal(signal.SIGTERM)
    while get(f"{base}/readyz")[0] != 503:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(100) == 0


def test_the_servers_processes_end_when_it_is_killed(server):
    process, base = server
    worker = int(get(f"{base}/slow")[1])
    process.kill()
    process.wait()
    end = time.monotonic() + 10
    while lives(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not lives(worker)


def lives(pid):
    return get_state(pid) not in {"", "Z"}


def get_state(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0]
    except OSError:
        return ""


def test_a_taken_port_is_one_sentence_and_exit_1(child):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = child("django", "serve", f"--port={taken.getsockname()[1]}")
        said = process.communicate()[0].splitlines()
    assert process.returncode == 1
    assert len(said) == 1
    assert said[0].startswith("CommandError: Cannot listen on 127.0.0.1 port")
