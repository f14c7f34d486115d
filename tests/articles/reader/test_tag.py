"""GET /tags/<slug>/: a tag and its headlines."""

import pytest

from articles.rebuilding import rebuild_due
from articles.vocabulary import save_tag
from tests.articles.builders import make_published, make_tag
from tests.articles.reader.pages import links, page_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def tag():
    """A tag with an article in English and one in Russian, and an article without it."""
    make_published("Without it")
    tag = make_tag("Shipping", description="What moves by sea.", names={"ru": "Судоходство"})
    make_published("Tugs are busy", tags=[str(tag.id)])
    make_published("Порт открыт", language="ru", tags=[str(tag.id)])
    return tag


def test_a_tag_is_described_and_lists_its_headlines(client, tag):
    page = page_of(client.get("/tags/shipping/"))
    assert texts(page, "h1") == ["Shipping"]
    assert texts(page, ".page-header p") == ["Topic", "What moves by sea."]
    assert texts(page, ".item h2") == ["Порт открыт", "Tugs are busy"]
    assert page.css_first(".item").attributes["lang"] == "ru"


def test_a_language_chooses_headlines_and_the_name(client, tag):
    page = page_of(client.get("/tags/shipping/?language=ru"))
    assert (texts(page, "h1"), texts(page, ".item h2")) == (["Судоходство"], ["Порт открыт"])
    assert texts(page, ".languages [aria-current]") == ["Русский"]
    assert links(page, ".languages a")[:2] == ["/tags/shipping/", "/tags/shipping/?language=en"]


def test_the_page_is_made_from_one_call_and_the_site(client, tag):
    made_from = links(page_of(client.get("/tags/shipping/")), ".made-from a")
    assert made_from[0].startswith("/api/v1/headlines/?tag=shipping&include=tag&")
    assert client.get(made_from[0]).json()["tag"]["name"] == "Shipping"


def test_a_former_name_leads_to_the_present_one(client, tag):
    save_tag(tag=tag.id, values={"slug": "sea-trade"}, by=None)
    rebuild_due()
    response = client.get("/tags/shipping/?language=ru&utm_source=x")
    assert (response.status_code, response["Location"]) == (301, "/tags/sea-trade/?language=ru")


@pytest.mark.parametrize("key", ["nothing", "unused", "a,b", "-a", "%00", "shipping,unused"])
def test_a_tag_that_nothing_public_carries_is_unknown(client, tag, key):
    make_tag("Unused")
    page = page_of(client.get(f"/tags/{key}/"), 404)
    assert texts(page, "h1") == ["There is nothing at this address"]


def test_a_bad_cursor_is_said_on_a_page(client, tag):
    page_of(client.get("/tags/shipping/?cursor=x"), 400)
