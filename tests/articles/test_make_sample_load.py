import gzip
import io
import json
import os
import re
import signal
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles import body
from articles.drafts import save_draft
from articles.models import Article, Edition, Reference, Slug, Tag
from articles.publishing import publish
from articles.sample_load.names import COMMONEST
from articles.withdrawing import DOCUMENT_COLUMNS
from cms.uuid7 import uuid7
from media.models import Image
from tests.articles.invariants import violations_when_settled

pytestmark = pytest.mark.django_db


def load(*arguments: object) -> str:
    out = io.StringIO()
    call_command("make_sample_load", *map(str, arguments), "--processes", "1", stdout=out)
    return out.getvalue()


def written(folder, *articles: dict[str, object], name: str = "given.jsonl") -> str:
    file = folder / name
    file.write_text("".join(json.dumps(article) + "\n" for article in articles))
    return str(file)


def test_every_article_is_public_with_what_articles_have(client):
    assert "100 articles published" in load(100)
    listed = client.get("/api/v1/articles/?limit=100").json()["results"]
    assert len(listed) == Edition.objects.live().count() == 100
    assert all(one["section"] and one["tags"] and one["sources"] for one in listed)
    assert {one["language"] for one in listed} == {"en", "ru", "kk"}


def test_most_are_stories_and_most_stories_have_a_picture(client):
    load(100)
    listed = client.get("/api/v1/articles/?limit=100").json()["results"]
    stories = [one for one in listed if one["kind"] == "story"]
    pictures = [one["lead_image"] for one in stories if one["lead_image"]]
    assert 75 < len(stories) < 100
    assert 0.6 * len(stories) < len(pictures) < len(stories)
    assert all(picture["alt"] for picture in pictures)
    assert all(one["has_body"] and 50 < one["word_count"] < 500 for one in stories)
    briefs = [one for one in listed if one["kind"] == "brief"]
    assert not any(one["has_body"] or one["lead_image"] for one in briefs)


def test_everything_about_them_is_as_publishing_leaves_it():
    load(30)
    assert violations_when_settled() == []


def test_a_loaded_article_is_what_the_verbs_would_have_made():
    load(12)
    for loaded in Edition.objects.live().select_related("article"):
        slug = f"by-hand-{loaded.pk}"
        content = loaded.content | {"external_id": "", "external_source": "", "slug": slug}
        ids = {one["id"]: str(uuid7()) for one in content["citations"]}
        content["citations"] = [{**one, "id": ids[one["id"]]} for one in content["citations"]]
        content["corrections"] = [{**one, "id": str(uuid7())} for one in content["corrections"]]
        content["body"] = body.with_citations(content["body"], ids)
        article = save_draft(changes=content, by=None).article
        by_hand = Edition.objects.get(pk=publish(article=article.id, by=None).pk)
        names = {str(article.id): str(loaded.article_id), slug: loaded.slug}
        names |= {new: old for old, new in ids.items()}
        assert _public(by_hand, names) == _public(loaded, {})


def _public(edition, names):
    """Return the documents and places of an edition, with its own names in place of others."""
    found = [bytes(getattr(edition, name)) for name in DOCUMENT_COLUMNS]
    for old, new in names.items():
        found = [piece.replace(old.encode(), new.encode()) for piece in found]
    # A block's id is a digest of what it says, citations too.
    found = [re.sub(rb'"b[0-9a-f]{10}(-[0-9]+)?"', b'"block"', piece) for piece in found]
    places = [
        sorted(edition.tagentry_set.values_list("tag", "is_own", "published_at", "language")),
        sorted(edition.sourceentry_set.values_list("source", "published_at")),
        sorted(edition.termentry_set.values_list("term", "weight")),
        sorted(Reference.objects.filter(edition=edition).values_list("kind", "thing", "version")),
    ]
    same = (edition.has_body, edition.has_ai_images, edition.section_id, edition.search.words)
    return [*found, *places, same, edition.published_at, edition.number, edition.build]


def test_they_are_listed_newest_first(client):
    load(20)
    moments = [one["published_at"] for one in client.get("/api/v1/headlines/").json()["results"]]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == 20


def test_the_same_seed_gives_the_same_articles_and_stores_them_once():
    load(10)
    headlines = sorted(Article.objects.values_list("headline", flat=True))
    assert "All 10 articles are there already" in load(10)
    assert sorted(Article.objects.values_list("headline", flat=True)) == headlines


def test_a_larger_number_adds_only_the_rest():
    load(5)
    assert "3 articles published" in load(8)
    assert Article.objects.count() == 8
    assert Image.objects.count() == 12


