"""Giving committed changes their place in the log."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.changes.log import NewChange, append
from cms.changes.models import Change, FeedState
from cms.changes.numbering import (
    FeedStateMissingError,
    first_pending,
    is_pending,
    number_pending,
)
from cms.changes.reading import latest
from cms.changes.tasks import TASKS
from cms.uuid7 import uuid7

pytestmark = pytest.mark.django_db(transaction=True)


def publish(count: int = 1) -> None:
    with transaction.atomic():
        append(
            changes=[
                NewChange(
                    type=Change.Type.ARTICLE,
                    thing=uuid7(),
                    operation=Change.Operation.PUBLISHED,
                    version=1,
                )
                for _ in range(count)
            ]
        )


def numbers() -> list[int | None]:
    return list(Change.objects.order_by("id").values_list("seq", flat=True))


def test_pending_changes_are_numbered_from_one_in_the_order_they_were_written() -> None:
    publish(3)
    assert is_pending()
    assert number_pending() == 3
    assert (numbers(), is_pending()) == ([1, 2, 3], False)
    publish(2)
    assert number_pending() == 2
    assert numbers() == [1, 2, 3, 4, 5]
    assert FeedState.objects.get().last_seq == 5


def test_one_transaction_numbers_no_more_than_its_limit() -> None:
    publish(5)
    assert [number_pending(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert numbers() == [1, 2, 3, 4, 5]


def test_an_idle_log_is_only_read() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert number_pending() == 0
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]


def test_numbering_inside_a_transaction_is_refused() -> None:
    publish()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        number_pending()
    assert is_pending()


def test_what_is_not_committed_is_not_numbered() -> None:
    with transaction.atomic():
        publish()
        transaction.set_rollback(True)
    publish()
    number_pending()
    assert numbers() == [1]


def test_a_missing_state_is_said_out_loud() -> None:
    FeedState.objects.all().delete()
    publish()
    with pytest.raises(FeedStateMissingError, match="migrate"):
        number_pending()


def test_there_is_one_state_made_by_migrating() -> None:
    state = FeedState.objects.get()
    assert (state.last_seq, state.low_water) == (0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedState.objects.create(id=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedState.objects.update(low_water=1)


def test_a_reader_numbers_first_and_reads_on_from_its_place() -> None:
    publish(3)
    assert [change.seq for change in latest(after=0, limit=2)] == [1, 2]
    publish()
    assert [change.seq for change in latest(after=2, limit=10)] == [3, 4]
    assert latest(after=4, limit=10) == []


def test_the_worker_numbers_every_second() -> None:
    publish()
    task = TASKS[0]
    assert (task.every_seconds, task.run()) == (1.0, 1)
    assert numbers() == [1]


@pytest.mark.postgresql
def test_a_look_for_what_waits_reads_its_own_index_though_all_was_waiting_when_last_counted() -> (
    None
):
    publish(500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE changes_change")
    assert number_pending() == 500
    assert "using change_pending" in first_pending().explain()
