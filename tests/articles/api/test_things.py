"""GET /api/v1/tags/, /sources/, /images/ and their details."""

from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.killing import kill_image
from articles.merging import merge_tags
from articles.newsroom_settings import describe_newsroom
from articles.rebuilding import rebuild_due
from articles.sourcing import save_source
from articles.vocabulary import rename_tag, save_tag
from articles.withdrawing import withdraw
from cms.http.cursor import Kind, decode
from cms.uuid7 import uuid7
from media.library import describe_image
from media.recipes import LETTERS
from media.renditions import make_due_renditions
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


def names(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["results"]]


def test_only_what_live_articles_show_is_listed(client):
    shown, hidden = make_tag("Shown"), make_tag("Hidden")
    make_published(tags=[str(shown.id)])
    make_draft(tags=[str(hidden.id)])
    assert names(client, "tags/") == ["Shown"]
    assert client.get("/api/v1/tags/hidden/").status_code == 404
    assert (
        client.get(f"/api/v1/tags/{hidden.id}/").content
        == client.get(f"/api/v1/tags/{uuid7()}/").content
    )


def test_ancestors_of_shown_tags_are_public_too(client):
    europe = make_tag("Europe", "place")
    norland = make_tag("Norland", "place", parent=europe.id)
    make_published(tags=[str(norland.id)])
    assert names(client, "tags/") == ["Europe", "Norland"]
    assert names(client, "tags/?parent=europe") == ["Norland"]
    assert client.get("/api/v1/tags/norland/").json()["parent"]["slug"] == "europe"
    assert client.get("/api/v1/tags/europe/").json()["article_count"] == 1


def test_the_detail_of_a_tag(client, django_assert_num_queries):
    portrait = make_image()
    tag = make_tag(
        "Ada Writer", "contributor", names={"ru": "Ада"}, description="Writes.", image=portrait.id,
        external_ids={"wikidata": "Q1"},
    )  # fmt: skip
    article = make_published(contributors=[{"tag": str(tag.id), "role": "author"}])
    with django_assert_num_queries(1):
        answer = client.get("/api/v1/tags/ada-writer/").json()
    assert answer["names"] == {"ru": "Ада"}
    assert answer["description"] == "Writes."
    assert answer["external_ids"] == {"wikidata": "Q1"}
    assert answer["image"]["id"] == str(portrait.id)
    assert (answer["article_count"], answer["latest_at"]) == (1, article_time(client, article))
    assert client.get(f"/api/v1/images/{portrait.id}/").status_code == 200


def article_time(client, article) -> str:
    return client.get(f"/api/v1/articles/{article.id}/").json()["published_at"]


def test_a_former_slug_and_a_merged_tag_lead_to_the_present_one(client):
    old, kept = make_tag("Petrol"), make_tag("Fuel")
    make_published(tags=[str(old.id)])
    rename_tag(tag=old.id, name="Petroleum", slug="petroleum", by=None)
    rebuild_due()
    assert client.get("/api/v1/tags/petrol/")["Location"].endswith("/api/v1/tags/petroleum/")
    merge_tags(loser=old.id, winner=kept.id, by=None)
    rebuild_due()
    for key in ("petrol", "petroleum", old.id):
        answer = client.get(f"/api/v1/tags/{key}/")
        assert (answer.status_code, answer["Location"][-10:]) == (301, "tags/fuel/")
    assert names(client, "tags/") == ["Fuel"]


def test_kinds_beginnings_and_pages(client):
    tags = [
        make_tag(name, kind)
        for name, kind in (("Oil", "topic"), ("Oslo", "place"), ("Gas", "topic"))
    ]
    make_published(tags=[str(tag.id) for tag in tags])
    assert names(client, "tags/?kind=topic") == ["Gas", "Oil"]
    assert names(client, "tags/?q=o") == ["Oil", "Oslo"]
    first = client.get("/api/v1/tags/?limit=2&include=total").json()
    assert first["total"] == 3
    assert [item["name"] for item in client.get(first["next"]).json()["results"]] == ["Oslo"]


