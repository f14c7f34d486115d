"""The yardstick answers the same articles, so the comparison compares something."""

import json
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from django.core.management import call_command

from articles.sample_load.names import COMMONEST

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
answers = {path: client.get(path).json() for path in sys.argv[1:]}
print(json.dumps(answers))
"""


@pytest.fixture
def articles(client, db) -> list[dict[str, object]]:
    call_command("make_sample_load", "12", "--processes", "1")
    return client.get("/api/v1/articles/?limit=100&body=html").json()["results"]


def shared_article(articles: list[dict[str, object]]) -> dict[str, object]:
    """Return the newest article that shares the commonest tag with others."""
    return next(one for one in articles if COMMONEST.name in {tag["name"] for tag in one["tags"]})


@pytest.fixture
def answers(articles, tmp_path) -> dict[str, dict[str, object]]:
    """Return what the yardstick, filled with the articles, answers to its three questions."""
    slug = shared_article(articles)["slug"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.plain_drf.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/yardstick.sqlite3",
    }

    def run(*arguments: str, content: bytes = b"") -> bytes:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=environment, cwd=ROOT, input=content, check=True, stdout=subprocess.PIPE
        ).stdout

    run("-m", "django", "migrate", "-v0")
    documents = b"".join(orjson.dumps(article) + b"\n" for article in articles)
    run("-m", "django", "load_articles", content=documents)
    paths = ["/api/headlines/", f"/api/articles/{slug}/", f"/api/articles/{slug}/related/"]
    listed, article, related = json.loads(run("-c", ASK, *paths)).values()
    return {"list": listed, "article": article, "related": related}


def test_it_answers_the_same_list_article_and_relatives(articles, answers):
    ours, theirs = shared_article(articles), answers["article"]
    assert [one["id"] for one in answers["list"]["results"]] == [one["id"] for one in articles]
    for name in ("headline", "standfirst", "body", "published_at", "word_count", "byline"):
        assert theirs[name] == ours[name], name
    for name in ("tags", "sources", "images", "contributors", "corrections"):
        assert len(theirs[name]) == len(ours[name]), name
    assert theirs["lead_image"]["caption"] == ours["lead_image"]["caption"]
    tags = {tag["id"] for tag in ours["tags"]}
    shared = [tags & {tag["id"] for tag in one["tags"]} for one in answers["related"]["results"]]
    assert shared
    assert all(shared)
