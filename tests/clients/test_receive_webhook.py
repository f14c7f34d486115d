"""`clients/python/receive_webhook.py`, as a real process that real deliveries reach."""

import json
import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from articles.killing import kill_article
from articles.withdrawing import withdraw
from cms.http.outbound import post
from cms.webhooks.dispatching import send_due
from cms.webhooks.models import Attempt, Delivery, Endpoint
from cms.webhooks.signing import new_secret, signed_headers
from cms.webhooks.testing import send_test
from tests.articles.builders import make_published
from tests.conftest import ROOT
from tests.hooks import make_hook, plan

pytestmark = pytest.mark.django_db
CLIENT = ROOT / "clients" / "python" / "receive_webhook.py"


@pytest.fixture
def receiver(tmp_path, settings):
    """Run the client on a free port and return its folder, address and endpoint."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    made = make_hook(f"http://127.0.0.1:{port}/", payload="full", types=["article"])
    command = [sys.executable, str(CLIENT), "--port", str(port), "--folder", str(tmp_path)]
    with subprocess.Popen(
        command,
        env=os.environ | {"SECRET": made.secret},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _wait_for(port)
        yield tmp_path / "article", made
        process.kill()


def _wait_for(port):
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


def deliver():
    plan()
    send_due()


def kept(folder, article):
    return json.loads((folder / f"{article.id}.json").read_text())


def test_a_copy_is_kept_in_step(receiver):
    folder, made = receiver
    assert send_test(endpoint=made.endpoint.pk).status == 204
    article = make_published("Ferry returns")
    deliver()
    assert kept(folder, article)["document"]["headline"] == "Ferry returns"
    withdraw(article=article.id, by=None)
    deliver()
    assert kept(folder, article)["document"] is None


def test_a_kill_is_carried_out_and_acknowledged(receiver):
    folder, _ = receiver
    article = make_published("Ferry returns")
    deliver()
    kill_article(article=article.id, reason="Court order", by=None)
    deliver()
    assert "Ferry" not in (folder / f"{article.id}.json").read_text()
    assert Delivery.objects.get(is_kill=True).acknowledged_by == "the receiver"


def test_what_comes_late_brings_nothing_back(receiver):
    folder, _ = receiver
    article = make_published("Ferry returns")
    withdraw(article=article.id, by=None)
    plan()
    published, withdrawn = Delivery.objects.order_by("seq")
    later = datetime.now(UTC) + timedelta(hours=1)
    Delivery.objects.filter(pk=published.pk).update(due_at=later)
    send_due()
    Delivery.objects.filter(pk=published.pk).update(due_at=withdrawn.created_at)
    send_due()
    assert Attempt.objects.filter(status=204).count() == 2
    assert kept(folder, article)["document"] is None


@pytest.mark.parametrize(
    ("is_ours", "hours"), [(False, 0), (True, -1), (True, 1)], ids=["foreign", "stale", "ahead"]
)
def test_what_is_not_genuine_is_refused(receiver, is_ours, hours):
    folder, made = receiver
    body = b'{"type": "article.published", "data": {"type": "article", "id": "x", "version": 1}}'
    secret = made.secret if is_ours else new_secret()
    at = datetime.now(UTC) + timedelta(hours=hours)
    headers = signed_headers([secret], message="msg_1", at=at, body=body)
    url = Endpoint.objects.get().url
    assert post(url, body, headers, max_bytes=9_000, total_seconds=5).status == 401
    assert not folder.exists()


def test_the_client_is_short():
    assert len(CLIENT.read_text().splitlines()) < 80