@pytest.mark.parametrize("q", ["Ёл", "ёл", "ЕЛ", "ел"])
def test_a_name_is_found_by_its_beginning_in_any_case_and_with_or_without_its_dots(client, q):
    make_published(tags=[str(make_tag("Ёлка").id), str(make_tag("Волк").id)])
    assert names(client, f"tags/?q={q}") == ["Ёлка"]


@pytest.mark.parametrize("q", ["Қызыл", "қызылО", "КЫЗЫЛО", "кызылорда"])
def test_kazakh_letters_are_found_as_a_russian_keyboard_has_them(client, q):
    make_published(citations=[citation_of(make_source("Қызылорда таңы"))])
    assert names(client, f"sources/?q={q}") == ["Қызылорда таңы"]


def test_what_has_a_meaning_to_the_database_is_looked_for_as_it_is(client):
    make_published(
        tags=[str(make_tag(name).id) for name in ("100% wool", "100 days", "a_b", "axb")]
    )
    assert names(client, "tags/?q=100%25") == ["100% wool"]
    assert names(client, "tags/?q=a_") == ["a_b"]


def test_a_cursor_of_images_holds_nothing_but_what_is_public(client):
    images = [make_image() for _ in range(3)]
    for image in images:
        make_published(lead_image=use_of(image))
    page = client.get("/api/v1/images/?limit=1").json()
    cursor = parse_qs(urlsplit(page["next"]).query)["cursor"][0]
    held = decode(cursor, order="images.newest", kinds=(Kind.TEXT, Kind.IDENTIFIER))
    assert (held.first, held.second) == ("", images[-1].id)
    following = client.get(page["next"]).json()["results"]
    assert [one["id"] for one in following] == [str(images[1].id)]


def test_sources(client):
    source = make_source("Orda", homepage="https://orda.example")
    make_source("Unused")
    make_published(citations=[citation_of(source)])
    assert names(client, "sources/") == ["Orda"]
    save_source(source=source.id, values={"slug": "orda-kz"}, by=None)
    rebuild_due()
    assert client.get("/api/v1/sources/orda/").status_code == 301
    answer = client.get("/api/v1/sources/orda-kz/").json()
    assert (answer["homepage"], answer["article_count"]) == ("https://orda.example", 1)


def test_images(client, django_assert_num_queries):
    image, _unused = make_image(), make_image(credit="Unused")
    make_published(lead_image=use_of(image))
    with django_assert_num_queries(1):
        answer = client.get("/api/v1/images/").json()
    assert [item["id"] for item in answer["results"]] == [str(image.id)]
    detail = client.get(f"/api/v1/images/{image.id}/").json()
    assert {one["format"] for one in detail["renditions"]} == {"avif", "webp", "jpeg"}
    assert {one["sha256"] for one in detail["renditions"]} == {None}
    assert detail["disclosure"]["is_ai"] is False
    assert client.get(f"/api/v1/images/{_unused.id}/").status_code == 404


def test_an_images_own_page_says_on_which_terms_it_may_be_used_and_lists_do_not(client):
    image = make_image(licence="CC BY 4.0", usage_terms="Ask the archive.")
    make_published("Harbour", lead_image=use_of(image))
    detail = client.get(f"/api/v1/images/{image.id}/").json()
    assert (detail["licence"], detail["usage_terms"]) == ("CC BY 4.0", "Ask the archive.")
    article = client.get("/api/v1/articles/harbour/").json()
    [item] = client.get("/api/v1/images/").json()["results"]
    for shown in (article["lead_image"], *article["images"], item):
        assert not {"licence", "usage_terms"} & set(shown)


def test_new_terms_reach_an_images_own_page(client):
    image = make_image()
    make_published(lead_image=use_of(image))
    assert client.get(f"/api/v1/images/{image.id}/").json()["licence"] is None
    describe_image(image=image.id, values={"licence": "CC BY 4.0"}, by=None)
    rebuild_due()
    assert client.get(f"/api/v1/images/{image.id}/").json()["licence"] == "CC BY 4.0"


