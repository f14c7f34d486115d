"""A process that counts requests, for the test of several."""

import time_machine

from cms.access.throttling import count_request


def count_often(name: str, times: int) -> list[int]:
    """Return how many requests were counted after each of ours, all within one minute."""
    with time_machine.travel("2026-03-01T06:00:20Z", tick=False):
        return [count_request(name, 1_000).used for _ in range(times)]
