"""What the benchmark of webhooks counts."""

import json
import urllib.request
from uuid import uuid4

from bench.delivering import Arrivals, Delivered, delivering_rows
from tests.receivers import receiving


def test_a_thing_counts_from_when_it_was_heard_of_first():
    arrivals, thing = Arrivals(), uuid4()
    body = json.dumps({"data": {"id": str(thing)}}).encode()
    with receiving(arrivals.take) as receiver:
        urllib.request.urlopen(receiver.url, body).close()
        [first] = arrivals.wait_for([thing])
        urllib.request.urlopen(receiver.url, body).close()
        assert arrivals.wait_for([thing]) == [first]
    assert len(receiver.requests) == 2


def test_the_rows_tell_the_rate_and_the_lag():
    burst, lag = delivering_rows(Delivered(2_001, 10.0, 100, 800.4, 1_900.6))
    assert "2,001 in 10.0 s: 200 deliveries/s" in burst
    assert "p50 800 ms, p99 1,901 ms of 100" in lag
