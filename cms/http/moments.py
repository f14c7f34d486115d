"""Moments as documents say them."""

from datetime import UTC, datetime


def utc_text(at: datetime) -> str:
    """Return a moment as RFC 3339 in UTC, with a Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
