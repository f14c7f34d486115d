"""Processes that write are killed at any moment: what is in the database is whole, and what is due is done later."""

import random
import time

import pytest
from django.db import connection

from articles.models import Edition, RebuildFailure
from cms.changes.models import Change
from tests.articles.builders import make_draft, make_image, make_source, make_tag
from tests.articles.invariants import violations, violations_when_settled

WORKERS = 3
PATIENCE_SECONDS = 30


def furnish() -> None:
    """Give the presses something to work on."""
    for number in range(5):
        make_tag(f"Tag {number}")
        make_source(f"Source {number}")
        make_image()
    for number in range(8):
        make_draft(f"Story {number}")


def wait_for_the_end() -> None:
    """Wait until PostgreSQL has noticed who was killed: what they asked for last is done or taken back by then."""
    if connection.vendor != "postgresql":
        return
    end = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE application_name = 'press' AND datname = current_database()"
            )
            if cursor.fetchone() is None:
                return
            time.sleep(0.05)
    raise TimeoutError("PostgreSQL still works for processes that were killed.")


def torture(child, *, rounds: int, seconds: float, seed: int) -> str:
    """Let presses work, kill them all at a random moment, look at what they left; return what they did."""
    chance = random.Random(seed)
    furnish()
    for round_ in range(rounds):
        presses = [
            child("tests.articles.press", str(seed + 100 * round_ + number))
            for number in range(WORKERS)
        ]
        for press in presses:  # However busy the machine is, they are killed at work.
            assert press.stdout.readline() == "at work\n"
        time.sleep(seconds * chance.uniform(0.7, 1.3))
        for press in presses:
            press.kill()
        said = [press.communicate()[0] for press in presses]
        assert not any(said), said
        wait_for_the_end()
        assert violations() == [], f"seed {seed}, round {round_}"
        assert violations_when_settled() == [], f"seed {seed}, round {round_}"
    assert Edition.objects.exists(), "The presses were killed before they did anything."
    assert not RebuildFailure.objects.exists()
    return (
        f"{WORKERS} processes killed {rounds} times, seed {seed}: {Edition.objects.count():,} editions,"
        f" {Change.objects.count():,} changes"
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_killed_processes_leave_behind_is_whole(child):
    torture(child, rounds=2, seconds=2.5, seed=1)


@pytest.mark.torture
@pytest.mark.django_db(transaction=True)
def test_what_killed_processes_leave_behind_is_whole_every_time(child, figures):
    figures(torture(child, rounds=40, seconds=10, seed=random.SystemRandom().randrange(10**6)))
