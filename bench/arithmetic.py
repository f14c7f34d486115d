"""Medians, percentiles, ratios."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from bench.asking import Asked


class Cost(NamedTuple):
    """What one request costs a server: processor time (the median round's), statements, bytes, latency."""

    processor_ms: float
    statements: float
    body_bytes: float
    p50_ms: float
    p99_ms: float


def cost(rounds: Sequence[Asked], statements: float) -> Cost:
    """Return the cost of one request, from several rounds of them."""
    every = [second for one in rounds for second in one.seconds]
    return Cost(
        processor_ms=median(1000 * one.processor_seconds / len(one.seconds) for one in rounds),
        statements=statements,
        body_bytes=sum(one.body_bytes for one in rounds) / len(every),
        p50_ms=1000 * percentile(every, 50),
        p99_ms=1000 * percentile(every, 99),
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that `percent` per cent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def ratio(ours: float, theirs: float) -> float:
    """Return which part of theirs ours is."""
    return ours / theirs if theirs else float("inf")


def as_fraction(share: float) -> str:
    """Return a share as people say it: `1/7.3`."""
    return f"1/{1 / share:.1f}" if share else "0"
