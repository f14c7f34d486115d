"""`wait=`: an answer that would be empty waits for what comes."""

import time
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from cms.changes.models import FeedState
from cms.changes.waiting import take_seat
from tests.articles.builders import make_published, make_tag
from tests.cms.changes.feed import follow, now, told
from tests.racing import failures, race

pytestmark = pytest.mark.django_db(transaction=True)


def timed(work):
    began = time.monotonic()
    result = work()
    return result, time.monotonic() - began


def after(seconds, work):
    def late():
        time.sleep(seconds)
        return work()

    return late


def test_what_comes_during_the_wait_is_the_answer():
    cursor = now()
    results = race(
        lambda: timed(lambda: follow(cursor, wait=20)),
        lambda: timed(lambda: follow(cursor, wait=20, include="document")),
        after(0.5, lambda: make_published("First")),
    )
    assert not failures(results)
    (plain, seconds), (full, _seconds), article = results
    assert told(plain["results"]) == [("published", str(article.id))]
    assert full["results"][0]["document"]["headline"] == "First"
    assert seconds < 10


def test_without_anything_new_the_answer_is_empty_after_the_wait():
    cursor = now()
    page, seconds = timed(lambda: follow(cursor, wait=1))
    assert (page["results"], page["cursor"]) == ([], cursor)
    assert 1 <= seconds < 10


def test_what_is_there_is_answered_at_once():
    cursor = now()
    make_published("First")
    assert timed(lambda: follow(cursor, wait=30))[1] < 10
    assert timed(lambda: follow(wait=30))[1] < 10


def test_a_full_copy_of_an_empty_log_does_not_wait():
    assert timed(lambda: follow(wait=30))[1] < 10


def test_what_the_filter_leaves_out_does_not_end_the_wait():
    make_published("Trams", tags=[str(make_tag("Trams").id)])
    cursor = now(tag="trams")
    (page, seconds), _article = race(
        lambda: timed(lambda: follow(cursor, tag="trams", wait=2)),
        after(0.3, lambda: make_published("Elsewhere")),
    )
    assert page["results"] == []
    assert seconds >= 2


def test_a_new_epoch_ends_the_wait_with_resync():
    cursor = now()
    refusal, _updated = race(
        lambda: follow(cursor, wait=20, status=410),
        after(0.5, lambda: FeedState.objects.update(epoch=uuid4())),
    )
    assert refusal["type"].endswith(":resync")


def test_more_who_wait_than_places_are_told_to_come_back():
    cursor = now()
    with ExitStack() as taken:
        for _ in range(settings.CHANGES_WAITERS):
            taken.enter_context(take_seat())
        assert "Retry-After" in follow(cursor, wait=5, status=503)["detail"]
    assert follow(cursor, wait=1)["results"] == []


def test_a_transaction_does_not_wait():
    cursor = now()
    with transaction.atomic():
        assert timed(lambda: follow(cursor, wait=30))[1] < 10


@pytest.mark.postgresql
def test_who_waits_keeps_no_connection():
    cursor = now()

    def others():
        with connection.cursor() as asking:
            asking.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return asking.fetchone()[0]

    connection.close()
    waiting = [lambda: follow(cursor, wait=3)] * 6
    *_pages, count = race(*waiting, after(1.5, others))
    assert count <= 2  # The one that looks for all, and the test's own.
