"""Workers that are killed with SIGKILL in the middle of their work, as real processes."""

import signal
import time
from collections import Counter

import pytest
from django.utils import timezone

from tests.leased.models import Effect, Errand

WORKER = "tests.leased.run_errands"
LEASE_SECONDS = 1


@pytest.fixture
def errands():
    return [Errand.objects.create(name=str(n), due_at=timezone.now()) for n in range(12)]


def effects():
    return Counter(Effect.objects.values_list("errand_id", flat=True))


def test_a_killed_workers_row_is_done_once_by_the_next_worker(child, transactional_db):
    errand = Errand.objects.create(name="one", due_at=timezone.now())
    assert child(WORKER, "doomed", "1").wait() == -signal.SIGKILL
    assert not effects()
    time.sleep(LEASE_SECONDS)
    assert child(WORKER, "heir").wait() == 0
    assert effects() == {errand.pk: 1}


def test_a_row_that_kills_every_worker_is_set_aside(child, transactional_db):
    errand = Errand.objects.create(name="poison", due_at=timezone.now())
    for _ in range(3):
        assert child(WORKER, "doomed", "1").wait() == -signal.SIGKILL
        time.sleep(LEASE_SECONDS)
    assert child(WORKER, "survivor", "1").wait() == 0
    errand.refresh_from_db()
    assert errand.failed_at is not None


def test_workers_at_once_with_deaths_among_them_do_everything_once(child, errands):
    workers = [child(WORKER, name, dies) for name, dies in [("a", "3"), ("b", "2"), ("c", "0")]]
    ends = [worker.wait() for worker in workers]
    time.sleep(LEASE_SECONDS)
    assert child(WORKER, "sweeper").wait() == 0
    assert ends.count(0) >= 1
    assert effects() == {errand.pk: 1 for errand in errands}
