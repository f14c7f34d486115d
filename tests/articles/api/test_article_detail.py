"""GET /api/v1/articles/{id or slug}/"""

import pytest

from articles.correcting import correct
from articles.drafts import save_draft
from articles.killing import kill_article, kill_image
from articles.models import Edition
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.representation import ARTICLE_FIELDS
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
URL = "/api/v1/articles/"


def moved(article, slug: str) -> None:
    save_draft(article=article.id, changes={"slug": slug}, by=None)
    publish(article=article.id, by=None)


def test_a_slug_and_an_id_lead_to_the_same_article(client):
    article = make_published("Harbour reopens")
    by_slug = client.get(f"{URL}harbour-reopens/")
    by_id = client.get(f"{URL}{article.id}/")
    assert by_slug.status_code == 200
    assert by_slug.content == by_id.content


def test_it_has_exactly_the_promised_keys(client):
    make_published("Harbour reopens")
    assert set(client.get(f"{URL}harbour-reopens/").json()) == set(ARTICLE_FIELDS)


def test_sources_corrections_and_citations_are_data(client):
    source = make_source("Orda", homepage="https://orda.example")
    citation = citation_of(source, role="quoted", url="https://orda.example/1", title="A report")
    body = f'<p>It <span data-citation-id="{citation["id"]}">opened</span>.</p>'
    article = make_published("Harbour reopens", body=body, citations=[citation])
    correct(article=article.id, kind="correction", text="It was Tuesday.", by=None)
    answer = client.get(f"{URL}harbour-reopens/?body=blocks").json()
    assert answer["sources"][0] == {
        "citation_id": citation["id"], "id": str(source.id), "name": "Orda", "slug": "orda", "kind": "online",
        "homepage": "https://orda.example", "role": "quoted", "url": "https://orda.example/1", "title": "A report",
        "published_at": None, "accessed_at": None,
    }  # fmt: skip
    marks = [run["marks"] for run in answer["body"][0]["text"]]
    assert marks == [[], [{"type": "citation", "citation_id": citation["id"]}], []]
    assert answer["corrections"][0]["text"] == "It was Tuesday."
    assert answer["corrected_at"] == answer["corrections"][0]["at"]


@pytest.mark.parametrize(
    ("form", "body"),
    [
        ("html", "<p>The <strong>harbour</strong>.</p>"),
        ("markdown", "The **harbour**.\n"),
        ("text", "The harbour."),
        ("none", None),
    ],
)
def test_each_form_of_the_body(client, form, body):
    make_published("Harbour reopens", body="<p>The <b>harbour</b>.</p>")
    answer = client.get(f"{URL}harbour-reopens/?body={form}").json()
    assert answer["body_format"] == form
    assert (answer["body"] or "").strip() == (body or "").strip()


def test_figures_come_finished_with_the_label_as_text(client):
    image = make_image(digital_source_type="trainedAlgorithmicMedia", ai_system="Grok")
    figure = f'<figure data-image-id="{image.id}"><figcaption>The pier</figcaption></figure>'
    make_published("Harbour reopens", body=f"<p>See:</p>{figure}")
    for form in ("html", "markdown", "text"):
        body = client.get(f"{URL}harbour-reopens/?body={form}").json()["body"]
        assert "The pier" in body
        assert "AI-generated" in body
    answer = client.get(f"{URL}harbour-reopens/?body=blocks").json()
    assert answer["body"][1]["image"] == answer["images"][0]["id"] == str(image.id)


def test_one_query_and_one_more_than_nothing_for_a_client_that_has_it(
    client, django_assert_num_queries
):
    article = make_published(
        "Harbour reopens", tags=[str(make_tag().id)], lead_image=use_of(make_image())
    )
    with django_assert_num_queries(1):
        first = client.get(f"{URL}harbour-reopens/")
    with django_assert_num_queries(1) as captured:
        again = client.get(
            f"{URL}{article.id}/", headers={"If-None-Match": f'W/{first["ETag"]}, "x"'}
        )
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "CASE WHEN" in captured[0]["sql"]


def test_if_modified_since_is_answered_too(client):
    make_published("Harbour reopens")
    first = client.get(f"{URL}harbour-reopens/")
    again = client.get(
        f"{URL}harbour-reopens/", headers={"If-Modified-Since": first["Last-Modified"]}
    )
    assert again.status_code == 304


def test_each_representation_has_its_own_tag(client):
    make_published("Harbour reopens")
    queries = ("", "?body=text", "?ratio=16x9", "?fields=id", "?include=latest")
    tags = {client.get(f"{URL}harbour-reopens/{query}")["ETag"] for query in queries}
    assert len(tags) == len(queries)


