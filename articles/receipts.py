"""Who sends articles through the API, and what is answered: words that the verbs of that door share."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from articles.models import Stage
from articles.submission import Pointer, Submission, Target, Warned
from cms.access.callers import Limits
from cms.http.problem import FieldError
from cms.http.texts import shown


class Outcome(StrEnum):
    """What became of what was sent."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the key's name and limits; `permits` raises a refusal for a sort of thing that it may not make,
    `knows` returns those of some articles that it may hear are there.
    """

    name: str
    limits: Limits
    permits: Callable[[Target], None]
    knows: Callable[[Collection[UUID]], set[UUID]]


class Pushed(NamedTuple):
    """What became of it; `edition` is the number of the edition that was published, `proposal` what waits.

    `ends_proposal`: what waited before waits no more.
    """

    article: UUID
    revision: int
    outcome: Outcome
    warnings: tuple[Warned, ...] = ()
    proposal: UUID | None = None
    edition: int | None = None
    ends_proposal: bool = False

    @property
    def changed_nothing(self) -> bool:
        """Say whether all was here already, so that nothing was written."""
        changed = self.edition is not None or self.ends_proposal
        return self.outcome is Outcome.UNCHANGED and not changed


def form_problems(submission: Submission) -> list[FieldError]:
    """Return what is wrong with the form of a document, and with the stage that it asks for."""
    stage = submission.stage
    if stage is None or stage in Stage.values:
        return [*submission.problems]
    message = f"stage: “{shown(stage)}” is not one of {', '.join(Stage.values)}."
    return [*submission.problems, FieldError("stage", "unknown", message)]


def picture_addresses(submission: Submission, known: Mapping[Pointer, str]) -> dict[str, str]:
    """Return which image stands for which address of a picture in the body."""
    return {
        inline.values["url"]: known[inline.pointer]
        for inline in submission.inline
        if inline.pointer.target is Target.IMAGE
        and isinstance(inline.values.get("url"), str)
        and inline.pointer in known
    }
