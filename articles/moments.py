"""Moments in documents: texts with their offset, and values."""

from datetime import UTC, datetime


def moment_in(text: str | None) -> datetime | None:
    """Return the moment that a content's text says (RFC 3339); None for none."""
    return datetime.fromisoformat(text) if text else None


def utc_text(at: datetime) -> str:
    """Return a moment as RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
