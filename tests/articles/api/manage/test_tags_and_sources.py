"""Tags and sources through the manage API."""

import pytest
from django.test import Client

from articles.models import ArticleTag, Source, Tag
from cms.access.models import AuditLine
from tests.articles.api.manage.asking import ADDRESS, fields_of, send
from tests.articles.builders import make_draft, make_published, make_source, make_tag
from tests.keys import bearer

pytestmark = pytest.mark.django_db
TAGS, SOURCES = f"{ADDRESS}tags/", f"{ADDRESS}sources/"
ANY = {"If-Match": "*"}
DOCUMENTS = {
    TAGS: {"kind": "topic", "name": "Ferries"},
    SOURCES: {"kind": "agency", "name": "Wire"},
}


@pytest.mark.parametrize("address", DOCUMENTS)
def test_one_is_created_read_and_sent_back_unchanged(api, address):
    made = send(api, "POST", address, DOCUMENTS[address])
    assert made.status_code == 201, made.content
    read = api.get(made["Location"])
    assert read["ETag"] == '"1"'
    assert read.json().items() >= DOCUMENTS[address].items()
    back = send(api, "PUT", made["Location"], read.json(), **{"If-Match": '"1"'})
    assert (back.json()["outcome"], back["ETag"]) == ("unchanged", '"1"')
    assert AuditLine.objects.count() == 1


@pytest.mark.parametrize("address", DOCUMENTS)
def test_one_is_patched_replaced_and_deleted(api, address):
    path = send(api, "POST", address, DOCUMENTS[address])["Location"]
    patched = send(api, "PATCH", path, {"name": "Ferries and trams"}, **{"If-Match": '"1"'})
    assert (patched.status_code, patched["ETag"]) == (200, '"2"')
    stale = send(api, "PUT", path, DOCUMENTS[address], **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current_version"]) == (412, 2)
    assert send(api, "DELETE", path, {}, **ANY).status_code == 204
    assert api.get(path).status_code == 404


@pytest.mark.parametrize("address", DOCUMENTS)
def test_one_is_pushed_by_its_external_id(api, address):
    path = f"{address}by-external-id/wire/a/b:1/"
    first, same = (send(api, "PUT", path, DOCUMENTS[address]) for _ in range(2))
    other = send(api, "PUT", path, {"name": "Other"})
    outcomes = [one.json()["outcome"] for one in (first, same, other)]
    assert outcomes == ["created", "unchanged", "updated"]
    read = api.get(path).json()
    assert (read["name"], read["kind"]) == ("Other", DOCUMENTS[address]["kind"])


def test_a_tag_keeps_its_other_external_ids(api):
    make_tag("Ferries", external_ids={"wikidata": "Q25653", "wire": "7"})
    send(api, "PUT", f"{TAGS}by-external-id/wire/7/", {"external_ids": {"iptc": "x"}})
    read = api.get(f"{TAGS}ferries/").json()
    assert read["external_ids"] == {"iptc": "x", "wikidata": "Q25653", "wire": "7"}


def test_merging_moves_everything(api):
    loser, winner = make_tag("Boats"), make_tag("Ferries")
    make_draft(tags=[str(loser.id)])
    path = f"{TAGS}boats/merge/"
    assert send(api, "POST", path, {"into": "ferries"}).status_code == 428
    stale = send(api, "POST", path, {"into": "ferries"}, **{"If-Match": '"9"'})
    assert stale.status_code == 412
    answer = send(api, "POST", path, {"into": "ferries"}, **{"If-Match": '"1"'})
    assert answer.json()["id"] == str(winner.id)
    assert ArticleTag.objects.get().tag == winner


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"into": "nothing"}, "into"),
        ({"into": 7}, "into"),
        ({}, "into"),
        ({"into": "boats", "x": 1}, "x"),
    ],
)
def test_a_merge_into_nothing_is_refused(api, document, field):
    make_tag("Boats")
    answer = send(api, "POST", f"{TAGS}boats/merge/", document, **ANY)
    assert answer.status_code == 400
    assert fields_of(answer) == [field]


@pytest.mark.parametrize(
    ("address", "document", "field"),
    [
        (TAGS, {"name": "x"}, "kind"),
        (TAGS, {"kind": "topic", "name": "x", "colour": "red"}, "colour"),
        (TAGS, {"kind": "topic", "name": ""}, "name"),
        (TAGS, {"kind": "topic", "name": "x", "parent": "nothing"}, "parent"),
        (SOURCES, {"kind": "gossip", "name": "x"}, "kind"),
        (SOURCES, {"kind": "agency", "name": "x", "external_id": "1"}, "external_id"),
        (SOURCES, {"kind": "agency", "name": "x", "id": "1"}, "id"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(api, address, document, field):
    answer = send(api, "POST", address, document)
    assert answer.status_code == 400
    assert fields_of(answer) == [field]


def test_what_is_used_is_not_deleted(api):
    tag, source = make_tag(), make_source()
    make_published(tags=[str(tag.id)])
    assert send(api, "DELETE", f"{TAGS}{tag.slug}/", {}, **ANY).status_code == 409
    assert send(api, "DELETE", f"{SOURCES}{source.slug}/", {}, **ANY).status_code == 204
    assert Tag.objects.exists()


def test_lists_are_filtered_and_paged(api):
    for number in range(3):
        make_tag(f"Tag {number}", external_ids={"wire": str(number)})
    make_tag("Sports", "section")
    first = api.get(f"{TAGS}?kind=topic&limit=2").json()
    second = api.get(first["next"]).json()
    assert len(first["results"] + second["results"]) == 3
    make_source("A", external_source="wire", external_id="1")
    make_source("B")
    found = api.get(f"{SOURCES}?external_source=wire").json()["results"]
    assert [one["name"] for one in found] == ["A"]


@pytest.mark.parametrize("things", ["articles", "sources", "images"])
def test_no_external_source_is_longer_than_300_letters(api, things):
    address = f"{ADDRESS}{things}/?external_source="
    assert api.get(address + "x" * 300).json()["results"] == []
    assert fields_of(api.get(address + "x" * 301)) == ["external_source"]


@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_key_of_one_source_writes_only_what_is_its_own(address):
    client = Client(headers=bearer(external_source="wire"))
    make_source("Theirs"), make_tag("Theirs")
    assert send(client, "POST", address, DOCUMENTS[address]).status_code == 403
    for method in ("PATCH", "DELETE"):
        answer = send(client, method, f"{address}theirs/", {"name": "x"}, **ANY)
        assert answer.json()["limit"] == "external_source"
    assert send(client, "PUT", f"{address}by-external-id/other/1/", {}).status_code == 403
    own = send(client, "PUT", f"{address}by-external-id/wire/1/", DOCUMENTS[address])
    assert own.status_code == 201
    assert (Tag.objects.count(), Source.objects.count()) in {(2, 1), (1, 2)}
