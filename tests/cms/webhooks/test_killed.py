"""Workers that are killed with SIGKILL while they plan and send: nothing is lost, nothing made twice."""

import random
import time
from collections import Counter

import pytest
from django.utils import timezone

from cms.changes.models import Change
from cms.webhooks.dispatching import send_due
from cms.webhooks.models import Attempt, Delivery, Endpoint
from tests.hooks import change, headers_of, make_hook, plan, verified
from tests.receivers import answering, receiving

WORKER = "tests.hook_worker"


def let_leases_run_out():
    Delivery.objects.filter(claimed_until__isnull=False).update(claimed_until=timezone.now())


def kill_again_and_again(child, *, kills, workers, changes):
    """Start workers and kill them in the midst, while changes come; return how many were under way then."""
    interrupted = 0
    for _ in range(kills):
        running = [child(WORKER) for _ in range(workers)]
        for _ in range(changes):
            change()
        wait_for_attempts(beyond=Attempt.objects.count())
        time.sleep(random.uniform(0, 0.4))
        for worker in running:
            worker.kill()
            worker.wait()
        interrupted += Delivery.objects.filter(claimed_until__isnull=False).count()
        let_leases_run_out()
    return interrupted


def wait_for_attempts(*, beyond):
    """Wait until the workers are at work."""
    end = time.monotonic() + 60
    while Attempt.objects.count() <= beyond and time.monotonic() < end:
        time.sleep(0.02)
    assert Attempt.objects.count() > beyond


def slowly(connection, request):
    """Answer as a receiver far away does."""
    time.sleep(0.05)
    answering(204)(connection, request)


def finish():
    """Do the rest in this process."""
    plan()
    while send_due():
        let_leases_run_out()


def check(child, settings, **load):
    """Kill workers and do the rest; every change was told once; return what was told."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with receiving(slowly) as receiver:
        made = make_hook(receiver.url)
        make_hook(receiver.url, operations=["withdrawn"])
        interrupted = kill_again_and_again(child, **load)
        finish()
        ids = Counter(headers_of(request)["webhook-id"] for request in receiver.requests)
        verified(receiver, made.secret)
    told = made.endpoint.deliveries
    assert sorted(told.values_list("seq", flat=True)) == list(range(1, Change.objects.count() + 1))
    assert Delivery.objects.count() == told.count()
    assert not told.filter(delivered_at=None).exists()
    assert set(ids) == {delivery.message_id for delivery in told.all()}
    # Sent once for each attempt: those that were written down, and those that a kill cut short.
    assert Attempt.objects.count() <= ids.total() <= Attempt.objects.count() + interrupted
    assert set(Endpoint.objects.values_list("failures_in_a_row", flat=True)) == {0}
    return (
        f"{told.count():,} changes told in {ids.total():,} requests; workers killed {load['kills']} times,"
        f" {interrupted} deliveries cut short"
    )


def test_every_change_is_told_though_workers_die(child, settings):
    check(child, settings, kills=2, workers=2, changes=40)


@pytest.mark.torture
def test_every_change_is_told_though_workers_die_for_long(child, settings, figures):
    figures(check(child, settings, kills=20, workers=3, changes=150))
