"""GET /api/v1/headlines/"""

from datetime import UTC, datetime, timedelta

import pytest

from articles.vocabulary import rename_tag
from articles.withdrawing import withdraw
from cms.uuid7 import uuid7
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/headlines/"
START = datetime(2026, 1, 1, tzinfo=UTC)


def slugs(client, query="", **headers):
    answer = client.get(URL + query, **headers)
    assert answer.status_code == 200, answer.content
    return [item["slug"] for item in answer.json()["results"]]


def refusals(client, query):
    answer = client.get(URL + query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


def at(hours: int) -> str:
    return (START + timedelta(hours=hours)).isoformat()


def make_at(hours: int, headline: str = "", **changes):
    return make_published(headline or f"Story {hours}", published_at=at(hours), **changes)


def test_newest_first_with_all_that_a_list_page_shows(client):
    image = make_image(
        credit="Photo: Grok AI Generated, ill. purposes.", digital_source_type="trainedAlgorithmicMedia",
        ai_system="Grok", is_illustrative=True, caption={"en": "The harbour at dawn"},
    )  # fmt: skip
    make_at(1)
    make_at(2, "With image", lead_image=use_of(image))
    first, second = client.get(URL).json()["results"]
    assert (first["slug"], second["slug"]) == ("with-image", "story-1")
    lead = first["lead_image"]
    assert lead["alt"] == "A quiet harbour"
    assert lead["caption"] == "The harbour at dawn"
    assert lead["credit"] == "Photo: Grok AI Generated, ill. purposes."
    assert lead["disclosure"] == {
        "is_ai": True,
        "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "label": "AI-generated image",
        "ai_system": "Grok",
        "is_illustrative": True,
        "is_confirmed": False,
    }


@pytest.mark.parametrize("count", [1, 20, 100])
def test_one_query_whatever_the_size(client, django_assert_num_queries, count):
    tag, image = make_tag(), make_image()
    for number in range(count):
        make_published(f"Story {number}", tags=[str(tag.id)], lead_image=use_of(image))
    with django_assert_num_queries(1):
        assert len(slugs(client, "?limit=100")) == count
    with django_assert_num_queries(1):
        assert len(slugs(client, "?limit=100&tag=energy")) == count


def test_twenty_headlines_stay_under_sixty_kilobytes(client):
    tags = [str(make_tag(f"Some topic {n}").id) for n in range(6)]
    image = make_image(caption={"en": "A caption of usual length, which says what is to be seen."})
    for number in range(20):
        make_published(
            f"A headline of usual length, number {number}", tags=tags, lead_image=use_of(image)
        )
    assert len(client.get(URL).content) < 60_000


def test_pages_follow_each_other_and_lead_back(client):
    for hours in range(5):
        make_at(hours)
    first = client.get(URL + "?limit=2").json()
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert [item["slug"] for item in second["results"]] == ["story-2", "story-1"]
    third = client.get(second["next"]).json()
    assert (third["next"], [item["slug"] for item in third["results"]]) == (None, ["story-0"])
    assert client.get(second["previous"]).json()["results"] == first["results"]


def test_a_new_article_moves_no_page(client):
    for hours in range(4):
        make_at(hours)
    page = client.get(URL + "?limit=2").json()
    make_at(9, "Fresh")
    assert slugs(client, "?" + page["next"].partition("?")[2]) == ["story-1", "story-0"]


def test_other_orders(client):
    for hours in range(3):
        make_at(hours)
    assert slugs(client, "?order=oldest") == ["story-0", "story-1", "story-2"]
    assert slugs(client, "?order=updated") == ["story-2", "story-1", "story-0"]


def test_tags_are_found_by_slug_id_alias_and_descendant(client):
    region = make_tag("Europe", "place")
    country = make_tag("Norland", "place", parent=region.id)
    make_published("In Norland", tags=[str(country.id)])
    make_published("Elsewhere")
    rename_tag(tag=country.id, name="Norway Land", slug="norway-land", by=None)
    for word in ("norland", "norway-land", "europe", str(country.id), str(region.id)):
        assert slugs(client, f"?tag={word}") == ["in-norland"]


def test_labels_combine_as_and_or_and_neither(client):
    a, b, c = (str(make_tag(name).id) for name in ("A a", "B b", "C c"))
    for hours, tags in enumerate(([a], [b], [a, b], [c], [])):
        make_at(hours, tags=tags)
    assert slugs(client, "?tag=a-a&tag=b-b") == ["story-2"]
    assert slugs(client, "?tag=a-a,b-b") == ["story-2", "story-1", "story-0"]
    assert slugs(client, "?tag=-a-a,c-c") == ["story-4", "story-1"]
    assert slugs(client, "?tag=a-a&tag=-b-b") == ["story-0"]
    assert slugs(client, "?tag=a-a,b-b&order=updated") == ["story-2", "story-1", "story-0"]


def test_sections_sources_and_contributors(client):
    section, author = make_tag("World", "section"), make_tag("Ada Writer", "contributor")
    source = make_source("Orda")
    make_published(
        "All three", tags=[str(section.id)], section=str(section.id), citations=[citation_of(source)],
        contributors=[{"tag": str(author.id), "role": "author"}],
    )  # fmt: skip
    make_published("None")
    for query in ("?section=world", "?source=orda", "?contributor=ada-writer"):
        assert slugs(client, query) == ["all-three"]
    assert slugs(client, "?section=world&source=orda&contributor=ada-writer") == ["all-three"]
    assert refusals(client, "?section=ada-writer") == [("section", "unknown")]


def test_plain_filters(client):
    ai = make_image(digital_source_type="trainedAlgorithmicMedia")
    make_at(1, "Story", lead_image=use_of(ai))
    make_at(2, "Brief", kind="brief", body="")
    make_at(3, "Гавань", language="ru")
    assert slugs(client, "?kind=brief") == ["brief"]
    assert slugs(client, "?language=ru") == ["gavan"]
    assert slugs(client, "?language=ru,en") == ["gavan", "brief", "story"]
    assert slugs(client, "?has_body=false") == ["brief"]
    assert slugs(client, "?ai_images=true") == ["story"]
    assert slugs(client, "?ai_images=false") == ["gavan", "brief"]


def test_times(client):
    for hours in range(4):
        make_at(hours)
    assert slugs(client, "?published_after=2026-01-01T01:00:00Z") == ["story-3", "story-2"]
    assert slugs(client, "?published_before=2026-01-01T01:00:00Z") == ["story-0"]
    assert slugs(client, "?updated_after=2026-01-01T02:00:00Z") == ["story-3"]
    tag = make_tag()
    make_at(7, "Tagged", tags=[str(tag.id)])
    assert slugs(client, "?tag=energy&published_after=2026-01-01T08:00:00Z") == []


def test_by_id_in_the_order_given(client):
    one, two = make_at(1), make_at(2)
    nobody = uuid7()
    answer = client.get(f"{URL}?id={one.id},{nobody},{two.id}").json()
    assert [item["id"] for item in answer["results"]] == [str(one.id), str(two.id)]
    assert answer["missing"] == [str(nobody)]
    assert slugs(client, f"?exclude={one.id}") == ["story-2"]


def test_ids_stand_beside_filters_and_words(client):
    two, one, other = make_at(1, "Ferry two"), make_at(2, "Ferry one"), make_at(3, "Tram")
    answer = client.get(f"{URL}?id={one.id},{two.id},{other.id}&q=ferries&limit=3").json()
    assert [item["slug"] for item in answer["results"]] == ["ferry-one", "ferry-two"]
    assert answer["missing"] == [str(other.id)]
    assert refusals(client, f"?id={one.id}&tag=nope") == [("tag", "unknown")]


def test_ids_leave_nothing_to_order_or_to_limit(client):
    ids = f"?id={make_at(1).id},{make_at(2).id}"
    assert refusals(client, f"{ids}&order=oldest&limit=1") == [
        ("order", "not_with_id"),
        ("limit", "not_with_id"),
    ]
    assert refusals(client, f"{ids}&cursor=x")[0][0] == "cursor"
    for harmless in ("&limit=2", "&order=newest&limit=20"):
        assert slugs(client, f"{ids}{harmless}") == ["story-1", "story-2"]


def test_a_brief_that_is_found_has_no_snippet(client):
    make_published("Ferry", kind="brief", body="")
    assert client.get(f"{URL}?q=ferry").json()["results"][0]["snippet"] is None


@pytest.mark.parametrize(
    ("language", "headline", "query"),
    [
        ("en", "Negotiations on pipelines", "pipeline negotiation"),
        ("en", "The C-130 landed", "c130"),
        ("ru", "Переговоры о трубопроводах", "трубопровод"),
        ("ru", "Ёлки зелёные", "елка"),
        ("ru", "Елки зеленые", "ёлка"),
        ("kk", "Қазақстанның мұнайы", "қазақстан"),
        ("kk", "Қазақстанның мұнайы", "казакстан"),
    ],
)
def test_search_finds_word_forms(client, language, headline, query):
    make_published(headline, language=language)
    make_published("Something else entirely")
    answer = client.get(URL, {"q": query}).json()
    assert [item["headline"] for item in answer["results"]] == [headline]


def test_search_shows_where_and_can_sort_by_relevance(client):
    make_at(2, "Once", body="<p>Ferries are one of many words in this text about other things.</p>")
    make_at(1, "Ferry ferry", body="<p>The ferry & the ferry.</p>")
    found = client.get(URL + "?q=ferry&order=relevance").json()
    assert [item["slug"] for item in found["results"]] == ["ferry-ferry", "once"]
    assert found["results"][0]["snippet"] == "The <mark>ferry</mark> &amp; the <mark>ferry</mark>."
    assert found["next"] is None
    assert slugs(client, "?q=ferry") == ["once", "ferry-ferry"]


def test_totals_facets_and_the_label_itself(client):
    tag, section = make_tag(), make_tag("World", "section")
    for hours in range(3):
        make_at(hours, tags=[str(tag.id), str(section.id)])
    answer = client.get(URL + "?tag=energy&limit=1&include=total,facets,tag").json()
    assert answer["total"] == 3
    assert answer["facets"]["section"] == [{"value": "world", "name": "World", "count": 3}]
    assert answer["facets"]["language"] == [{"value": "en", "name": "en", "count": 3}]
    assert (answer["tag"]["slug"], answer["tag"]["article_count"]) == ("energy", 3)


def test_chosen_fields_alone(client):
    make_at(1)
    assert client.get(URL + "?fields=slug,headline").json()["results"] == [
        {"slug": "story-1", "headline": "Story 1"}
    ]


def test_a_client_that_has_the_page_gets_304(client):
    make_at(1)
    first = client.get(URL)
    again = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_at(2)
    assert client.get(URL, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_headers_for_caches_and_browsers(client):
    make_at(1)
    answer = client.get(URL, headers={"Origin": "https://front.example"})
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert "stale-if-error" in answer["Cache-Control"]
    assert answer["Cache-Tag"] == "articles"
    assert answer["Vary"] == "Accept"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_drafts_and_withdrawn_articles_are_not_there(client):
    tag = make_tag("Secret")
    make_draft("Hidden", tags=[str(tag.id)])
    withdraw(article=make_at(1).id, by=None)
    assert slugs(client) == []
    assert refusals(client, "?tag=secret") == [("tag", "unknown")]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?tags=x", "tags"),
        ("?limit=101", "limit"),
        ("?limit=0", "limit"),
        ("?limit=ten", "limit"),
        ("?limit=1&limit=2", "limit"),
        ("?tag=nope", "tag"),
        ("?tag=", "tag"),
        ("?language=zz", "language"),
        ("?kind=novel", "kind"),
        ("?id=x", "id"),
        ("?published_after=yesterday", "published_after"),
        ("?ai_images=maybe", "ai_images"),
        ("?order=best", "order"),
        ("?order=relevance", "order"),
        ("?cursor=x", "cursor"),
        ("?q=" + "x" * 101, "q"),
        ("?q=a+b+c+d+e+f+g+h+i", "q"),
        ("?q=%00", "q"),
        ("?include=comments", "include"),
        ("?include=tag", "include"),
        ("?fields=body", "fields"),
        ("?ratio=2x1", "ratio"),
        ("?format=xml", "format"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(client, query, field):
    assert [name for name, _code in refusals(client, query)] == [field]


def test_every_slip_is_said_at_once(client):
    assert {name for name, _code in refusals(client, "?limit=0&order=best&foo=1")} == {
        "limit",
        "order",
        "foo",
    }


def test_a_cursor_of_another_order_is_refused(client):
    for hours in range(3):
        make_at(hours)
    following = client.get(URL + "?limit=1&order=oldest").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert [name for name, _code in refusals(client, f"?cursor={cursor}")] == ["cursor"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(client, method):
    answer = getattr(client, method)(URL)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