def test_a_rebuild_changes_the_tag(client):
    tag = make_tag()
    make_published("Harbour reopens", tags=[str(tag.id)])
    first = client.get(f"{URL}harbour-reopens/")
    rename_tag(tag=tag.id, name="Power", by=None)
    rebuild_due()
    again = client.get(f"{URL}harbour-reopens/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.json()["tags"][0]["name"] == "Power"


def test_one_call_answers_a_page(client, django_assert_max_num_queries):
    tag = make_tag()
    for number in range(5):
        make_published(f"Story {number}", tags=[str(tag.id)])
    make_published("Harbour reopens", tags=[str(tag.id)])
    with django_assert_max_num_queries(5):
        answer = client.get(f"{URL}harbour-reopens/?include=related,latest").json()
    assert {item["reason"]["kind"] for item in answer["related"]} == {"tag"}
    assert [item["slug"] for item in answer["latest"]] == [f"story-{n}" for n in (4, 3, 2, 1, 0)]


def test_chosen_fields_leave_the_includes(client):
    make_published("Harbour reopens")
    answer = client.get(f"{URL}harbour-reopens/?fields=headline&include=latest").json()
    assert answer == {"headline": "Harbour reopens", "latest": []}


def test_head_has_the_headers_and_no_body(client):
    make_published("Harbour reopens")
    answer = client.head(f"{URL}harbour-reopens/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer["Content-Length"]) == len(client.get(f"{URL}harbour-reopens/").content)


def test_a_former_slug_leads_to_the_present_one(client):
    article = make_published("Harbour reopens")
    moved(article, "port-open")
    answer = client.get(f"{URL}harbour-reopens/?body=text")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/api/v1/articles/port-open/?body=text")
    assert client.get(f"{URL}harbour-reopens/related/")["Location"].endswith("/port-open/related/")


def test_a_withdrawn_article_is_gone_and_says_why(client):
    article = make_published("Harbour reopens")
    moved(article, "port-open")
    withdraw(article=article.id, reason="Not confirmed.", by=None)
    for key in ("harbour-reopens", "port-open", article.id):
        for path in ("", "related/"):
            answer = client.get(f"{URL}{key}/{path}")
            assert answer.status_code == 410
            assert answer.json()["withdrawal"]["reason"] == "Not confirmed."
            assert answer.json()["withdrawal"]["kind"] == "withdrawn"


def test_a_replacement_is_where_readers_are_sent(client):
    other, article = make_published("Other story"), make_published("Harbour reopens")
    withdraw(article=article.id, replaced_by=other.id, by=None)
    answer = client.get(f"{URL}harbour-reopens/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/api/v1/articles/other-story/")
    withdraw(article=other.id, by=None)
    answer = client.get(f"{URL}harbour-reopens/")
    assert answer.status_code == 410
    assert answer.json()["withdrawal"]["replaced_by"] == str(other.id)


def test_a_kill_may_not_be_kept_by_anybody(client):
    article = make_published("Harbour reopens")
    kill_article(article=article.id, reason="", by=None)
    answer = client.get(f"{URL}harbour-reopens/")
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")


def test_a_draft_answers_like_nothing(client):
    draft = make_draft("Harbour reopens", slug="harbour-reopens")
    nothing = client.get(f"{URL}{uuid7()}/")
    for key in (draft.id, "harbour-reopens", "never-was", "x" * 500, "Ñandú"):
        answer = client.get(f"{URL}{key}/")
        assert (answer.status_code, answer.content) == (404, nothing.content)
    assert not Edition.objects.exists()


def test_a_slug_reserved_for_the_next_edition_is_not_public_yet(client):
    article = make_published("Harbour reopens")
    save_draft(article=article.id, changes={"slug": "port-open"}, by=None)
    assert client.get(f"{URL}port-open/").status_code == 404


@pytest.mark.parametrize(
    "query", ["?include=comments", "?body=pdf", "?q=x", "?limit=3", "?fields=nope", "?ratio=9x9"]
)
def test_what_is_not_understood_is_refused(client, query):
    make_published("Harbour reopens")
    answer = client.get(f"{URL}harbour-reopens/{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


def test_only_json_is_spoken(client):
    make_published("Harbour reopens")
    assert client.get(f"{URL}harbour-reopens/", headers={"Accept": "text/csv"}).status_code == 406


def test_no_database_is_asked_for_a_null_character(client):
    for path in ("articles/%00/related/", "tags/%00/", "sources/a%00b/"):
        assert client.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.parametrize("form", ["html", "blocks", "markdown", "text"])
def test_a_killed_image_leaves_no_form_of_the_body(client, form):
    image = make_image()
    figure = f'<figure data-image-id="{image.id}"><figcaption>The pier</figcaption></figure>'
    make_published("Harbour reopens", body=f"<p>See:</p>{figure}")
    kill_image(image=image.id, by=None)
    rebuild_due()
    answer = client.get(f"{URL}harbour-reopens/?body={form}").content
    assert b"The pier" not in answer
    assert str(image.id).encode() not in answer
