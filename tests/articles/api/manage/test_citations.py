"""The citations of an article as addresses of their own: each write is a save of the working copy."""

import pytest
from django.test import Client

from articles.models import Article, Citation, Revision, Source
from cms.access.models import AuditLine
from cms.uuid7 import uuid7
from tests.articles.api.manage.asking import ARTICLES, fields_of, send
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_published,
    make_source,
    make_tag,
)
from tests.keys import bearer

pytestmark = pytest.mark.django_db
ANY = {"If-Match": "*"}
MOMENT = "2026-11-22T09:30:00+05:00"


@pytest.fixture
def cited() -> Article:
    """Return an article whose body marks a passage with the first of its two citations."""
    first, second = citation_of(make_source("Orda")), citation_of(make_source("Wire"))
    body = f'<p>It <span data-citation-id="{first["id"]}">sails again</span>.</p>'
    make_draft("Stranger", citations=[citation_of(make_source("Stranger"))])
    return make_draft(body=body, citations=[first, second])


def address(article: Article, citation: object = "") -> str:
    return f"{ARTICLES}{article.id}/citations/" + (f"{citation}/" if citation else "")


def ids_of(article: Article) -> list[str]:
    rows = Citation.objects.filter(article=article).order_by("position")
    return [str(id_) for id_ in rows.values_list("id", flat=True)]


def newest(article: Article) -> Revision:
    return Revision.objects.filter(article=article).latest("number")


def test_they_are_listed_in_order_with_the_passages_that_the_body_marks(api, cited):
    answer = api.get(address(cited))
    first, second = answer.json()["citations"]
    assert (answer["ETag"], [first["id"], second["id"]]) == ('"1"', ids_of(cited))
    [passage] = first["state"]["passages"]
    assert passage.pop("block")
    assert passage == {"start": 3, "end": 14, "quote": "sails again"}
    assert second["state"] == {"position": 1, "passages": []}


def test_one_is_added_after_the_others_and_is_a_save_with_a_line(api, cited):
    source = make_source("Bloomberg")
    said = {"source": source.slug, "role": "quoted", "url": "https://b.example/1", "title": "Ferry",
            "published_at": MOMENT, "accessed_at": MOMENT}  # fmt: skip
    made = send(api, "POST", address(cited), said, **{"If-Match": '"1"'})
    assert (made.status_code, made["ETag"]) == (201, '"2"')
    read = api.get(made["Location"]).json()
    assert {name: read[name] for name in said} == said | {"source": str(source.id)}
    assert (read["id"], ids_of(cited)[2]) == (made.json()["id"],) * 2
    assert newest(cited).via == AuditLine.objects.get().actor == "Archive of the coast"


def test_one_may_choose_its_id_and_describe_its_source(api, cited):
    own = str(uuid7())
    source = {"source": "wire", "external_id": "us", "name": "Wire desk", "kind": "agency"}
    made = send(api, "POST", address(cited), {"id": own, "source": source}, **ANY)
    assert made.json()["id"] == own
    assert Source.objects.get(external_id="us").name == "Wire desk"


def test_the_same_is_added_again_but_once_under_its_word(api, cited):
    word = {"Idempotency-Key": "c"}
    said = {"source": "wire"}
    first, again = (send(api, "POST", address(cited), said, **ANY, **word) for _ in range(2))
    assert first.content == again.content
    second = send(api, "POST", address(cited), said, **ANY)
    assert second.json()["id"] != first.json()["id"]
    assert len(ids_of(cited)) == 4


def test_what_get_answers_put_accepts_and_changes_nothing(api, cited):
    one = address(cited, ids_of(cited)[0])
    for path in (address(cited), one):
        read = api.get(path)
        put = send(api, "PUT", path, read.json(), **{"If-Match": read["ETag"]})
        assert (put.status_code, put.json()["outcome"]) == (200, "unchanged")
    assert newest(cited).number == 1


