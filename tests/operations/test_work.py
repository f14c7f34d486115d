import json
import signal

import pytest
from django.utils import timezone

from tests.leased.models import Errand


@pytest.fixture
def errand(transactional_db):
    return Errand.objects.create(name="due", due_at=timezone.now())


def test_once_does_what_is_due_and_ends(child, errand):
    assert child("django", "work", "--once").wait() == 0
    errand.refresh_from_db()
    assert errand.due_at is None


def test_once_logs_a_failure_with_its_traceback_and_names_the_task(child, errand):
    process = child("django", "work", "--once", FAIL_ERRANDS="yes")
    said = process.communicate()[0].splitlines()
    assert process.returncode == 1
    assert "in run_errands" in json.loads(said[1])["exception"]
    assert said[-1] == "CommandError: Failed, see the log above: errands."


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_well_when_it_is_told_to(child, number):
    process = child("django", "work")
    assert "worker started" in process.stdout.readline()
    process.send_signal(number)
    assert process.wait() == 0
