"""GET /articles/<slug>/: an article with everything around it."""

from datetime import UTC, datetime

import pytest

from articles.correcting import correct
from articles.drafts import save_draft
from articles.models import TranslationGroup
from articles.publishing import publish
from articles.withdrawing import withdraw
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)
from tests.articles.reader.pages import links, page_of, texts
from tests.media.pictures import url_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def stranger():
    return make_published("Somebody else's story")


def opened(client, slug="harbour-reopens", status=200):
    return page_of(client.get(f"/articles/{slug}/"), status)


def test_an_article_is_shown_whole(client, stranger):
    section = make_tag("World", "section")
    author = make_tag("Aida Serik", "contributor")
    make_published(
        kicker="Ice", standfirst="Ships sail again.", published_at=NOON.isoformat(),
        section=str(section.id), tags=[str(section.id)],
        contributors=[{"tag": str(author.id), "role": "reporter"}],
        body="<h2>The thaw</h2><p>The harbour is <strong>open</strong>.</p>",
    )  # fmt: skip
    page = opened(client)
    assert texts(page, "h1") == ["Harbour reopens"]
    assert texts(page, ".story-header .kicker") == ["World · Ice"]
    assert texts(page, ".story-header > .standfirst") == ["Ships sail again."]
    assert texts(page, ".byline") == ["Aida Serik"]
    assert texts(page, ".times span")[0] == "Published 20 November 2026, 12:00"
    assert texts(page, ".body h2, .body strong") == ["The thaw", "open"]
    assert texts(page, ".contributors li") == ["Aida Serik reporter"]
    assert links(page, ".topics a") == ["/tags/world/?language=en"]


def test_the_page_is_made_from_one_call_and_the_site(client):
    make_published()
    page = opened(client)
    made_from = links(page, ".made-from a")
    assert made_from == [
        "/api/v1/articles/harbour-reopens/?include=related%2Clatest", "/api/v1/site/",
    ]  # fmt: skip
    assert client.get(made_from[0]).json()["headline"] == "Harbour reopens"


def test_the_lead_image_comes_with_its_caption_credit_and_ai_label(client):
    image = make_image(
        credit="Photo: Grok AI Generated, ill. purposes.", is_illustrative=True, ai_system="Grok",
        digital_source_type="trainedAlgorithmicMedia",
    )  # fmt: skip
    make_published(lead_image=use_of(image, alt="Ice at dusk", caption="The old quay"))
    page = opened(client)
    figure = page.css_first("figure.lead-image")
    assert figure.css_first("img").attributes["alt"] == "Ice at dusk"
    assert figure.css_first("img").attributes["width"] == "64"
    assert texts(page, "figcaption .ai-label") == ["AI-generated image"]
    assert texts(page, "figcaption .caption") == ["The old quay"]
    assert texts(page, "figcaption .credit") == ["Photo: Grok AI Generated, ill. purposes."]


def test_a_photograph_bears_no_ai_label(client):
    make_published(lead_image=use_of(make_image()))
    assert not opened(client).css(".lead-image .ai-label")


def test_an_awaited_picture_leaves_its_credit(client):
    make_published(lead_image=use_of(make_image(has_file=False)))
    page = opened(client)
    assert texts(page, ".lead-image .awaited, .lead-image .credit") == [
        "The picture has not arrived yet.", "Photo: A. Painter",
    ]  # fmt: skip
    assert not page.css("img")


def test_corrections_are_announced_above_and_told_below(client):
    article = make_published()
    correct(article=article.id, kind="correction", text="It was 1986.", by=None, at=NOON)
    page = opened(client)
    assert links(page, ".times a") == ["#corrections"]
    assert texts(page, "#corrections li p") == [
        "Correction · 20 November 2026, 12:00", "It was 1986.",
    ]  # fmt: skip


def test_an_update_is_dated(client):
    article = make_published(published_at=NOON.isoformat())
    publish(article=article.id, by=None, at=NOON.replace(hour=15))
    assert "Updated 20 November 2026, 15:00" in texts(opened(client), ".times span")


def test_sources_are_named_with_their_role_and_report(client):
    bloomberg = make_source("Bloomberg", homepage="https://bloomberg.example/")
    cited = citation_of(
        bloomberg, role="quoted", url="https://bloomberg.example/1", title="Talks go on",
        published_at=NOON.isoformat(),
    )  # fmt: skip
    make_published(citations=[cited, citation_of(make_source("Orda"))])
    page = opened(client)
    assert texts(page, ".sources li") == [
        "Quoted Bloomberg Talks go on 20 November 2026", "Reported by Orda",
    ]  # fmt: skip
    assert links(page, ".sources a") == [
        "https://bloomberg.example/",
        "https://bloomberg.example/1",
    ]


def test_related_headlines_say_why_and_the_latest_follow(client, stranger):
    tag = make_tag("Shipping")
    make_published("Tugs are busy", tags=[str(tag.id)])
    make_published(tags=[str(tag.id)])
    page = opened(client)
    assert texts(page, ".further h2") == ["Related", "Latest headlines"]
    assert texts(page, ".card h3, .card .reason")[:2] == ["Tugs are busy", "Also about: Shipping"]
    assert texts(page, ".line h3") == ["Tugs are busy", "Somebody else's story"]


