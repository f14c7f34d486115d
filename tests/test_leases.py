import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from cms.leases import (
    LeaseLostError,
    Policy,
    claim,
    due,
    extend,
    finish,
    postpone,
    release,
    retry_delay,
    set_aside,
    work_through,
)
from tests.leased.models import Effect, Errand

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
POLICY = Policy(lease=timedelta(minutes=5), max_attempts=3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def errand(clock):
    Errand.objects.create(name="tomorrow's", due_at=NOON + timedelta(days=1))
    Errand.objects.create(name="done long ago", due_at=None)
    return Errand.objects.create(name="due", due_at=NOON - timedelta(minutes=1))


def claimed():
    return claim(Errand.objects.all(), POLICY)


def test_a_due_row_is_claimed_and_counts_as_tried(errand):
    (row,) = claimed()
    assert (row.pk, row.attempts) == (errand.pk, 1)
    assert row.claimed_until == NOON + POLICY.lease


def test_a_claimed_row_is_nobody_elses(errand):
    claimed()
    assert claimed() == []


def test_the_longest_due_come_first_up_to_the_limit(errand):
    older = Errand.objects.create(name="older", due_at=NOON - timedelta(hours=1))
    Errand.objects.create(name="newest", due_at=NOON)
    assert claim(Errand.objects.all(), POLICY, limit=2) == [older, errand]


def test_looking_for_work_in_vain_only_reads(errand, django_assert_num_queries):
    claimed()
    with django_assert_num_queries(1) as captured:
        claimed()
    assert captured[0]["sql"].startswith("SELECT")


def test_a_row_whose_lease_ran_out_is_claimed_again(errand, clock):
    claimed()
    clock.shift(POLICY.lease)
    assert claimed()[0].attempts == 2


def test_a_heartbeat_holds_the_row_for_longer(errand, clock):
    (row,) = claimed()
    clock.shift(timedelta(minutes=4))
    extend(row, POLICY)
    clock.shift(timedelta(minutes=4))
    assert claimed() == []


def test_a_finished_row_is_due_no_more(errand):
    finish(claimed()[0], done_at=NOON)
    errand.refresh_from_db()
    assert (errand.due_at, errand.done_at, errand.claim_token) == (None, NOON, None)


@pytest.mark.parametrize(
    "late",
    [
        finish,
        lambda row: extend(row, POLICY),
        lambda row: postpone(row, "late", POLICY),
        lambda row: set_aside(row, "late"),
        lambda row: release(row, NOON),
    ],
)
def test_a_worker_that_lost_its_lease_changes_nothing(errand, clock, late):
    (row,) = claimed()
    clock.shift(POLICY.lease)
    (others,) = claimed()
    with pytest.raises(LeaseLostError):
        late(row)
    errand.refresh_from_db()
    assert (errand.claim_token, errand.due_at) == (others.claim_token, others.due_at)


def test_a_released_row_is_due_when_its_worker_says_and_tried_anew(errand, clock):
    (row,) = claimed()
    later = datetime.now(UTC) + timedelta(hours=1)
    release(row, later, last_error="not yet")
    errand.refresh_from_db()
    assert (errand.due_at, errand.attempts, errand.last_error) == (later, 0, "not yet")
    assert claimed() == []
    clock.shift(timedelta(hours=1))
    assert claimed()[0].attempts == 1


def test_a_row_that_was_never_claimed_cannot_be_finished(errand):
    with pytest.raises(LeaseLostError):
        finish(errand)


def test_a_lost_lease_takes_the_effect_back(errand, clock):
    (row,) = claimed()
    clock.shift(POLICY.lease)
    claimed()

    @transaction.atomic
    def work_late():
        Effect.objects.create(errand=row, worker="late")
        finish(row)

    with pytest.raises(LeaseLostError):
        work_late()
    assert not Effect.objects.exists()


def test_a_failure_is_kept_and_the_row_rests(errand):
    postpone(claimed()[0], "no answer", POLICY)
    errand.refresh_from_db()
    assert NOON <= errand.due_at <= NOON + POLICY.first_delay
    assert (errand.last_error, errand.failed_at) == ("no answer", None)


def test_the_last_failure_sets_the_row_aside(errand, clock):
    for _ in range(POLICY.max_attempts):
        postpone(claimed()[0], "no answer", POLICY)
        clock.shift(POLICY.longest_delay)
    errand.refresh_from_db()
    assert (claimed(), errand.last_error, errand.failed_at is None) == ([], "no answer", False)


def test_a_row_whose_workers_died_is_set_aside_before_it_runs_again(errand, clock):
    for _ in range(POLICY.max_attempts):
        claimed()
        clock.shift(POLICY.lease)
    assert claimed() == []
    errand.refresh_from_db()
    assert errand.attempts == POLICY.max_attempts
    assert errand.last_error == "Stopped 3 times without finishing."


def test_a_refusal_that_no_later_try_would_change_sets_the_row_aside_at_once(errand):
    set_aside(claimed()[0], "The embargo is not over.")
    errand.refresh_from_db()
    assert (errand.failed_at, errand.attempts) == (NOON, 1)
    assert not due(Errand.objects.all()).exists()


def test_delays_grow_up_to_the_longest_and_spread_below_it():
    assert all(retry_delay(1, POLICY) <= POLICY.first_delay for _ in range(50))
    assert all(retry_delay(4, POLICY) <= POLICY.first_delay * 8 for _ in range(50))
    late = [retry_delay(10_000, POLICY) for _ in range(50)]
    assert max(late) <= POLICY.longest_delay
    assert max(late) - min(late) > POLICY.longest_delay / 10


def test_working_through_goes_on_after_a_row_that_fails(errand, caplog):
    bad = Errand.objects.create(name="bad", due_at=NOON - timedelta(hours=1))

    def do(row):
        if row == bad:
            raise ValueError("cannot be done")
        finish(row)

    with caplog.at_level(logging.ERROR):
        assert work_through(Errand.objects.all(), do, POLICY) == 2
    bad.refresh_from_db()
    assert bad.last_error == "ValueError: cannot be done"
    assert caplog.records[0].exc_info is not None


def test_working_through_stops_at_its_limit(errand):
    Errand.objects.create(name="another", due_at=NOON)
    assert work_through(Errand.objects.all(), finish, POLICY, limit=1) == 1
    assert due(Errand.objects.all()).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_claiming_skips_a_row_that_another_transaction_has_locked(errand):
    free = Errand.objects.create(name="free", due_at=NOON)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM leased_errand WHERE id = %s FOR UPDATE", [errand.pk])
        assert claim(Errand.objects.all(), POLICY, limit=5) == [free]
    finally:
        other.close()
