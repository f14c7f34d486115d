"""Texts that no database takes, wherever the manage API reads one: refused or told as unknown, never a 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.articles.builders import citation_of, make_draft, make_published, make_source
from tests.keys import bearer

pytestmark = pytest.mark.django_db

MANAGE = "/api/v1/manage/"
UNWRITABLE = pytest.mark.parametrize(
    "bad", ["\x00", "a\x00b", "\ud800", "x" * 5000], ids=["nul", "inner nul", "half", "long"]
)
PLACES = ("tags", "citations", "contributors", "images", "pins")
FIELDS = (
    "headline", "kicker", "standfirst", "body", "language", "slug", "list_headline", "external_source",
    "external_id", "translation_group", "published_at", "embargo_until", "canonical_url", "on_conflict",
    "then", "stage", "section", "lead_image",
)  # fmt: skip
THINGS = (
    "name", "slug", "kind", "description", "parent", "names", "synonyms", "external_source", "external_id",
    "homepage", "url", "credit", "alt", "caption", "digital_source_type", "ai_system", "licence",
    "usage_terms", "rights_expire_at", "title",
)  # fmt: skip
CITED = ("id", "type", "source", "role", "url", "title", "published_at", "accessed_at")
ACTIONS = (
    ("withdraw", {"kind": "bad", "reason": "bad"}), ("withdraw", {"kind": "withdrawn", "replaced_by": "bad"}),
    ("schedule", {"at": "bad"}), ("correct", {"kind": "bad", "text": "bad"}), ("correct", {"text": "bad"}),
    ("restore", {"revision": "bad"}), ("publish", {"revision": "bad"}),
)  # fmt: skip


@pytest.fixture
def send(client):
    """Return a function that sends a body and returns the status."""
    headers = bearer()

    def sent(method: str, path: str, body: Any, match: str = '"1"') -> int:
        return client.generic(
            method,
            f"{MANAGE}{path}",
            json.dumps(body),
            content_type="application/json",
            headers={**headers, "If-Match": match},
        ).status_code

    return sent


def pointers(bad: str) -> Iterator[Any]:
    """Yield every way to name a thing, with the bad text in it."""
    yield from (bad, {"slug": bad}, {"id": bad}, {bad: bad})
    yield {"source": bad, "external_id": "1"}
    yield {"source": "wire", "external_id": bad}
    yield {"source": "wire", "external_id": "1", "name": bad, "kind": "topic"}


def documents(bad: str) -> Iterator[dict[str, Any]]:
    """Yield documents of an article with the bad text in one place."""
    plain = {"language": "en", "headline": "Ferry", "body": "<p>It sails.</p>"}
    for pointer in pointers(bad):
        yield from ({**plain, place: [pointer]} for place in PLACES)
        yield {**plain, "citations": [{"source": pointer}], "lead_image": {"image": pointer}}
    yield from ({**plain, name: bad} for name in (*FIELDS, bad))


@UNWRITABLE
def test_in_an_article(send, bad):
    for document in documents(bad):
        assert send("PUT", "articles/by-external-id/wire/1/", document) in {200, 201, 400, 422}
        assert send("POST", "articles/", document) in {201, 400, 409, 422}


@UNWRITABLE
def test_in_many_at_once(send, bad):
    operations = [
        {"op": "upsert", "source": "wire", "external_id": str(number), "document": document}
        for number, document in enumerate(documents(bad))
    ]
    named = [{"op": op, "article": one} for op in ("publish", "delete") for one in pointers(bad)]
    assert send("POST", "bulk/", {"operations": operations + named}) in {200, 400}
    assert send("POST", "bulk/", {"operations": [{"op": bad, "source": bad}]}) in {200, 400}


@UNWRITABLE
@pytest.mark.parametrize("kind", ["tags", "sources", "images"])
def test_in_a_thing(send, kind, bad):
    for name in THINGS:
        for value in (bad, {"en": bad}, [bad]):
            document = {"name": "Ferries", "kind": "topic", name: value}
            assert send("PUT", f"{kind}/by-external-id/wire/1/", document) < 500
            assert send("POST", f"{kind}/", document) < 500


@UNWRITABLE
@pytest.mark.parametrize(("verb", "keys"), ACTIONS)
def test_in_what_is_done_with_an_article(send, verb, keys, bad):
    article = make_published("Ferry").pk
    body = {key: bad if value == "bad" else value for key, value in keys.items()}
    assert send("POST", f"articles/{article}/{verb}/", body) in {200, 400, 404, 409, 422}


@UNWRITABLE
def test_in_a_part_of_an_article(send, bad):
    citation = citation_of(make_source())
    path = f"articles/{make_draft(citations=[citation]).pk}/"
    one = f"{path}citations/{citation['id']}/"
    for document in ({"source": citation["source"], name: bad} for name in (*CITED, bad)):
        assert send("POST", f"{path}citations/", document, "*") in {201, 400}
        assert send("PUT", one, document, "*") in {200, 400}
        assert send("PATCH", one, document, "*") in {200, 400}
        assert send("PUT", f"{path}citations/", {"citations": [document]}, "*") in {200, 400}
    for pointer in pointers(bad):
        assert send("POST", f"{path}citations/", {"source": pointer}, "*") in {201, 400, 422}
        assert send("POST", f"{path}pins/", {"article": pointer}, "*") == 400
        assert send("PUT", f"{path}pins/", {"pins": [pointer]}, "*") == 400
