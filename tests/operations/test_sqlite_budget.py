import pytest
from django.db import OperationalError, connection

from cms.http.failures import problem_for

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def limited(settings):
    """Yield the connection, opened anew with a budget of 50 ms."""
    settings.DATABASE_STATEMENT_TIMEOUT_MS = 50
    connection.close()
    yield connection
    connection.execute_wrappers.clear()
    connection.close()


def test_an_endless_statement_is_stopped_and_answered_with_503(limited):
    with pytest.raises(OperationalError) as stopped, limited.cursor() as cursor:
        cursor.execute(ENDLESS)
    assert problem_for(stopped.value).status_code == 503


def test_the_next_statement_has_its_own_time(limited):
    with pytest.raises(OperationalError), limited.cursor() as cursor:
        cursor.execute(ENDLESS)
    with limited.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)


def test_a_reopened_connection_has_one_budget(limited):
    for _ in range(3):
        limited.close()
        limited.ensure_connection()
    assert len(limited.execute_wrappers) == 1


def test_without_a_limit_nothing_is_watched(db):
    connection.close()
    connection.ensure_connection()
    assert connection.execute_wrappers == []
