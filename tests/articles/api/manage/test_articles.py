"""Working copies through the manage API: created, read, replaced, patched, deleted, listed."""

import pytest
from django.test import Client

from articles.models import Article, Revision
from cms.access.models import AuditLine
from cms.uuid7 import uuid7
from tests.articles.api.manage.asking import ARTICLES, STORY, fields_of, send
from tests.articles.builders import (
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
)
from tests.keys import bearer

pytestmark = pytest.mark.django_db


def create(client: Client, **fields):
    answer = send(client, "POST", ARTICLES, STORY | fields)
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_an_article_is_created_and_read_again(api):
    made = send(api, "POST", ARTICLES, STORY)
    assert made.status_code == 201
    assert made.json()["outcome"] == "created"
    assert made["ETag"] == '"1"'
    read = api.get(made["Location"])
    assert read["ETag"] == '"1"'
    assert read["Cache-Control"] == "private, no-store"
    assert {name: read.json()[name] for name in STORY} == STORY


def test_what_get_answers_put_accepts_and_changes_nothing(api):
    tag, source, image = make_tag(), make_source(), make_image()
    key = create(
        api,
        tags=[tag.slug],
        citations=[{"source": source.slug}],
        lead_image={"image": str(image.id)},
        corrections=[{"text": "A name was wrong.", "at": "2026-11-01T10:00:00+05:00"}],
    )
    read = api.get(f"{ARTICLES}{key}/")
    put = send(api, "PUT", f"{ARTICLES}{key}/", read.json(), **{"If-Match": read["ETag"]})
    assert put.json()["outcome"] == "unchanged"
    assert Revision.objects.count() == 1


def test_put_replaces_everything(api):
    key = create(api, kicker="Harbour")
    send(api, "PUT", f"{ARTICLES}{key}/", STORY | {"headline": "Other"}, **{"If-Match": '"1"'})
    read = api.get(f"{ARTICLES}{key}/").json()
    assert (read["headline"], read["kicker"]) == ("Other", "")
    assert read["state"]["saved_by"] == "the API key “Archive of the coast”"


def test_patch_changes_what_it_names_and_null_takes_away(api):
    key = create(api, kicker="Harbour", standfirst="At last.")
    patch = {"kicker": None, "headline": "Other", "body": "**Now**", "body_format": "markdown"}
    answer = send(api, "PATCH", f"{ARTICLES}{key}/", patch, **{"If-Match": '"1"'})
    assert answer.status_code == 200
    read = api.get(f"{ARTICLES}{key}/").json()
    assert (read["kicker"], read["headline"], read["standfirst"]) == ("", "Other", "At last.")
    assert read["body"] == "<p><strong>Now</strong></p>"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_needs_if_match(api, method):
    key = create(api)
    assert send(api, method, f"{ARTICLES}{key}/", STORY).status_code == 428


@pytest.mark.parametrize("tag", ["7", 'W/"1"', '"1", "2"', '"x"'])
def test_an_if_match_that_is_none_of_ours_is_refused(api, tag):
    key = create(api)
    answer = send(api, "PATCH", f"{ARTICLES}{key}/", {"kicker": "x"}, **{"If-Match": tag})
    assert answer.status_code == 400


def test_a_stale_change_is_told_who_saved_what_since(api):
    key = create(api)
    send(api, "PATCH", f"{ARTICLES}{key}/", {"kicker": "x"}, **{"If-Match": "*"})
    answer = send(api, "PATCH", f"{ARTICLES}{key}/", {"kicker": "y"}, **{"If-Match": '"1"'})
    assert answer.status_code == 412
    assert answer.json()["current_revision"] == 2
    [save] = answer.json()["saves"]
    assert (save["revision"], save["fields"]) == (2, ["kicker"])
    assert save["by"] == "the API key “Archive of the coast”"


def test_a_draft_is_deleted_and_what_was_public_is_not(api):
    draft, public = make_draft("Draft"), make_published("Public")
    gone = api.delete(f"{ARTICLES}{draft.id}/", headers={"If-Match": '"1"'})
    kept = api.delete(f"{ARTICLES}{public.id}/", headers={"If-Match": '"1"'})
    assert (gone.status_code, kept.status_code) == (204, 409)
    assert [*Article.objects.values_list("id", flat=True)] == [public.id]


def test_then_publish_publishes_at_once_or_not_at_all(api):
    made = send(api, "POST", ARTICLES, STORY | {"then": "publish"})
    assert made.json()["edition"] == 1
    refused = send(api, "POST", ARTICLES, STORY | {"then": "publish", "body": "", "headline": ""})
    assert refused.status_code == 422
    assert fields_of(refused) == ["headline", "body"]
    assert Article.objects.count() == 1


