"""The verbs that write an article's pins by themselves: the related articles that come first, in order."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from articles.amending import Held, amend, hold_content
from articles.draft_contents import DraftRefused
from articles.limits import heard_of
from articles.receipts import Pushed, Sender
from articles.referring import known_ids
from articles.submission import Pointer, Target, read_document, read_pointer
from cms.http.problem import FieldError, NotFound

Named = Sequence[tuple[str, Pointer]]
"""Articles to be pinned, each with the field that names it."""


@transaction.atomic
def write_pins(
    *, article: UUID, pins: Any, sender: Sender, expected_revision: int | None = None
) -> Pushed:
    """Put a list of articles (ids, slugs or external ids) in place of an article's pins, in this order.

    Raises `DraftRefused` with every problem at once, `StaleRevision`, `BeyondLimit`, `NotFound`.
    """
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    submission = read_document({"pins": pins})
    _refuse(submission.problems)
    given: list[Pointer] = submission.fields["pins"]
    named = [(f"pins.{place}", pointer) for place, pointer in enumerate(given)]
    return amend(held, {"pins": _with(held, [], named)})


@transaction.atomic
def pin(
    *, article: UUID, related: Any, sender: Sender, expected_revision: int | None = None
) -> Pushed:
    """Pin one more article after the others; raises as `write_pins` does, at the field `article`."""
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    pointer, _inline, problems = read_pointer(Target.ARTICLE, "article", related)
    _refuse(problems)
    named = [("article", pointer)] if pointer else []
    return amend(held, {"pins": _with(held, held.content["pins"], named)})


@transaction.atomic
def unpin(
    *, article: UUID, related: UUID, sender: Sender, expected_revision: int | None = None
) -> Pushed:
    """Take a pin away; raises `NotFound` for what is not pinned."""
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    left = [one for one in held.content["pins"] if one != str(related)]
    if left == held.content["pins"]:
        raise NotFound("The article has not pinned this one.")
    return amend(held, {"pins": left})


def _with(held: Held, there: Sequence[str], named: Named) -> list[str]:
    """Return the pins that are there and those that are named, or refuse every name that cannot be pinned."""
    known = known_ids(pointer for _field, pointer in named)
    known = heard_of(known, held.sender.knows, held.content["pins"])
    pins, problems = [*there], []
    for field, pointer in named:
        if pointer not in known:
            message = f"{field}: there is no article “{pointer}”."
            problems.append(FieldError(field, "not_there", message))
        elif known[pointer] == str(held.row.id):
            message = f"{field}: an article cannot be pinned to itself."
            problems.append(FieldError(field, "itself", message))
        elif known[pointer] in pins:
            message = f"{field}: “{pointer}” is pinned already: name each one once."
            problems.append(FieldError(field, "repeated", message))
        else:
            pins.append(known[pointer])
    _refuse(problems)
    return pins


def _refuse(problems: Iterable[FieldError]) -> None:
    if found := [*problems]:
        raise DraftRefused(errors=found)
