"""`manage.py import_article_page`: files, folders and standard input; every refusal in one line."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.importing import ImportOrder, import_page
from articles.models import Article, Edition
from articles.page import PageRefused, decode, read_page
from cms.http.texts import text_problem
from media.models import Image
from tests.articles.builders import png
from tests.articles.importing.pages import CREDIT, HEADLINE, LATEST, latest_list, page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(page_text(), encoding="utf-8")
    return path


def run(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command("import_article_page", *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def refusal(*arguments: object) -> str:
    """Return what the command says when it refuses, having stored nothing."""
    before = Article.objects.count(), Image.objects.count()
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert (Article.objects.count(), Image.objects.count()) == before
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_a_file_is_imported_and_published(page):
    said = run("--publish", page)
    assert said == (
        f"{page}: “{HEADLINE}” (story, en): new, 3 new headlines, new sources Orda and Reuters, "
        "the photo awaits its file, 4 published.\n"
    )
    assert latest_list() == [HEADLINE, *LATEST]


def test_a_second_time_it_says_that_nothing_changed(page):
    run(page)
    assert run(page).endswith("is here already; nothing was changed.\n")


def test_standard_input_is_a_page(page, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.read_bytes())))
    assert run("-").startswith("standard input: “Ilsay")


def test_a_folder_means_its_text_files_in_the_order_of_their_names(tmp_path):
    for name, headline in (("b.txt", "Second"), ("a.txt", "First"), ("c.md", "No page")):
        (tmp_path / name).write_text(page_text(headline, latest=()))
    assert [line.split("“")[1][:5] for line in run(tmp_path).splitlines()] == ["First", "Secon"]
    assert Article.objects.count() == 2


def test_a_picture_comes_along(page, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    (tmp_path / "ferry.png").write_bytes(png())
    run(page, "--publish", "--image", tmp_path / "ferry.png", "--alt", "A ferry")
    image = Article.objects.get(headline=HEADLINE).lead_image
    assert (image.alt, image.credit) == ({"en": "A ferry"}, CREDIT)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("2025-12-05T09:30:00+05:00", "2025-12-05T04:30:00+00:00"),
        ("2025-12-05 09:30", "2025-12-05T09:30:00+00:00"),
    ],
)
def test_the_pages_time_is_given_with_or_without_an_offset(page, given, stored):
    run(page, "--published-at", given, "--publish")
    newest = Edition.objects.order_by("-published_at").first()
    assert newest.published_at.isoformat() == stored


def test_a_dry_run_shows_what_is_understood_and_stores_nothing(page):
    said = run(page, "--dry-run", "--publish")
    for line in (
        f"Headline:     {HEADLINE}",
        "Language:     en",
        f"Credit line:  {CREDIT}",
        "AI-generated image, made with Grok, illustrative (certain;",
        "  Orda: reported by (“Orda reports”)",
        "Paragraphs:   2",
        "Latest list:  3 headlines",
        "   2. Severe Frost Covers Karsen",
        "Dry run, nothing is stored:",
    ):
        assert line in said
    assert not Article.objects.exists()


def test_a_dry_run_says_what_is_missing(tmp_path):
    (tmp_path / "bare.txt").write_text("A Headline Alone")
    said = run(tmp_path / "bare.txt", "--dry-run")
    assert "Credit line:  none; the page has no picture" in said
    assert "Sources:      none named" in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty"),
        (b" \n\n\t\n", "The file is empty"),
        (b"Photo: Grok AI Generated, ill. purposes.\nText.", "no headline"),
        (b"Latest news\n- One\n- Two", "no headline"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not plain text"),
        (b"A head\x00line\nText.", "not plain text"),
        ("Паром пойдёт".encode("cp1251"), "not in UTF-8 (at byte 1)"),
        ("A headline\nПаром".encode("koi8-r"), "not in UTF-8 (at byte 12)"),
        ("A headline\nText.".encode("utf-16"), "UTF-16"),
        (b"x" * 301 + b"\nText.", "301 characters"),
        (b"A headline\n" + b"text " * 2_000_000, "more than 4,000,000 bytes"),
        (b"x" * 10_000_000, "more than 4,000,000 bytes"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(tmp_path, content, reason):
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    message = refusal("--publish", path)
    assert message.startswith(f"{path}: ")
    assert reason in message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "none.txt").endswith("none.txt: No such file or directory")


def test_a_folder_without_pages_is_refused(tmp_path):
    assert "holds no *.txt page" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--published-at", "yesterday"], "--published-at: write a date"),
        (["--published-at", "2025-13-45T99:00"], "--published-at: write a date"),
        (["--published-at", "1201-01-01T00:00:00Z"], "between 1600 and 2200"),
        (["--published-at", "0001-01-01T00:00:00"], "between 1600 and 2200"),
        (["--published-at", "2190-01-01T00:00:00Z", "--publish"], "lies in the future"),
        (["--language", "tlh"], "--language: write one of en, ru, kk"),
        (["--image", "/nowhere/ferry.png"], "No such file or directory"),
        (["--image", __file__], "no picture that we know"),
        (["--alt", "x" * 1001], "at most 1,000"),
        (["--alt", "a\x00b"], "control character"),
        (["--source", "x" * 201], "--source: 201 characters; at most 200 fit"),
        (["--source", "caf\udce9"], "--source: holds a control character"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(page, arguments, reason):
    assert reason in refusal(page, *arguments)


def test_a_published_picture_needs_its_text(page, tmp_path):
    (tmp_path / "ferry.png").write_bytes(png())
    assert "--alt" in refusal(page, "--publish", "--image", tmp_path / "ferry.png")


def test_one_picture_belongs_to_one_page(page):
    assert "belong to one page" in refusal(page, page, "--alt", "A ferry")


def test_of_several_files_the_good_ones_go_in_and_the_command_fails(page, tmp_path, capsys):
    (tmp_path / "bad.txt").write_bytes(b"")
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_article_page", tmp_path / "bad.txt", page, stdout=out, stderr=out)
    assert str(refused.value) == f"1 of 2 pages were refused and stored nothing: {tmp_path}/bad.txt"
    assert f"{tmp_path}/bad.txt: The file is empty" in out.getvalue()
    assert Article.objects.filter(headline=HEADLINE).exists()


def test_a_file_whose_name_is_no_text_is_named_all_the_same(tmp_path):
    message = refusal(tmp_path / "p\udcffage.txt")
    assert message.endswith("p\\xffage.txt: No such file or directory")


def test_two_imports_at_once_make_one_of_each(page, child):
    imports = [
        child("tests.run_command", "import_article_page", "--publish", str(page)) for _ in range(2)
    ]
    assert [process.wait() for process in imports] == [0, 0]
    assert latest_list() == [HEADLINE, *LATEST]
    assert Image.objects.count() == 1


@pytest.mark.external
def test_the_real_page_comes_back_over_rest_complete_and_in_order(shared):
    path = shared / "seed" / "article-page.txt"
    written = read_page(decode(path.read_bytes()))
    run("--publish", path)
    slug = Edition.objects.order_by("-published_at").first().slug
    answer = Client().get(f"/api/v1/articles/{slug}/", {"include": "related,latest"}).json()
    assert [one["headline"] for one in answer["latest"]] == list(written.latest)
    assert len(written.latest) == 20
    assert answer["related"]
    assert answer["headline"] == written.headline
    assert answer["body"].count("<p>") == len(written.paragraphs) == 7
    assert [(one["name"], one["role"]) for one in answer["sources"]] == [
        ("Orda", "reported_by"),
        ("Bloomberg", "quoted"),
    ]
    image = answer["lead_image"]
    assert (image["credit"], image["src"]) == (written.credit_line, None)
    assert image["disclosure"]["is_ai"]
    assert json.dumps(image["disclosure"]).count("Grok") == 1


@pytest.mark.external
def test_the_real_page_twice_changes_no_answer(shared):
    path = shared / "seed" / "article-page.txt"
    run("--publish", path)
    first = Client().get("/api/v1/headlines/?limit=100").content
    run("--publish", path)
    assert Client().get("/api/v1/headlines/?limit=100").content == first


def _is_page(headline: str) -> bool:
    """Say whether a string may be a headline; else the page is refused with a sentence."""
    try:
        return not text_problem("headline", read_page(f"About {headline}").headline, 300)
    except PageRefused as refusal:
        return not str(refusal)


@pytest.mark.external
def test_naughty_strings_come_back_as_they_are_or_are_refused(naughty_strings):
    taken = [" ".join(f"About {one}".split()) for one in naughty_strings if _is_page(one)]
    assert len(taken) > 400
    page = read_page(page_text(paragraphs=tuple(taken), latest=tuple(taken)))
    made = import_page(page=page, order=ImportOrder(publish=True))
    answer = Client().get(f"/api/v1/articles/{made.article}/", {"body": "text"})
    assert [one for one in page.paragraphs if one not in answer.json()["body"]] == []
    assert set(page.latest) >= {*latest_list()} - {HEADLINE}
    assert "<script" not in Client().get(f"/api/v1/articles/{made.article}/").json()["body"]
