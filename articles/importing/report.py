"""What became of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from articles.importing.known import Known
from articles.importing.order import ImportOrder
from articles.importing.reading import Understood


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


def notes_of(understood: Understood, known: Mapping[str, Known], order: ImportOrder) -> list[str]:
    """Return in sentences what was left alone, and why; `known` is what was here before."""
    notes = []
    mine = known.get(understood.key)
    if mine and mine.is_withdrawn:
        notes.append("The article was withdrawn: it stays so.")
    elif mine and mine.is_edited:
        notes.append("An editor has changed the article since its import: it stays as it is.")
    asked = order.published_at
    if mine and mine.content["kind"] == "story" and asked and asked != mine.published_at:
        notes.append("The article keeps its time; change it in the admin.")
    times = [known[key].published_at for key in understood.briefs if key in known]
    moments = [moment for moment in times if moment]
    if moments != sorted(moments, reverse=True):
        notes.append(
            "Headlines that are here already keep their times, which differ from the page's order."
        )
    kept = [key for key in understood.briefs if key in known and known[key].is_left]
    if order.publish and kept:
        notes.append(f"Left as they are, edited or withdrawn since: {len(kept)} of its headlines.")
    return notes
