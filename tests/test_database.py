import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from tests import asked


@pytest.mark.django_db
def test_the_engine_in_use_is_the_one_that_was_asked_for():
    question = "SELECT version()" if asked.ENGINE == "postgresql" else "SELECT sqlite_version()"
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0]
    assert answer.startswith("PostgreSQL" if asked.ENGINE == "postgresql" else "3.")


def test_the_runs_database_address_reached_this_process():
    asked_for_postgres = os.environ["DATABASE_URL"].startswith("postgres")
    assert connection.vendor == ("postgresql" if asked_for_postgres else "sqlite")


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000)]
)
def test_sqlite_runs_with_the_settings_that_lose_nothing(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_threads_share_the_database_and_wait_for_each_other():
    def write(number):
        with transaction.atomic():
            held = get_user_model().objects.count()
            time.sleep(0.01)
            get_user_model().objects.create(username=f"writer-{number}-saw-{held}")
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    names = set(get_user_model().objects.values_list("username", flat=True))
    assert {name.rsplit("-", 1)[1] for name in names} == {str(number) for number in range(12)}
