"""The verbs that write sources."""

import pytest

from articles.models import PublicThing, Source, SourceAlias
from articles.rebuilding import rebuild_due
from articles.sourcing import delete_source, rename_source, save_source
from articles.vocabulary_checks import InUse, VocabularyRefused
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import citation_of, live, make_draft, make_published, make_source
from tests.articles.invariants import violations_when_settled
from tests.racing import failures, race

pytestmark = pytest.mark.django_db


def test_a_source_keeps_what_it_was_given():
    values = {
        "name": "Orda", "slug": "orda-kz", "kind": "online", "homepage": "https://orda.example/",
        "external_source": "partner", "external_id": "a/b:1",
    }  # fmt: skip
    row = save_source(values=values, by=None)
    assert Source.objects.values(*values).get(id=row.id) == values


def test_a_renamed_source_reaches_live_documents_and_keeps_its_words(client):
    source = make_source("Orda")
    article = make_published(citations=[citation_of(source)])
    save_source(source=source.id, values={"name": "Orda.kz", "slug": "orda-kz"}, by=None)
    assert violations_when_settled() == []
    assert b"Orda.kz" in bytes(live(article).tail)
    assert client.get("/api/v1/sources/orda/").status_code == 301
    assert len(client.get("/api/v1/headlines/", {"source": "orda"}).json()["results"]) == 1


def test_a_rename_of_what_nothing_shows_makes_nothing_public():
    source = make_source("Orda")
    rename_source(source=source.id, name="Orda.kz", by=None)
    rebuild_due()
    assert not PublicThing.objects.exists()
    assert not Source.objects.unspread().exists()


def test_sources_of_one_name_get_a_slug_each():
    assert [make_source("Orda").slug for _ in range(3)] == ["orda", "orda-2", "orda-3"]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"name": ""}, "name", "missing"),
        ({"name": None}, "name", "not_text"),
        ({"name": "x" * 201}, "name", "too_long"),
        ({"name": "a\x00"}, "name", "unwritable"),
        ({"slug": "A b"}, "slug", "invalid"),
        ({"slug": ["a"]}, "slug", "invalid"),
        ({"slug": "taken"}, "slug", "taken"),
        ({"kind": "rumour"}, "kind", "unknown"),
        ({"kind": {}}, "kind", "unknown"),
        ({"homepage": "javascript:alert(1)"}, "homepage", "not_an_address"),
        ({"homepage": 7}, "homepage", "not_text"),
        ({"external_id": "1"}, "external_id", "incomplete"),
        ({"external_source": "a/b", "external_id": "1"}, "external_source", "slash"),
        ({"external_source": "partner", "external_id": "1"}, "external_id", "taken"),
        ({"colour": "red"}, "colour", "unknown"),
    ],
)
def test_what_cannot_be_stored_is_refused_at_its_field(values, field, code):
    make_source("Other", slug="taken", external_source="partner", external_id="1")
    with pytest.raises(VocabularyRefused) as refusal:
        save_source(values={"name": "Orda", "kind": "online"} | values, by=None)
    assert (field, code) in {(error.field, error.code) for error in refusal.value.errors}
    assert Source.objects.count() == 1
    assert SourceAlias.objects.count() == 2


@pytest.mark.parametrize("make", [make_draft, make_published])
def test_a_source_that_is_cited_cannot_be_deleted(make):
    source = make_source()
    make(citations=[citation_of(source)])
    with pytest.raises(InUse, match="cite"):
        delete_source(source=source.id)
    assert Source.objects.exists()


def test_a_source_that_nothing_cites_can_be_deleted():
    delete_source(source=make_source().id)
    assert not Source.objects.exists()
    with pytest.raises(NotFound):
        delete_source(source=uuid7())


@pytest.mark.django_db(transaction=True)
def test_two_sources_that_want_one_slug_at_once_do_not_both_get_it():
    values = {"name": "Orda", "kind": "online", "slug": "orda"}
    results = race(*[lambda: save_source(values=values, by=None)] * 4)
    assert len(failures(results)) == 3
    assert Source.objects.count() == 1
