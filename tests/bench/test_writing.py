"""What both sides are sent is taken by both, and the table says how they compare."""

import json
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from bench.writing import Rate, _created, _pushed, writing_table_rows
from tests.keys import bearer

ROOT = Path(__file__).resolve().parents[2]
POST = """
import sys, django
django.setup()
from django.test import Client
from bench.plain_drf.news.models import Article
client = Client(headers={"host": "127.0.0.1", "Authorization": f"Token {sys.argv[1]}"})
for line in sys.stdin.buffer:
    answer = client.post("/api/writing/", line, content_type="application/json")
    assert answer.status_code == 201, answer.content
print(Article.objects.filter(slug__startswith="new-").count())
"""


@pytest.fixture
def samples(client, db) -> list[dict[str, object]]:
    call_command("make_sample_load", "8", "--processes", "1")
    return client.get("/api/v1/articles/?limit=100&body=text").json()["results"]


def test_we_take_what_is_sent(samples):
    api = Client(headers=bearer("articles:write"))
    before = Article.objects.count()
    for number in range(3):
        path = f"/api/v1/manage/articles/by-external-id/bench/{number}/"
        body = json.dumps(_pushed(samples, number))
        assert api.put(path, body, content_type="application/json").status_code == 201
    assert Article.objects.count() == before + 3


def test_the_yardstick_takes_what_is_sent(samples, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.plain_drf.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/yardstick.sqlite3",
    }

    def run(*arguments: str, content: bytes = b"") -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment, cwd=ROOT, input=content, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return done.stdout.decode().split()[-1]

    lines = [orjson.dumps(_created(samples, number, f"new-{number}")) for number in range(3)]
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v0"], env=environment, cwd=ROOT, check=True
    )
    run("-m", "django", "load_articles", content=b"\n".join(map(orjson.dumps, samples)))
    token = run("-m", "django", "make_token")
    assert run("-c", POST, token, content=b"\n".join(lines)) == "3"


def test_the_table_says_what_is_met_and_what_is_not():
    rates = [Rate("plain", 100, 10), Rate("one", 110, 9), Rate("bulk", 400, 1)]
    rows = writing_table_rows(rates)
    assert [row[2:4] for row in rows[1:]] == [["1.0", ""], ["1.1", "1 met"], ["4.0", "5 MISSED"]]
