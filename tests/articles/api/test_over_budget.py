"""A query over its budget is answered with 503 and a time to come back, whatever address asked; never slowly."""

import time

import pytest
from django.db import connection
from django.test import Client

from cms import settings as product
from tests.articles.builders import make_published, make_tag

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
BUDGET_MS = 100
LONGEST_ANSWER_SECONDS = 5
ADDRESSES = [
    "/api/v1/headlines/", "/api/v1/headlines/?tag=energy&tag=topic", "/api/v1/articles/?q=harbour&order=relevance",
    "/api/v1/articles/harbour/", "/api/v1/articles/harbour/?include=related,latest",
    "/api/v1/articles/harbour/related/", "/api/v1/headlines/?include=facets", "/api/v1/tags/", "/api/v1/tags/energy/",
    "/api/v1/sources/", "/api/v1/images/", "/api/v1/site/",
]  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def limited(settings):
    """Open the connection anew with a small budget for each statement."""
    make_published("Harbour", slug="harbour", tags=[str(make_tag("Energy").id)])
    Client().get("/api/v1/site/")  # The first request of all also reads the code that answers it.
    settings.DATABASE_STATEMENT_TIMEOUT_MS = BUDGET_MS
    connection.close()
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {BUDGET_MS}")
    yield
    connection.execute_wrappers.clear()
    connection.close()


def never_ending(execute, sql, params, many, context):
    """Run, in place of the statement, one that finds no end."""
    return execute(ENDLESS, None, many, context)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_slow_query_is_stopped_and_answered_with_503(limited, address):
    began = time.monotonic()
    # Innermost, so that the budget's own wrapper sees it as it sees any statement.
    with connection.execute_wrapper(never_ending):
        answer = Client(raise_request_exception=False).get(address)
    assert time.monotonic() - began < LONGEST_ANSWER_SECONDS
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert Client().get(address).status_code in (200, 400), "The next request is served."


@pytest.mark.postgresql
def test_every_connection_to_postgresql_gets_the_configured_budget(monkeypatch):
    monkeypatch.setattr(product, "DATABASE_STATEMENT_TIMEOUT_MS", 1234)
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", product._postgres_options())
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout')"
        )
        assert cursor.fetchall() == [("1234",), ("1234",)]
    connection.close()
