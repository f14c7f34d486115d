"""Asking the change feed in tests."""

from typing import Any

from django.test import Client

from cms.changes.models import FeedState
from cms.changes.numbering import ROWS_IN_ONE_TRANSACTION, _number_after, number_pending

FEED = "/api/v1/changes/"


def follow(
    cursor: str | None = None, *, status: int = 200, headers: Any = None, **parameters: Any
) -> Any:
    """Return one page of the feed as Python's values."""
    given = parameters | ({"cursor": cursor} if cursor else {})
    answer = Client().get(FEED, given, headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def follow_all(cursor: str | None = None, **parameters: Any) -> list[Any]:
    """Return all changes from a cursor to the end."""
    found, more = [], True
    while more:
        page = follow(cursor, **parameters)
        found += page["results"]
        cursor, more = page["cursor"], page["has_more"]
    return found


def now(**parameters: Any) -> str:
    """Return the cursor of the end of the log."""
    number_pending()
    page = follow(**parameters)
    while page["has_more"]:
        page = follow(page["cursor"], **parameters)
    return page["cursor"]


def told(changes: list[Any]) -> list[tuple[str, str]]:
    """Return (operation, id) of each change."""
    return [(one["operation"], one["id"]) for one in changes]


def number_here() -> None:
    """Number what is pending inside a test's own transaction, where `number_pending` refuses to."""
    state = FeedState.objects.get()
    state.last_seq += _number_after(state.last_seq, ROWS_IN_ONE_TRANSACTION)
    state.save(update_fields=["last_seq"])