def test_translations_lead_to_each_other_in_their_own_language(client):
    group = str(TranslationGroup.objects.create().id)
    other = make_published("Гавань открыта", language="ru", translation_group=group)
    make_published(translation_group=group)
    page = opened(client)
    assert texts(page, ".translations li") == ["Русский"]
    assert links(page, ".translations a") == [f"/articles/{other.id}/"]
    russian = opened(client, "gavan-otkryta")
    assert russian.css_first("html").attributes["lang"] == "ru"
    assert texts(russian, ".times span")[0].startswith("Опубликовано ")


@pytest.mark.parametrize(
    ("use", "label"),
    [("assisted", "Text written with the help of AI"), ("generated", "Text generated by AI")],
)
def test_the_use_of_ai_in_the_text_is_said(client, use, label):
    make_published(ai_use=use)
    assert texts(opened(client), ".story-facts .ai-label") == [label]


def test_the_head_tells_other_sites_what_this_is(client, settings):
    image = make_image()
    make_published(
        standfirst="Ships sail again.", lead_image=use_of(image), published_at=NOON.isoformat()
    )
    page = opened(client)
    told = {
        tag.attributes["property"]: tag.attributes["content"] for tag in page.css("meta[property]")
    }
    assert told["og:title"] == "Harbour reopens"
    assert told["og:description"] == "Ships sail again."
    assert told["og:image"] == f"{settings.PUBLIC_URL}{url_of(image, 'jpeg', 'original', 64)}"
    assert told["og:image:alt"] == "A quiet harbour"
    assert told["article:published_time"] == "2026-11-20T12:00:00Z"
    assert links(page, "link[rel=canonical]") == [
        f"{settings.PUBLIC_URL}/articles/harbour-reopens/"
    ]


def test_a_canonical_address_elsewhere_is_respected(client):
    make_published(canonical_url="https://first.example/harbour")
    assert links(opened(client), "link[rel=canonical]") == ["https://first.example/harbour"]


def test_a_brief_needs_no_body(client):
    make_published("Smog covers the city", kind="brief", body="")
    assert not opened(client, "smog-covers-the-city").css(".body")


def test_a_former_address_leads_to_the_present_one(client):
    article = make_published()
    save_draft(article=article.id, changes={"slug": "harbour-open"}, by=None)
    publish(article=article.id, by=None)
    response = client.get("/articles/harbour-reopens/")
    assert (response.status_code, response["Location"]) == (301, "/articles/harbour-open/")


def test_an_id_leads_to_the_readable_address(client):
    article = make_published()
    response = client.get(f"/articles/{article.id}/")
    assert (response.status_code, response["Location"]) == (301, "/articles/harbour-reopens/")


def test_a_withdrawn_article_says_when_and_why(client):
    article = make_published()
    withdraw(article=article.id, by=None, reason="The source took it back.", at=NOON)
    page = opened(client, status=410)
    assert texts(page, "h1") == ["This article has been withdrawn"]
    assert texts(page, ".notice dd") == ["20 November 2026, 12:00", "The source took it back."]


def test_an_expired_article_says_so(client):
    article = make_published()
    withdraw(article=article.id, by=None, kind="expired")
    assert texts(opened(client, status=410), "h1") == ["This article is no longer available"]


def test_a_killed_article_is_stored_nowhere(client):
    article = make_published()
    withdraw(article=article.id, by=None, kind="killed")
    assert client.get("/articles/harbour-reopens/")["Cache-Control"] == "no-store"


def test_a_replaced_article_leads_to_what_replaced_it(client, stranger):
    article = make_published()
    withdraw(article=article.id, by=None, replaced_by=stranger.id)
    response = client.get("/articles/harbour-reopens/")
    assert (response.status_code, response["Location"]) == (301, "/articles/somebody-elses-story/")


@pytest.mark.parametrize("key", ["a-draft", "nothing", "%00", "%F0%9F%92%A9", "x" * 900])
def test_a_draft_is_as_unknown_as_nothing(client, key):
    make_draft("A draft")
    page = opened(client, key, 404)
    assert texts(page, "h1") == ["There is nothing at this address"]
    assert "A draft" not in page.html


def test_a_report_without_an_address_is_named_without_a_link(client):
    make_published(citations=[citation_of(make_source("Orda"), title="Report")])
    page = opened(client)
    assert texts(page, ".source-title") == ["Report"]
    assert not page.css(".sources a")


def test_words_are_shown_and_never_read_as_markup(client):
    script = "</title><script>alert(1)</script>"
    source = citation_of(make_source(script), title=script)
    make_published(
        script, slug="attack", kicker=script, standfirst=script, byline=script, seo_title=script,
        seo_description=script, citations=[source], tags=[str(make_tag(script, slug="tag").id)],
    )  # fmt: skip
    page = opened(client, "attack")
    assert texts(page, "h1") == texts(page, ".byline") == texts(page, ".source-title") == [script]
    assert not page.css("script")
