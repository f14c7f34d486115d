"""GET /search/: headlines that answer a search."""

import pytest

from tests.articles.builders import make_published
from tests.articles.reader.pages import links, page_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    make_published("A quiet day", body="<p>Nothing moved.</p>")
    make_published("Tugs are busy", body="<p>The harbours &lt;of&gt; the north are open.</p>")


def test_results_show_the_words_that_were_found(client, articles):
    page = page_of(client.get("/search/?q=harbour"))
    assert texts(page, "h1") == ["Results for harbour"]
    assert texts(page, ".item h2") == ["Tugs are busy"]
    assert texts(page, ".snippet") == ["The harbours <of> the north are open."]
    assert texts(page, ".snippet mark") == ["harbours"]


def test_the_form_keeps_what_was_typed_and_the_language(client, articles):
    page = page_of(client.get("/search/?q=%22harbour%22&language=ru"))
    assert page.css_first("#q").attributes["value"] == '"harbour"'
    assert page.css_first("input[name=language]").attributes["value"] == "ru"
    assert page.css_first("html").attributes["lang"] == "ru"


def test_the_json_is_the_same_search(client, articles):
    made_from = links(page_of(client.get("/search/?q=harbour")), ".made-from a")
    assert [item["headline"] for item in client.get(made_from[0]).json()["results"]] == [
        "Tugs are busy"
    ]


def test_without_a_word_there_is_only_the_form(client, articles):
    page = page_of(client.get("/search/?q=+"))
    assert texts(page, "h1") == ["Search the news"]
    assert links(page, ".made-from a") == ["/api/v1/site/"]


def test_nothing_found_is_said(client, articles):
    page = page_of(client.get("/search/?q=giraffe"))
    assert texts(page, ".nothing") == ["Nothing was found."]


def test_a_search_that_is_too_long_is_refused_with_a_sentence(client, articles):
    page = page_of(client.get("/search/", {"q": "word " * 300}), 400)
    assert texts(page, "h1") == ["This address is not understood"]


@pytest.mark.parametrize(
    "q", ["<script>alert(1)</script>", "' OR 1=1 --", '"', "*", "NEAR(", "\x00"]
)
def test_a_search_is_never_read_as_anything_but_words(client, articles, q):
    response = client.get("/search/", {"q": q})
    assert not page_of(response, response.status_code).css("script")
    assert response.status_code in {200, 400}


def test_result_pages_are_not_for_search_engines(client, articles):
    page = page_of(client.get("/search/?q=harbour"))
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
