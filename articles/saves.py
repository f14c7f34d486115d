"""Who saved what of a working copy, and when."""

from datetime import datetime
from typing import Any, NamedTuple

from articles.comparing import changed_fields
from articles.content import whole
from articles.models import Article, Revision

_MOST = 20


class Save(NamedTuple):
    """One save: its revision, when, by whom (a person, or the API key that saved), and the fields that it changed."""

    revision: int
    at: datetime
    by: str
    fields: list[str]

    def document(self) -> dict[str, Any]:
        """Return the save as JSON says it."""
        return {
            "revision": self.revision,
            "at": self.at.isoformat(),
            "by": self.by,
            "fields": self.fields,
        }


def saves_since(article: Article, number: int) -> list[Save]:
    """Return the newest 20 saves after a revision, newest first; one query."""
    rows = Revision.objects.filter(article=article).select_related("author").order_by("-number")
    newer = [*rows[: _MOST + 1]]
    return [
        Save(row.number, row.made_at, saver(row), _changed(newer[place + 1 : place + 2], row))
        for place, row in enumerate(newer[:_MOST])
        if row.number > number or place == 0
    ]


def saver(revision: Revision) -> str:
    """Return who saved a revision: a person's name, or the API key's."""
    if revision.via:
        return f"the API key “{revision.via}”"
    return str(revision.author or "somebody")


def _changed(before: list[Revision], revision: Revision) -> list[str]:
    was = before[0].content if before else {}
    return changed_fields(whole(was), whole(revision.content))