def test_publishing_needs_its_own_scope():
    client = Client(headers=bearer("articles:write"))
    assert send(client, "POST", ARTICLES, STORY | {"then": "publish"}).status_code == 403
    assert Article.objects.count() == 0


def test_what_the_body_cannot_say_is_reported(api):
    body = "<p>Read <blink>this</blink></p><script>alert(1)</script>"
    warnings = send(api, "POST", ARTICLES, STORY | {"body": body}).json()["warnings"]
    assert {one["code"] for one in warnings} == {"unknown_element", "removed_element"}
    assert "<blink>" in warnings[0]["message"]


def test_a_body_may_be_blocks(api):
    blocks = [{"type": "paragraph", "text": [{"text": "Plain", "marks": []}]}]
    key = create(api, body=blocks, body_format="blocks")
    assert api.get(f"{ARTICLES}{key}/").json()["body"] == "<p>Plain</p>"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"headlne": "x"}, "headlne"),
        ({"headline": 7}, "headline"),
        ({"language": "xx"}, "language"),
        ({"tags": ["no-such-tag"]}, "tags.0"),
        ({"tags": [str(uuid7())]}, "tags.0"),
        ({"pins": [str(uuid7())]}, "pins.0"),
        ({"stage": "done"}, "stage"),
        ({"then": "print"}, "then"),
        ({"id": str(uuid7())}, "id"),
        ({"body": [{"type": "dance"}], "body_format": "blocks"}, "body"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"citations": [{"source": "nobody"}]}, "citations.0.source"),
    ],
)
def test_what_is_wrong_is_named_by_its_field_and_nothing_is_written(api, change, field):
    answer = send(api, "POST", ARTICLES, STORY | change)
    assert answer.status_code == 400, answer.content
    assert fields_of(answer) == [field]
    assert Article.objects.count() == 0


@pytest.mark.parametrize("body", [b'{"headline": "x"', b'{"a": 1, "a": 2}', b"[" * 9999, b""])
def test_a_body_that_is_no_object_is_refused(api, body):
    assert send(api, "POST", ARTICLES, body).status_code == 400


def test_an_unknown_parameter_is_refused(api):
    assert send(api, "POST", f"{ARTICLES}?drunk=1", STORY).status_code == 400


def test_every_write_leaves_a_line(api):
    key = create(api)
    line = AuditLine.objects.get()
    assert (line.thing_type, line.thing, line.method) == ("article", key, "POST")
    assert line.actor == "Archive of the coast"


def test_a_refused_write_leaves_none(api):
    send(api, "POST", ARTICLES, {"headline": 1})
    assert AuditLine.objects.count() == 0


def test_the_list_pages_through_all_working_copies(api):
    names = {str(make_draft(f"Draft {number}").id) for number in range(5)}
    first = api.get(f"{ARTICLES}?limit=3").json()
    second = api.get(first["next"]).json()
    found = [one["id"] for one in (*first["results"], *second["results"])]
    assert len(found) == 5
    assert {*found} == names
    assert second["next"] is None


def test_the_list_is_filtered_by_state_language_section_and_source(api):
    section = make_tag("City", "section")
    here = make_published(
        "Here",
        tags=[str(section.id)],
        section=str(section.id),
        external_source="wire",
        external_id="1",
    )
    make_draft("There", language="ru")
    for query in ("state=live", "language=en", "section=city", "external_source=wire"):
        results = api.get(f"{ARTICLES}?{query}").json()["results"]
        assert [one["id"] for one in results] == [str(here.id)], query
    assert len(api.get(f"{ARTICLES}?state=never_public").json()["results"]) == 1
    assert api.get(f"{ARTICLES}?state=lost").status_code == 400


def test_a_limited_key_is_told_its_limit():
    client = Client(headers=bearer(languages=["ru"]))
    answer = send(client, "POST", ARTICLES, STORY)
    assert answer.status_code == 403
    assert answer.json()["limit"] == "languages"
    draft = make_draft("English")
    assert client.get(f"{ARTICLES}{draft.id}/").status_code == 404
    assert client.get(ARTICLES).json()["results"] == []


def test_a_key_of_one_source_writes_only_its_own():
    client = Client(headers=bearer(external_source="wire"))
    assert send(client, "POST", ARTICLES, STORY).json()["limit"] == "external_source"
    own = STORY | {"external_source": "wire", "external_id": "1"}
    assert send(client, "POST", ARTICLES, own).status_code == 201


def test_reading_and_writing_cost_few_queries(api, django_assert_max_num_queries):
    tag = make_tag()
    key = create(api, tags=[tag.slug])
    with django_assert_max_num_queries(10):
        api.get(f"{ARTICLES}{key}/")
    with django_assert_max_num_queries(25):
        create(api, tags=[tag.slug])
