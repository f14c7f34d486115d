import pytest

from bench.arithmetic import as_fraction, cost, percentile, ratio
from bench.asking import Asked


def test_the_median_round_is_what_counts():
    rounds = [Asked([0.001] * 10, seconds, 5000) for seconds in (0.02, 0.9, 0.03)]
    assert cost(rounds, 1.0).processor_ms == pytest.approx(3.0)


def test_bytes_and_latency_are_those_of_every_request():
    found = cost([Asked([0.001, 0.002], 1, 300), Asked([0.003, 0.010], 1, 100)], 2.5)
    assert (found.statements, found.body_bytes) == (2.5, 100)
    assert (found.p50_ms, found.p99_ms) == pytest.approx((2.0, 10.0))


@pytest.mark.parametrize(("percent", "value"), [(1, 1), (50, 5), (90, 9), (91, 10), (100, 10)])
def test_a_percentile_is_one_of_the_values(percent, value):
    assert percentile([*range(10, 0, -1)], percent) == value


def test_a_ratio_is_said_as_a_fraction():
    assert as_fraction(ratio(0.5, 4.0)) == "1/8.0"


def test_nothing_to_compare_with_is_no_success():
    assert ratio(1.0, 0.0) == float("inf")
    assert as_fraction(0.0) == "0"
