import json
import os
import subprocess
import sys

import pytest

from cms import env
from tests import asked
from tests.conftest import ROOT


def ask(question, tmp_path, **variables):
    """Return the answer, as JSON, of a fresh process with these variables and no others set."""
    nothing_set = dict.fromkeys(env.VARIABLES, "") | {"VAR_DIR": str(tmp_path)}
    program = f"import json; from cms import settings; print(json.dumps({question}))"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | nothing_set | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_a_cache_that_machines_share_is_chosen_by_a_variable(tmp_path):
    chosen = ask("settings.CACHES['default']", tmp_path, CACHE_URL="redis://cache.example:6379/0")
    assert chosen["BACKEND"].endswith("RedisCache")
    assert chosen["LOCATION"] == "redis://cache.example:6379/0"
    assert ask("settings.CACHES['default']", tmp_path)["BACKEND"].endswith("LocMemCache")


def test_a_pooled_database_keeps_no_connection_in_threads(tmp_path):
    url = "postgres://me@db.example/news?pool=true"
    database = ask("settings.DATABASES['default']", tmp_path, DATABASE_URL=url)
    assert (database["OPTIONS"]["pool"], database["CONN_MAX_AGE"]) == (True, 0)


def test_a_public_https_address_makes_everything_https(tmp_path):
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    question = f"[getattr(settings, name) for name in {names}]"
    assert ask(question, tmp_path, PUBLIC_URL="https://news.example") == [True, True, True]
    assert ask(question, tmp_path) == [False, False, False]


def test_hosts_are_the_public_one_and_this_machine_unless_given(tmp_path):
    own = ask("settings.ALLOWED_HOSTS", tmp_path, PUBLIC_URL="https://news.example/")
    assert own == ["news.example", "localhost", "127.0.0.1", "[::1]"]
    assert ask("settings.ALLOWED_HOSTS", tmp_path, ALLOWED_HOSTS="a.example") == ["a.example"]


@pytest.mark.postgresql
def test_a_slow_statement_is_stopped_by_postgresql(tmp_path):
    program = (
        "import django; django.setup(); from django.db import connection; "
        "connection.cursor().execute('SELECT pg_sleep(10)')"
    )
    variables = {"DATABASE_URL": asked.DATABASE_URL, "DATABASE_STATEMENT_TIMEOUT_MS": "50"}
    settings = {"DJANGO_SETTINGS_MODULE": "cms.settings", "VAR_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | variables | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "canceling statement due to statement timeout" in ended.stderr