def test_put_replaces_all_that_is_said_and_keeps_the_id_and_the_place(api, cited):
    before = ids_of(cited)
    send(api, "PATCH", address(cited, before[0]), {"title": "Ferry"}, **ANY)
    put = send(api, "PUT", address(cited, before[0]), {"source": "wire"}, **{"If-Match": '"2"'})
    assert (put.json()["outcome"], put["ETag"]) == ("updated", '"3"')
    read = api.get(address(cited, before[0])).json()
    assert (read["title"], read["state"]["position"], ids_of(cited)) == ("", 0, before)
    assert read["state"]["passages"]


def test_patch_changes_what_it_names_and_null_takes_away(api, cited):
    one = address(cited, ids_of(cited)[1])
    send(api, "PATCH", one, {"title": "Ferry", "published_at": MOMENT}, **ANY)
    send(api, "PATCH", one, {"published_at": None, "role": "via"}, **ANY)
    read = api.get(one).json()
    assert (read["title"], read["published_at"], read["role"]) == ("Ferry", None, "via")


def test_a_list_is_put_in_another_order(api, cited):
    read = api.get(address(cited)).json()["citations"]
    send(api, "PUT", address(cited), {"citations": read[::-1]}, **ANY)
    assert ids_of(cited) == [read[1]["id"], read[0]["id"]]


def test_one_is_taken_away(api, cited):
    kept, gone = ids_of(cited)
    answer = send(api, "DELETE", address(cited, gone), {}, **{"If-Match": '"1"'})
    assert (answer.status_code, answer["ETag"]) == (204, '"2"')
    assert ids_of(cited) == [kept]
    assert send(api, "DELETE", address(cited, gone), {}, **ANY).status_code == 404


def test_one_that_the_body_marks_a_passage_with_stays(api, cited):
    used, other = ids_of(cited)
    answer = send(api, "DELETE", address(cited, used), {}, **ANY)
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "urn:standfirst:problem:citation_in_use",
    )
    assert "take the mark out of the body first" in answer.json()["detail"]
    left = send(api, "PUT", address(cited), {"citations": [{"id": other, "source": "wire"}]}, **ANY)
    assert (left.status_code, fields_of(left)) == (400, ["body"])
    assert newest(cited).number == 1


def test_what_is_published_shows_it_with_the_next_publication(api):
    article = make_published()
    send(api, "POST", address(article), {"source": make_source().slug}, **ANY)
    public = f"/api/v1/articles/{article.id}/"
    assert api.get(public).json()["sources"] == []
    send(api, "POST", f"{ARTICLES}{article.id}/publish/", {}, **ANY)
    assert [one["citation_id"] for one in api.get(public).json()["sources"]] == ids_of(article)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_every_write_needs_the_revision_that_was_read(api, cited, method):
    path = address(cited) if method == "POST" else address(cited, ids_of(cited)[1])
    assert send(api, method, path, {"source": "wire"}).status_code == 428
    send(api, "PATCH", f"{ARTICLES}{cited.id}/", {"kicker": "Port"}, **ANY)
    stale = send(api, method, path, {"source": "wire"}, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current_revision"]) == (412, 2)
    assert stale.json()["saves"][0]["fields"] == ["kicker"]
    assert newest(cited).number == 2


WRONG = [
    ({}, "source"),
    ({"source": 7}, "source"),
    ({"source": "nobody"}, "source"),
    ({"source": "01a2047b-1f0e-78db-8877-a3a32ba90355"}, "source"),
    ({"source": {"source": "wire", "external_id": "9", "name": ""}}, "source.name"),
    ({"source": "wire", "colour": "red"}, "colour"),
    ({"source": "wire", "role": "said"}, "role"),
    ({"source": "wire", "url": "ftp://x"}, "url"),
    ({"source": "wire", "title": "x" * 301}, "title"),
    ({"source": "wire", "published_at": "yesterday"}, "published_at"),
    ({"source": "wire", "accessed_at": "2026-11-22T09:30:00"}, "accessed_at"),
    ({"source": "wire", "is_suggested": 1}, "is_suggested"),
    ({"source": "wire", "type": "tag"}, "type"),
    ({"source": "wire", "id": "7"}, "id"),
    ({"source": "wire", "id": ""}, "id"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "field"), WRONG)
def test_what_is_wrong_is_named_by_its_field_and_nothing_is_written(api, cited, document, field):
    for method, path in (("POST", address(cited)), ("PUT", address(cited, ids_of(cited)[1]))):
        answer = send(api, method, path, document, **ANY)
        assert answer.status_code in {400, 422}, answer.content
        assert fields_of(answer) == [field]
    assert newest(cited).number == 1
    assert Source.objects.count() == 3


def test_an_id_of_another_articles_citation_is_refused(api, cited):
    taken = str(Citation.objects.exclude(article=cited).get().id)
    answer = send(api, "POST", address(cited), {"id": taken, "source": "wire"}, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, ["id"])
    assert send(api, "PATCH", address(cited, taken), {"title": "x"}, **ANY).status_code == 404
    assert api.get(address(cited, taken)).status_code == 404


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({}, "citations"),
        ({"citations": 7}, "citations"),
        ({"citations": [], "more": 1}, "more"),
        ({"citations": [7]}, "citations.0"),
        ({"citations": [{"source": "wire", "type": "tag"}]}, "citations.0"),
        ({"citations": [{"source": "nobody"}]}, "citations.0.source"),
        ({"citations": [{"source": "wire"}] * 51}, "citations"),
    ],
)
def test_a_list_that_is_wrong_is_refused_as_a_whole(api, cited, document, field):
    answer = send(api, "PUT", address(cited), document, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, [field])
    assert newest(cited).number == 1


