"""The documents that changes carry: those that the read API answers."""

import orjson
import pytest
from django.test import Client

from articles.withdrawing import withdraw
from cms.changes.documents import UnknownTypeError, documents, documents_of
from cms.uuid7 import uuid7
from tests.articles.builders import (
    citation_of,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    tag, source, image = make_tag("Trams"), make_source(), make_image()
    article = make_published(
        "Trams run late",
        body="<p>Until one.</p>",
        tags=[str(tag.id)],
        citations=[citation_of(source)],
        lead_image=use_of(image),
    )
    return {"article": article, "tag": tag, "source": source, "image": image}


def test_an_article_comes_as_its_address_answers_it(scene):
    article = scene["article"].id
    answered = Client().get(f"/api/v1/articles/{article}/").json()
    assert orjson.loads(documents("article", [article])[article]) == answered


@pytest.mark.parametrize("type_", ["tag", "source", "image"])
def test_a_thing_comes_as_its_address_answers_it_but_for_the_counts(scene, type_):
    thing = scene[type_].id
    answered = Client().get(f"/api/v1/{type_}s/{thing}/").json()
    for moving in ("article_count", "latest_at"):
        answered.pop(moving, None)
    assert orjson.loads(documents(type_, [thing])[thing]) == answered


def test_all_types_at_once_cost_two_queries(scene, django_assert_num_queries):
    things = [(type_, one.id) for type_, one in scene.items()]
    with django_assert_num_queries(2):
        assert set(documents_of(things)) == set(things)


def test_what_is_not_public_is_missing(scene):
    article, hidden = scene["article"].id, make_tag("Nowhere").id
    withdraw(article=article, by=None)
    assert documents("article", [article, uuid7()]) == documents("tag", [hidden]) == {}


def test_a_type_that_nobody_knows_is_refused():
    with pytest.raises(UnknownTypeError, match="front"):
        documents("front", [uuid7()])