def test_another_seed_adds_other_articles():
    load(5)
    load(5, "--seed", 2)
    assert Article.objects.count() == 10


def test_one_tag_is_on_about_half_of_them():
    load(60)
    tag = Tag.objects.get(name=COMMONEST.name)
    assert 15 < tag.article_uses.count() < 45


def test_a_file_of_articles_is_loaded_in_its_own_order(client, tmp_path):
    path = written(
        tmp_path,
        {"title": "First", "body": "One.\n\nTwo & three.", "lang": "en"},
        {"title": "Second"},
    )
    load("--from", path)
    second, first = client.get("/api/v1/articles/?body=html").json()["results"]
    assert (first["headline"], second["headline"]) == ("First", "Second")
    assert first["body"] == "<p>One.</p><p>Two &amp; three.</p>"
    assert (first["kind"], second["kind"]) == ("story", "brief")


def test_every_key_of_a_given_article_arrives(client, tmp_path):
    line = {
        "headline": "Harbour\nreopens", "kicker": "Port", "standfirst": "At last.", "html": "<p>Open.</p>",
        "language": "ru", "published_at": "2024-02-03T04:05:06+05:00", "category": "Economy", "tags": ["Ships"],
        "publisher": "Amber Wire", "corpus": "wire", "id": 7,
    }  # fmt: skip
    load("--from", written(tmp_path, line))
    (one,) = client.get("/api/v1/articles/").json()["results"]
    assert (one["headline"], one["kicker"], one["standfirst"]) == (
        "Harbour reopens",
        "Port",
        "At last.",
    )
    assert (one["language"], one["published_at"]) == ("ru", "2024-02-02T23:05:06Z")
    assert (one["section"]["name"], [tag["name"] for tag in one["tags"]]) == (
        "Economy",
        ["Economy", "Ships"],
    )
    assert one["sources"][0]["name"] == "Amber Wire"
    assert Article.objects.get().external_id == "7"


def test_made_up_articles_are_as_long_as_the_page_that_all_began_with():
    load(200)
    bodies = Article.objects.exclude(body="").values_list("body", flat=True)
    counts = [len(body.parse(one).text({}).split()) for one in bodies]
    assert 170 < sum(counts) / len(counts) < 215
    assert min(counts) < 100 < 300 < max(counts)


def test_no_two_made_up_articles_have_the_same_headline():
    """Those who want the same slug at once would wait for each other."""
    load(200)
    assert not Slug.objects.filter(slug__regex="-[2-4]$").exists()


def test_articles_of_a_file_with_the_same_headline_get_a_slug_each_in_their_order(tmp_path):
    lines = [{"title": "Open!"}, {"title": "Other"}, *[{"title": "Open"}] * 5]
    load("--from", written(tmp_path, *lines))
    slugs = Edition.objects.order_by("published_at").values_list("slug", flat=True)
    assert [*slugs[:5]] == ["open", "other", "open-2", "open-3", "open-4"]
    assert len(set(slugs)) == 7


def test_a_gzipped_file_is_read_as_it_is(tmp_path):
    file = tmp_path / "given.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"title": "One"}\n\n{"title": "Two"}\n', mtime=0))
    assert "2 articles published" in load("--from", file)


def test_the_first_articles_of_a_file_are_enough(tmp_path):
    path = written(tmp_path, {"title": "One"}, {"title": "Two"}, {"title": "Three"})
    load(2, "--from", path)
    assert set(Article.objects.values_list("headline", flat=True)) == {"One", "Two"}


