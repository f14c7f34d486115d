"""Fetching within the limits that tests give."""

from typing import Any

from cms.http import outbound
from cms.http.outbound import Answer


def fetch(url: str, *, max_bytes: int = 100_000, total_seconds: float = 5.0, **more: Any) -> Answer:
    """Return what is at an address; raises as `outbound.fetch` does."""
    return outbound.fetch(url, max_bytes=max_bytes, total_seconds=total_seconds, **more)
