"""Moments in contents: texts with their offset."""

from datetime import datetime


def moment_in(text: str | None) -> datetime | None:
    """Return the moment that a content's text says (RFC 3339); None for none."""
    return datetime.fromisoformat(text) if text else None
