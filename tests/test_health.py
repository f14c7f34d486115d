import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms import health
from cms.shutdown import STOPPING_FILE_VARIABLE
from tests.leased.models import Errand


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    health._try_storage.cache_clear()


def readyz(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_a_process_that_answers_is_alive_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert answer["Cache-Control"] == "no-store"


def test_everything_in_order_is_ready(client, db):
    status, body = readyz(client)
    assert status == 200
    parts = ("running", "database", "migrations", "storage", "cache")
    assert body == {"status": "ready", "checks": dict.fromkeys(parts, "ok")}


def test_staff_learn_how_long_the_longest_waiting_work_has_been_due(admin_client, client):
    assert readyz(admin_client)[1]["oldest_due_seconds"] is None
    for hours in (1, 3, -5):
        Errand.objects.create(name="x", due_at=timezone.now() - timedelta(hours=hours))
    assert readyz(admin_client)[1]["oldest_due_seconds"] // 3600 == 3
    assert "oldest_due_seconds" not in readyz(client)[1]


def test_a_person_who_is_not_of_the_newsroom_learns_no_more_than_anybody(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert set(readyz(client)[1]) == {"status", "checks"}


def test_a_missing_migration_is_not_ready_and_the_log_says_so(client, db, caplog):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("access")
    MigrationRecorder(connection).record_unapplied(*newest)
    status, body = readyz(client)
    assert (status, body["checks"]["migrations"]) == (503, "failed")
    assert "1 migrations are not applied" in caplog.text
    assert "applied" not in str(body)


def test_a_storage_that_cannot_be_written_is_not_ready(admin_client, settings, caplog):
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    Path(settings.MEDIA_ROOT).parent.mkdir(exist_ok=True)
    Path(settings.MEDIA_ROOT).write_text("a file where the folder should be")
    try:
        status, body = readyz(admin_client)
    finally:
        Path(settings.MEDIA_ROOT).unlink()
    assert (status, body["checks"]["storage"]) == (503, "failed")
    assert body["reasons"] == {"storage": "failed; the log says why"}
    assert caplog.records[0].exc_info


def test_the_try_of_the_storage_leaves_nothing_behind(client, db, settings):
    readyz(client)
    assert not list(Path(settings.MEDIA_ROOT).glob(".readyz*"))


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_not_ready_and_says_nothing_of_why(client, caplog):
    kept, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "/nowhere/at/all"
    connection.close()
    try:
        status, body = readyz(client)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
    assert (status, body["checks"]["database"]) == (503, "failed")
    assert "/nowhere" not in str(body)
    assert "oldest_due_seconds" not in body


def test_a_server_that_shuts_down_is_not_ready(client, db, tmp_path, monkeypatch):
    file = tmp_path / "stopping"
    monkeypatch.setenv(STOPPING_FILE_VARIABLE, str(file))
    assert readyz(client)[0] == 200
    file.touch()
    assert readyz(client)[1]["checks"]["running"] == "failed"
