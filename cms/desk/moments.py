"""Dates with times: typed in the newsroom's time zone, stored with an offset."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

_SHOWN = "%Y-%m-%dT%H:%M:%S"


class MomentField(forms.DateTimeField):
    """A moment; takes a datetime or ISO 8601 text as its first value. The browser brings its own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=_SHOWN, attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **{"required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Return the moment as it is shown."""
        return super().prepare_value(as_moment(value) if isinstance(value, str) else value)


def as_moment(value: str | None) -> datetime | None:
    """Return a stored moment (ISO 8601), or the typed text itself when it is none."""
    try:
        found = datetime.fromisoformat(value) if value else None
    except ValueError:
        return value  # type: ignore[return-value]
    return found if found is None or found.tzinfo else value  # type: ignore[return-value]


def moment_text(value: datetime | None, before: str | None = None) -> str | None:
    """Return a moment as it is stored; `before` stays as it was when the page showed this very moment.

    Pages show whole seconds: what was stored more exactly is not rounded by saving the page.
    """
    if value is None:
        return None
    was = as_moment(before)
    if isinstance(was, datetime) and was.replace(microsecond=0) == value.replace(microsecond=0):
        return before
    return value.astimezone(timezone.get_current_timezone()).isoformat()
