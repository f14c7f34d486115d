"""What the public is told of an article that was taken back."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from cms.http.moments import utc_text

KILLED = "killed"


class Withdrawal(NamedTuple):
    """When, how and why an article left, and the article that stands in for it."""

    article: UUID
    kind: str
    at: datetime
    reason: str
    replaced_by: UUID | None

    def document(self) -> dict[str, str | None]:
        """Return the API's shape: `kind at reason replaced_by`."""
        return {
            "kind": self.kind,
            "at": utc_text(self.at),
            "reason": self.reason or None,
            "replaced_by": str(self.replaced_by) if self.replaced_by else None,
        }
