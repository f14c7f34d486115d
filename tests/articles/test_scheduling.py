"""The verb `schedule`, and what happens when it is due."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.drafts import save_draft
from articles.models import Edition, Schedule
from articles.scheduling import ScheduleRefused, cancel_schedule, run_due_schedules, schedule
from cms.http.problem import NotFound
from tests.articles.builders import live, make_draft, make_published

pytestmark = pytest.mark.django_db


def later(minutes: float = 60) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def test_what_is_due_is_published_as_it_was_decided():
    article = make_draft("Decided")
    schedule(article=article.id, verb="publish", at=later(), by=None)
    save_draft(article=article.id, changes={"headline": "Edited since"}, by=None)
    assert run_due_schedules() == 0
    with time_machine.travel(later(61)):
        assert run_due_schedules() == 1
        assert live(article).content["headline"] == "Decided"
        assert run_due_schedules() == 0


def test_a_scheduled_withdrawal_says_expired():
    article = make_published()
    schedule(article=article.id, verb="withdraw", at=later(), by=None)
    with time_machine.travel(later(61)):
        run_due_schedules()
    assert Edition.objects.standing().get().withdrawal_kind == "expired"


def test_an_embargo_that_ends_when_it_is_due_is_no_hindrance():
    end = later()
    article = make_draft(embargo_until=end.isoformat())
    schedule(article=article.id, verb="publish", at=end, by=None)
    with time_machine.travel(end + timedelta(seconds=1)):
        run_due_schedules()
    assert live(article)


def test_a_refusal_when_due_is_kept_for_the_editors():
    article = make_draft("")
    schedule(article=article.id, verb="publish", at=later(), by=None)
    with time_machine.travel(later(61)):
        run_due_schedules()
    row = Schedule.objects.get()
    assert row.failed_at is not None
    assert row.refusal == [{"field": "headline", "code": "missing", "message": "Write a headline."}]
    assert not Edition.objects.exists()


def test_a_new_decision_takes_the_place_of_the_pending_one():
    article = make_draft()
    first = schedule(article=article.id, verb="publish", at=later(), by=None)
    schedule(article=article.id, verb="publish", at=later(120), by=None)
    first.refresh_from_db()
    assert first.cancelled_at is not None
    with time_machine.travel(later(61)):
        assert run_due_schedules() == 0


def test_what_is_cancelled_does_not_happen():
    row = schedule(article=make_draft().id, verb="publish", at=later(), by=None)
    cancel_schedule(schedule=row.id)
    with time_machine.travel(later(61)):
        assert run_due_schedules() == 0
    with pytest.raises(NotFound):
        cancel_schedule(schedule=row.id)


def test_a_withdrawal_may_follow_a_scheduled_publication():
    article = make_draft()
    schedule(article=article.id, verb="publish", at=later(), by=None)
    assert schedule(article=article.id, verb="withdraw", at=later(120), by=None)


@pytest.mark.parametrize(
    ("verb", "minutes"),
    [("explode", 60), ("publish", -1), ("publish", 60 * 24 * 3000), ("withdraw", 60)],
)
def test_a_bad_decision_is_refused(verb, minutes):
    with pytest.raises(ScheduleRefused):
        schedule(article=make_draft().id, verb=verb, at=later(minutes), by=None)
    assert not Schedule.objects.exists()


def test_a_moment_without_an_offset_is_refused():
    with pytest.raises(ScheduleRefused):
        schedule(article=make_draft().id, verb="publish", at=datetime(2031, 1, 1), by=None)  # noqa: DTZ001
