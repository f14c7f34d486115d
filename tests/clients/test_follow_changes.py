"""The reference consumer against a real server: its folder is what the server has public, whoever is killed when."""

import json
import random
import time
from pathlib import Path

import pytest
from django.test import Client

from articles.drafts import save_draft
from articles.publishing import publish
from articles.withdrawing import withdraw
from cms.changes.epochs import begin_new_epoch
from cms.changes.numbering import number_pending
from tests.articles.builders import make_published, make_tag, publish_again
from tests.conftest import ROOT
from tests.serving import Server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CLIENT = ROOT / "clients" / "python" / "follow_changes.py"


@pytest.fixture(scope="module")
def server(lasting_child):
    return Server(lasting_child)


@pytest.fixture
def follow(child, server, tmp_path):
    """Start the consumer: `follow("--once")` returns its process; `follow.folder` is what it keeps."""

    def start(*arguments):
        return child(
            "clients.python.follow_changes",
            str(tmp_path / "copy"),
            "--server",
            server.address,
            *arguments,
        )

    start.folder = tmp_path / "copy"
    return start


def once(follow, *arguments):
    process = follow("--once", *arguments)
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 0, said


def kept(folder: Path) -> dict[str, dict]:
    return {
        f"{file.parent.name}/{file.stem}": json.loads(file.read_bytes())["document"]
        for file in folder.glob("*/*.json")
    }


def public() -> dict[str, dict]:
    """Return what the read API shows, as the consumer should have it."""
    number_pending()
    found = {}
    for resource in ("articles", "tags", "sources", "images"):
        for item in Client().get(f"/api/v1/{resource}/", {"limit": 100}).json()["results"]:
            found[f"{resource[:-1]}/{item['id']}"] = item
    return found


def assert_in_step(folder: Path) -> None:
    ours, theirs = kept(folder), public()
    assert ours.keys() == theirs.keys()
    for name, document in theirs.items():
        headline = document.get("headline", document.get("name"))
        assert ours[name].get("headline", ours[name].get("name")) == headline


def test_the_folder_is_a_copy_and_follows(follow):
    articles = [
        make_published(f"Article {number}", tags=[str(make_tag(f"Tag {number}").id)])
        for number in range(3)
    ]
    once(follow)
    assert len(kept(follow.folder)) == 6
    assert_in_step(follow.folder)
    publish_again(articles[0], headline="Changed")
    withdraw(article=articles[1].id, by=None)
    make_published("New")
    once(follow)
    assert_in_step(follow.folder)


def test_what_leaves_the_filter_is_deleted(follow):
    tag = make_tag("Trams")
    article, other = (make_published(name, tags=[str(tag.id)]) for name in ("One", "Two"))
    once(follow, "--only", "tag=trams", "--only", "type=article")
    assert len(kept(follow.folder)) == 2
    save_draft(article=article.id, changes={"tags": []}, by=None)
    publish(article=article.id, by=None)
    once(follow, "--only", "tag=trams", "--only", "type=article")
    assert list(kept(follow.folder)) == [f"article/{other.id}"]


def test_after_a_restore_it_starts_again_and_keeps_nothing_of_before(follow):
    make_published("Stays")
    gone = make_published("Was never there")
    once(follow)
    withdraw(article=gone.id, by=None)
    once(follow)
    ghost = follow.folder / "article" / "00000000-0000-7000-8000-000000000000.json"
    ghost.write_text(
        json.dumps({"copy": "before", "version": 9, "document": {"headline": "Ghost"}})
    )
    begin_new_epoch()
    once(follow)
    assert not ghost.exists()
    assert_in_step(follow.folder)


def test_a_key_that_is_no_good_is_said(follow):
    process = follow("--once", "--key", "nonsense")
    assert "401" in process.communicate(timeout=60)[0]
    assert process.returncode == 1


def test_it_is_in_step_though_it_and_the_server_are_killed_again_and_again(follow, server):
    chance = random.Random(7)
    articles = [make_published(f"Article {number}") for number in range(12)]
    for number in range(4):
        process = follow()
        for article in chance.sample(articles, 4):
            publish_again(article, headline=f"{article.id} {number}")
        make_published(f"Later {number}")
        if number % 2:
            time.sleep(chance.uniform(0, 0.6))
            server.kill()
            server.start()
        time.sleep(chance.uniform(0, 0.8))
        process.kill()
        process.wait()
    once(follow)
    assert_in_step(follow.folder)


def test_what_is_published_arrives_while_it_waits(follow):
    process = follow()
    article = make_published("First")
    end = time.monotonic() + 30
    while f"article/{article.id}" not in kept(follow.folder) and time.monotonic() < end:
        time.sleep(0.05)
    publish_again(article, headline="Second")
    while kept(follow.folder)[f"article/{article.id}"]["headline"] != "Second":
        assert time.monotonic() < end
        time.sleep(0.05)
    assert process.poll() is None
