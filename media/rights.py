"""When the right to show an image ends, and how long before that editors are told."""

from datetime import datetime, timedelta
from typing import Final

NOTICE: Final = timedelta(days=30)


def rights_notice(expire_at: datetime | None, now: datetime) -> str:
    """Return that the rights have expired or expire within `NOTICE`, as the end of a sentence, or nothing."""
    if expire_at is None or expire_at > now + NOTICE:
        return ""
    day = f"{expire_at:%d %B %Y}".lstrip("0")
    if expire_at <= now:
        return f"expired on {day}"
    if expire_at < now + timedelta(days=1):
        return f"expire within a day ({day}, {expire_at:%H:%M %Z})"
    days = -((now - expire_at) // timedelta(days=1))
    return f"expire in {days} {'day' if days == 1 else 'days'} ({day})"
