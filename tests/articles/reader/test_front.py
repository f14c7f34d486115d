"""GET /: the latest headlines."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from articles.newsroom_settings import describe_newsroom
from tests.articles.builders import make_draft, make_image, make_published, make_tag, use_of
from tests.articles.reader.pages import links, page_of, texts

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def newsroom():
    """Two articles, and a stranger that nobody may see."""
    make_draft("Nobody has read this")
    make_published("Older", published_at=NOON.isoformat(), standfirst="What came before.")
    later = NOON + timedelta(hours=1)
    section = make_tag("World", "section", names={"ru": "Мир"})
    return make_published(
        "Newer", published_at=later.isoformat(), kicker="Ice", section=str(section.id),
        tags=[str(section.id)],
    )  # fmt: skip


def ai_image(**values):
    described = {
        "alt": {"en": "A harbour drawn by a machine"},
        "credit": "Image: Standfirst",
        "digital_source_type": "trainedAlgorithmicMedia",
        "ai_system": "Grok",
    }
    return make_image(**described | values)


def test_the_latest_headlines_come_newest_first(client, newsroom):
    page = page_of(client.get("/"))
    assert texts(page, "h1") == ["Latest headlines"]
    assert texts(page, ".item h2") == ["Newer", "Older"]
    assert links(page, ".item h2 a") == ["/articles/newer/", "/articles/older/"]


def test_an_item_says_what_a_reader_needs_to_choose(client, newsroom):
    page = page_of(client.get("/"))
    assert texts(page, ".kicker") == ["Ice"]
    assert texts(page, ".standfirst") == ["What came before."]
    assert texts(page, ".item time") == ["20 Nov, 13:00", "20 Nov, 12:00"]
    assert links(page, ".item-facts .section") == ["/tags/world/?language=en"]


def test_moments_are_said_in_the_newsrooms_time_zone(client, newsroom, settings):
    settings.TIME_ZONE = "Asia/Almaty"
    moment = page_of(client.get("/")).css_first(".item time")
    assert moment.text() == "20 Nov, 18:00"
    assert moment.attributes["datetime"] == "2026-11-20T13:00:00Z"


def test_an_ai_image_in_the_list_says_so_in_words(client):
    make_published("Drawn", lead_image=use_of(ai_image()))
    make_published("Seen", lead_image=use_of(make_image()))
    page = page_of(client.get("/"))
    assert texts(page, ".item") == [
        text for text in texts(page, ".item") if ("AI-generated image" in text) == ("Drawn" in text)
    ]
    assert [image.attributes["alt"] for image in page.css(".item img")] == [
        "A quiet harbour", "A harbour drawn by a machine",
    ]  # fmt: skip


def test_the_newsroom_and_its_sections_frame_the_page(client, newsroom):
    describe_newsroom(
        values={"name": "The Steppe Courier", "policies": [{"title": "Corrections", "url": "https://c.example/"}]},
        by=None,
    )  # fmt: skip
    page = page_of(client.get("/"))
    assert texts(page, ".wordmark") == ["The Steppe Courier"]
    assert texts(page, ".sections a") == ["World"]
    assert "https://c.example/" in links(page, ".policies a")


def test_the_page_links_to_the_json_that_it_was_made_from(client, newsroom):
    page = page_of(client.get("/"))
    made_from = links(page, ".made-from a")
    assert made_from[0].startswith("/api/v1/headlines/?language=en&")
    assert made_from[1] == "/api/v1/site/"
    assert links(page, "link[rel=alternate][type='application/json']") == made_from[:1]
    document = client.get(made_from[0]).json()
    assert [item["headline"] for item in document["results"]] == ["Newer", "Older"]


@pytest.mark.parametrize(
    ("language", "title", "moment"),
    [
        ("ru", "Последние новости", "20 ноября, 12:00"),
        ("kk", "Соңғы жаңалықтар", "20 қараша, 12:00"),
    ],
)
def test_each_language_has_its_own_front_page(client, newsroom, language, title, moment):
    make_published("Другое", language=language, published_at=NOON.isoformat())
    page = page_of(client.get("/", {"language": language}))
    assert page.css_first("html").attributes["lang"] == language
    assert (texts(page, "h1"), texts(page, ".item h2")) == ([title], ["Другое"])
    assert texts(page, ".item time") == [moment]
    assert texts(page, ".languages a") == ["English", "Русский", "Қазақша"]
    assert texts(page, ".sections a") == ["Мир" if language == "ru" else "World"]
    assert links(page, ".languages a") == ["/", "/?language=ru", "/?language=kk"]


def test_older_and_newer_pages_lead_to_each_other(client):
    for number in range(23):
        at = NOON + timedelta(minutes=number)
        make_published(f"Number {number}", published_at=at.isoformat())
    first = page_of(client.get("/"))
    (older,) = links(first, "a[rel=next]")
    second = page_of(client.get(older))
    assert texts(second, ".item h2") == ["Number 2", "Number 1", "Number 0"]
    (newer,) = links(second, "a[rel=prev]")
    assert texts(page_of(client.get(newer)), ".item h2") == texts(first, ".item h2")


def test_an_empty_newsroom_says_so(client):
    page = page_of(client.get("/"))
    assert texts(page, ".nothing") == ["Nothing has been published here yet."]


def test_parameters_of_strangers_are_ignored(client, newsroom):
    plain, tagged = client.get("/"), client.get("/?utm_source=letter&fbclid=1&limit=900")
    assert plain.content == tagged.content


@pytest.mark.parametrize("query", ["?language=tlh", "?cursor=nonsense", "?language=%00"])
def test_what_the_api_does_not_understand_is_said_on_a_page(client, newsroom, query):
    page = page_of(client.get(f"/{query}"), 400)
    assert texts(page, "h1") == ["This address is not understood"]


def test_a_page_is_cached_like_the_headlines_and_never_by_person(client, newsroom):
    response = client.get("/")
    assert response["Cache-Control"] == client.get("/api/v1/headlines/")["Cache-Control"]
    assert "articles" in response["Cache-Tag"].split(",")
    assert "Cookie" not in response["Vary"]
    again = client.get("/", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_awaited_picture_is_not_shown_in_the_list(client):
    make_published("Photo follows", lead_image=use_of(make_image(has_file=False)))
    assert not page_of(client.get("/")).css("img, picture")


def test_words_are_shown_and_never_read_as_markup(client):
    make_published(
        "<script>alert(1)</script> & <b>bold</b>", kicker='"><img src=x onerror=alert(1)>'
    )
    page = page_of(client.get("/"))
    assert texts(page, ".item h2") == ["<script>alert(1)</script> & <b>bold</b>"]
    assert not page.css("img, b")


def test_writing_is_not_allowed(client):
    assert client.post("/").status_code == 405


def test_the_icon_is_found_where_browsers_look(client):
    assert client.get("/favicon.ico")["Location"] == "/static/reader/icon.svg"


def test_an_address_that_no_page_has_leads_home(client):
    page = page_of(client.get("/nowhere/at/all"), 404)
    assert links(page, "main a") == ["/"]


def test_a_page_costs_no_more_queries_than_its_calls(client, newsroom, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/")


def test_a_busy_database_asks_the_reader_to_come_back(client, newsroom):
    def time_out(*_statement):
        raise OperationalError("canceling statement due to statement timeout")

    with connection.execute_wrapper(time_out):
        response = client.get("/")
    page = page_of(response, 503)
    assert texts(page, "h1") == ["Try again in a moment"]
    assert (response["Retry-After"], response["Cache-Control"]) == ("1", "no-store")
