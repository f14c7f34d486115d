"""Times keep a list's order, whatever is known already."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from articles.importing.timetable import STEP, timetable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_new_headlines_stand_a_second_apart_below_the_page():
    assert timetable(NOW, [None, None], now=NOW) == [NOW - STEP, NOW - 2 * STEP]


def test_no_headlines_need_no_times():
    assert timetable(NOW, [], now=NOW) == []


def test_known_ones_keep_theirs_and_new_ones_fit_between():
    first, second = NOW - HOUR, NOW - HOUR - STEP
    moments = timetable(NOW, [None, first, None, None, second, None], now=NOW)
    assert (moments[1], moments[4]) == (first, second)
    assert moments == sorted(set(moments), reverse=True)


def test_new_ones_above_a_known_one_that_is_newer_than_the_page_stay_above_it():
    page_at, known = NOW - 5 * HOUR, NOW - HOUR
    moments = timetable(page_at, [None, None, known, None], now=NOW)
    assert moments == sorted(set(moments), reverse=True)
    assert moments[0] <= NOW


def test_known_ones_in_another_order_are_left_alone():
    old, new = NOW - 2 * HOUR, NOW - HOUR
    assert timetable(NOW, [old, new, None], now=NOW) == [old, new, new - STEP]


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**6)), max_size=30),
    st.integers(0, 10**6),
)
def test_a_list_whose_known_times_fall_always_comes_out_falling(offsets, page_offset):
    falling = iter(sorted({one for one in offsets if one is not None}))
    known = [
        None if one is None else (NOW - timedelta(milliseconds=next(falling, 10**7 + place)))
        for place, one in enumerate(offsets)
    ]
    moments = timetable(NOW - timedelta(milliseconds=page_offset), known, now=NOW)
    assert moments == sorted(set(moments), reverse=True)
    assert [one for one, given in zip(moments, known, strict=True) if given] == [
        k for k in known if k
    ]
