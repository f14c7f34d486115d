"""When to try again."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.webhooks.retrying import (
    FAILURES_THAT_OPEN,
    LONGEST_DELAY,
    LONGEST_REST,
    asked_rest,
    clock_difference,
    delay,
    is_spent,
    reminder,
    rest,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_delays_grow_to_a_limit_and_fill_the_whole_span():
    assert max(delay(1) for _ in range(100)) <= timedelta(seconds=10)
    assert max(delay(4) for _ in range(100)) <= timedelta(seconds=80)
    late = [delay(1_000) for _ in range(300)]
    assert min(late) < LONGEST_DELAY / 4 < LONGEST_DELAY * 3 / 4 < max(late) <= LONGEST_DELAY


def test_a_delivery_is_tried_for_three_days_some_dozens_of_times():
    spent, tries = timedelta(), 0
    while spent < timedelta(days=3):
        tries += 1
        spent += delay(tries)
    assert 20 < tries < 80
    assert not is_spent(NOW - timedelta(days=2, hours=23), NOW)
    assert is_spent(NOW - timedelta(days=3), NOW)


def test_an_endpoint_rests_only_after_several_failures_and_longer_each_time():
    assert rest(FAILURES_THAT_OPEN - 1) == timedelta()
    assert timedelta(seconds=15) <= rest(FAILURES_THAT_OPEN) <= timedelta(seconds=30)
    assert LONGEST_REST / 2 <= rest(10_000) <= LONGEST_REST


def test_reminders_of_a_kill_never_end_and_come_at_least_four_times_a_day():
    assert timedelta(minutes=5) <= reminder(0) <= timedelta(minutes=10)
    assert timedelta(hours=3) <= reminder(10_000) <= timedelta(hours=6)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 5 ", 5),
        ("0", 0),
        ("99999999999999999999", 86_400),
        ("Sun, 22 Nov 2026 10:01:00 GMT", 60),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0),
        ("Sun, 22 Nov 2099 09:00:00 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_at_most_a_day(given, seconds):
    asked = asked_rest(given, NOW)
    assert asked == (None if seconds is None else timedelta(seconds=seconds))


def test_a_receivers_clock_is_read_from_its_date():
    assert clock_difference("Sun, 22 Nov 2026 10:07:00 GMT", NOW) == timedelta(minutes=7)
    assert clock_difference("nonsense", NOW) is None
    assert clock_difference(None, NOW) is None