def test_a_file_that_was_loaded_is_loaded_no_second_time(tmp_path):
    path = written(tmp_path, {"title": "One", "corpus": "wire", "id": "a/1"}, {"title": "Two"})
    load("--from", path)
    assert "All 2 articles are there already" in load("--from", path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 2: is no JSON"),
        ("[1]", "Line 2: is no JSON object"),
        ('{"body": "No headline"}', "Line 2: has no headline"),
        ('{"title": "  "}', "Line 2: has no headline"),
        ('{"title": "T", "lang": "tlh"}', "Line 2: the language “tlh” is not one of"),
        (
            '{"title": "T", "colour": "red"}',
            "Line 2: the key “colour” is unknown; known are headline",
        ),
        ('{"title": "T", "headline": "U"}', "Line 2: says headline twice"),
        ('{"title": "T", "body": "x", "html": "<p>x</p>"}', "Line 2: gives both body and html"),
        ('{"title": "T", "date": "yesterday"}', "Line 2: “yesterday” is no time"),
        (
            '{"title": "T", "date": "2999-01-01T00:00:00Z"}',
            "Line 2: 2999-01-01T00:00:00.* is no time",
        ),
        ('{"title": "T", "tags": "usa"}', "Line 2: tags: write a list of names"),
        ('{"title": "T", "tags": [""]}', "Line 2: tags: a name is empty"),
        ('{"title": "T", "body": "a\\u0000b"}', "Line 2: body: holds a control character"),
        ('{"title": "T", "html": "<p>a&#0;</p>"}', "Line 2: The body holds the character U[+]0000"),
        (json.dumps({"title": "T" * 301}), "Line 2: headline: 301 characters; at most 300 fit"),
        (
            '{"title": "T", "corpus": "c", "id": "1"}',
            "Line 2: its corpus and id are those of line 1",
        ),
    ],
)
def test_a_broken_line_is_named_and_nothing_of_the_file_is_stored(tmp_path, line, said):
    file = tmp_path / "given.jsonl"
    file.write_text('{"title": "One", "tags": ["Ships"], "corpus": "c", "id": "1"}\n' + line + "\n")
    with pytest.raises(CommandError, match=said):
        load("--from", file)
    assert not Article.objects.exists()
    assert not Tag.objects.exists()


def test_at_most_ten_broken_lines_are_named(tmp_path):
    with pytest.raises(CommandError) as refusal:
        load("--from", written(tmp_path, *[{"body": "x"}] * 13))
    assert "Line 10:" in str(refusal.value)
    assert str(refusal.value).endswith("… and 3 more.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no articles"),
        (b"\xff\xfe\n", "Line 1: is no JSON"),
        (gzip.compress(b'{"title": "One"}\n', mtime=0)[:-9], "the compressed file is damaged"),
    ],
)
def test_an_unreadable_file_is_one_clear_line(tmp_path, content, said):
    file = tmp_path / "given.jsonl"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        load("--from", file)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0,), "N is 0: write how many"),
        ((), "Write how many articles"),
        ((3, "--from", "there-is-no-such-file"), "cannot be read: No such file"),
        ((3, "--from", "x.jsonl", "--seed", 2), "--seed is for made-up articles"),
    ],
)
def test_bad_arguments_are_refused_with_a_sentence(arguments, said):
    with pytest.raises(CommandError, match=said):
        load(*arguments)


def test_a_file_that_is_too_short_is_refused(tmp_path):
    with pytest.raises(CommandError, match="holds 1 articles; ask for at most that many, not 2"):
        load(2, "--from", written(tmp_path, {"title": "One"}))


def test_a_newsroom_without_the_languages_of_the_samples_is_told_so(settings):
    settings.NEWSROOM_LANGUAGES = ["de"]
    with pytest.raises(CommandError, match="written in en, ru, kk"):
        load(3)


@pytest.mark.sqlite
def test_sqlite_takes_one_process():
    with pytest.raises(CommandError, match="one writer at a time"):
        call_command("make_sample_load", "3", "--processes", "2")


@pytest.mark.postgresql
def test_too_many_processes_are_refused():
    with pytest.raises(CommandError, match="write a number from 1 to 8"):
        call_command("make_sample_load", "3", "--processes", "9")


@pytest.mark.postgresql
def test_several_processes_store_the_same(child):
    process = child("django", "make_sample_load", "600", "--processes", "2")
    said, _ = process.communicate(timeout=180)
    assert process.returncode == 0, said
    assert Edition.objects.live().count() == 600


@pytest.mark.postgresql
def test_a_process_that_is_ended_is_said_and_ends_the_load(child):
    process = child("django", "make_sample_load", "100000", "--processes", "2")
    while not (workers := _workers_of(process.pid)):
        time.sleep(0.05)
    os.kill(workers[0], signal.SIGKILL)
    said, _ = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "was ended by somebody else" in said


def _workers_of(pid: int) -> list[int]:
    """Return the processes that store for a load (Linux only, as the test server of PostgreSQL)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    commands = {one: Path(f"/proc/{one}/cmdline").read_bytes() for one in [str(pid), *children]}
    return [int(one) for one in children if commands[one] == commands[str(pid)]]


@pytest.mark.external
def test_the_news_that_others_gave_is_loaded_in_order(client, shared):
    load(40, "--from", shared / "data" / "news" / "reuters21578.jsonl.gz")
    listed = client.get("/api/v1/headlines/?limit=100").json()["results"]
    assert len(listed) == 40
    moments = [one["published_at"] for one in listed]
    assert moments == sorted(moments, reverse=True)