def test_more_than_fit_are_refused(api):
    source = make_source()
    article = make_draft(citations=[citation_of(source) for _number in range(50)])
    answer = send(api, "POST", address(article), {"source": source.slug}, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, ["citations"])


def test_a_key_needs_its_scopes(cited):
    reader, writer = (Client(headers=bearer(one)) for one in ("drafts:read", "articles:write"))
    assert send(reader, "POST", address(cited), {"source": "wire"}, **ANY).status_code == 403
    assert writer.get(address(cited)).status_code == 403
    inline = {"source": {"source": "wire", "external_id": "us", "name": "Wire", "kind": "agency"}}
    answer = send(writer, "POST", address(cited), inline, **ANY)
    assert (answer.status_code, answer.json()["scope"]) == (403, "vocabulary:write")


def test_a_limited_key_hears_nothing_of_a_hidden_article_and_its_limit_of_a_live_one(cited):
    client = Client(headers=bearer(languages=["kk"]))
    said = {"source": "wire"}
    hidden, absent = (
        send(client, "POST", f"{ARTICLES}{one}/citations/", said, **ANY) for one in (cited.id, "none")
    )  # fmt: skip
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    live = send(client, "POST", address(make_published("Known")), said, **ANY)
    assert (live.status_code, live.json()["limit"]) == (403, "languages")


@pytest.mark.parametrize("limit", ["languages", "external_source", "sections"])
def test_every_limit_of_a_key_holds_for_the_parts_of_an_article(limit):
    article = make_published(citations=[citation_of(make_source())])
    make_tag("Port", "section")
    limits = {"languages": ["kk"], "external_source": "elsewhere", "sections": ["port"]}
    client = Client(headers=bearer(**{limit: limits[limit]}))
    one = address(article, ids_of(article)[0])
    for method, path in (("POST", address(article)), ("PUT", one), ("PATCH", one), ("DELETE", one)):
        answer = send(client, method, path, {"source": "orda"}, **ANY)
        assert (answer.status_code, answer.json()["limit"]) == (403, limit)
    assert newest(article).number == 1


def test_reading_and_writing_cost_few_queries(api, cited, django_assert_max_num_queries):
    for count in (2, 20):
        said = [citation_of(Source.objects.get(slug="wire")) for _number in range(count - 1)]
        used = api.get(address(cited)).json()["citations"][0]
        send(api, "PUT", address(cited), {"citations": [used, *said]}, **ANY)
        with django_assert_max_num_queries(6):
            assert len(api.get(address(cited)).json()["citations"]) == count
        with django_assert_max_num_queries(30):
            send(api, "POST", address(cited), {"source": "wire"}, **ANY)