def test_an_image_lists_its_renditions_once_they_are_made(client):
    image = make_image()
    make_published(lead_image=use_of(image))
    make_due_renditions()
    rebuild_due()
    detail = client.get(f"/api/v1/images/{image.id}/").json()
    one = next(
        one for one in detail["renditions"] if (one["format"], one["ratio"]) == ("jpeg", "original")
    )
    served = client.get(one["url"])
    content = b"".join(served.streaming_content)
    assert (one["bytes"], one["sha256"]) == (len(content), sha256(content).hexdigest())
    assert detail["src"] == one["url"]


def test_a_ratio_has_its_own_sizes(client):
    image = make_image()
    make_published(lead_image=use_of(image))
    sizes = {}
    for ratio in ("original", "16x9", "1x1"):
        answer = client.get(f"/api/v1/images/{image.id}/?ratio={ratio}").json()
        sizes[ratio] = (answer["ratio"], answer["width"], answer["height"])
        assert f"/{LETTERS[ratio]}{answer['width']}.jpg" in answer["src"]
        assert answer["srcset"]["avif"].endswith(f"{answer['width']}w")
    assert sizes == {
        "original": ("original", 64, 48),
        "16x9": ("16x9", 64, 36),
        "1x1": ("1x1", 48, 48),
    }


def test_a_killed_image_is_gone_at_once(client):
    image = make_image()
    make_published(lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    answer = client.get(f"/api/v1/images/{image.id}/")
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
    assert client.get("/api/v1/images/").json()["results"] == []


def test_a_killed_image_that_never_was_public_is_nothing(client):
    image = make_image()
    kill_image(image=image.id, by=None)
    assert client.get(f"/api/v1/images/{image.id}/").status_code == 404


def test_what_the_last_article_showed_leaves_with_it(client):
    tag, image = make_tag(), make_image()
    article = make_published(tags=[str(tag.id)], lead_image=use_of(image))
    withdraw(article=article.id, by=None)
    for path in ("tags/energy/", f"images/{image.id}/"):
        assert client.get(f"/api/v1/{path}").status_code == 404


def test_the_site(client, django_assert_max_num_queries):
    sections = [make_tag(name, "section") for name in ("Culture", "World")]
    save_tag(tag=sections[0].id, values={"position": 2}, by=None)
    save_tag(tag=sections[1].id, values={"position": 1}, by=None)
    for section in sections:
        make_published(tags=[str(section.id)], section=str(section.id))
    describe_newsroom(values={"name": "The Harbour Post", "policies": []}, by=None)
    with django_assert_max_num_queries(2):
        answer = client.get("/api/v1/site/").json()
    assert (answer["name"], answer["languages"]) == ("The Harbour Post", ["en", "ru", "kk"])
    assert [section["name"] for section in answer["sections"]] == ["World", "Culture"]


def test_sections_stand_below_their_parents(client):
    sport = make_tag("Sport", "section")
    football = make_tag("Football", "section", parent=sport.id)
    make_published(tags=[str(football.id)], section=str(football.id))
    (top,) = client.get("/api/v1/site/").json()["sections"]
    assert (top["name"], [child["name"] for child in top["children"]]) == ("Sport", ["Football"])
    assert top["children"][0]["children"] == []


def test_sections_are_named_in_every_language(client):
    section = make_tag("Sport", "section", names={"ru": "Спорт"})
    make_published(tags=[str(section.id)], section=str(section.id))
    (top,) = client.get("/api/v1/site/").json()["sections"]
    assert top["names"] == {"ru": "Спорт"}


@pytest.mark.parametrize(
    "path",
    [
        "tags/?kind=novel", "tags/?parent=nope", "tags/?limit=101", "tags/?foo=1", "sources/?kind=topic",
        "images/?ratio=2x1", "images/?kind=x", "site/?x=1", "tags/?cursor=zzz", "tags/?fields=names",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("path", ["tags/nope/", "sources/nope/", "images/nope/", "nope/"])
def test_what_is_not_there_is_not_found(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
