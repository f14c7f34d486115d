"""What readers ask is found by an index, on SQLite too, whose planner knows less."""

import pytest
from django.core.management import call_command

from articles.models import Article
from bench.growth import COMMON, HARD
from bench.plans import explained, statements_of
from media.models import Image

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def slug(client) -> str:
    """Return an article with the commonest tag of a base that SQLite has statistics of."""
    call_command("make_sample_load", "60")
    path = f"/api/v1/headlines/?limit=1&tag={COMMON}"
    return str(client.get(path).json()["results"][0]["slug"])


def test_no_question_reads_a_table_from_end_to_end(slug):
    found = [
        (question, scan)
        for question, pattern in HARD.items()
        for statement in statements_of(pattern.format(slug=slug))
        for scan in explained(statement)
    ]
    assert found == []


def test_an_external_id_is_found_by_an_index(slug):
    wanted = Article.objects.filter(external_source="sample-load", external_id="1/7")
    several = Article.objects.filter(external_id__in=["1/7", "1/8"])
    for rows in (wanted, several, Image.objects.filter(external_source="a", external_id="b")):
        assert "SEARCH" in rows.order_by().explain()
