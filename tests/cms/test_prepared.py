import datetime
from typing import Any

import pytest

from articles.models import Article, Slug
from cms.prepared import Marker, Prepared, fetch, prepare
from cms.uuid7 import uuid7

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
ANY_ID, ID = uuid7(), Article._meta.get_field("id")


@pytest.fixture
def articles() -> list[Article]:
    names = ("One", "Two")
    return [Article.objects.create(language="en", headline=name, published_at=AT) for name in names]


def by_id(*columns: str) -> Prepared:
    rows: Any = Article.objects.filter(id=ANY_ID).values_list(*columns)
    return prepare(rows, Marker("article", ANY_ID, ID))


def test_one_query_answers_for_every_value(articles):
    query = by_id("headline")
    assert [fetch(query, article=one.id) for one in articles] == [[["One"]], [["Two"]]]


def test_rows_are_converted_as_values_list_does(articles):
    (row,) = fetch(by_id("id", "published_at", "urgency", "lead_image"), article=articles[0].id)
    assert row == [articles[0].id, AT, 5, None]


def test_no_row_is_no_row(articles):
    assert fetch(by_id("headline"), article=uuid7()) == []


def test_other_parameters_stay_as_they_were_composed(articles):
    rows: Any = Article.objects.filter(id=ANY_ID, headline="Two").values_list("headline")
    query = prepare(rows, Marker("article", ANY_ID, ID))
    assert fetch(query, article=articles[0].id) == []
    assert fetch(query, article=articles[1].id) == [["Two"]]


def test_a_value_may_stand_in_several_places(articles):
    Slug.objects.create(slug="one", article=articles[0])
    rows: Any = Article.objects.filter(id=ANY_ID, slugs__article=ANY_ID).values_list("headline")
    query = prepare(rows, Marker("article", ANY_ID, ID))
    assert fetch(query, article=articles[0].id) == [["One"]]


def test_a_value_that_is_missing_is_an_error(articles):
    with pytest.raises(KeyError):
        fetch(by_id("headline"))


def test_it_costs_the_one_query(articles, django_assert_num_queries):
    query = by_id("headline")
    with django_assert_num_queries(1):
        fetch(query, article=articles[0].id)
