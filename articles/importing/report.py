"""What became of a page."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """What happened to the page's own article."""

    NEW = "new"
    GREW = "a brief that became a story"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept as it is"


@dataclass(slots=True)
class Imported:
    """What the import did with one page; `notes` are sentences about what it left alone, and why."""

    article: UUID
    outcome: Outcome
    headline: str
    kind: str
    language: str
    new_briefs: int = 0
    known_briefs: int = 0
    published: int = 0
    new_sources: list[str] = field(default_factory=list)
    photo: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        """Say whether nothing at all was written."""
        return not (
            self.outcome in {Outcome.NEW, Outcome.GREW, Outcome.UPDATED}
            or self.new_briefs
            or self.published
            or self.photo
        )
