"""The verbs that write an article's citations by themselves; each is a save of the working copy.

A citation keeps its id for as long as it is there: marks in the body name it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from articles import body
from articles.amending import Held, amend, hold_content
from articles.content import Content
from articles.draft_contents import DraftRefused
from articles.inline_things import InlineRefused, make_missing
from articles.receipts import Outcome, Pushed, Sender
from articles.referring import known_ids
from articles.submission import CITATION_KEYS, compose, read_document
from cms.http.problem import FieldError, NotFound, Refusal
from cms.http.texts import shown
from cms.uuid7 import is_id, uuid7


class CitationInUse(Refusal):
    """The body marks a passage with the citation."""

    code = "citation_in_use"
    title = "The body uses the citation"


class Cited(NamedTuple):
    """What became of the article, and the citation's id."""

    pushed: Pushed
    citation: UUID


@transaction.atomic
def write_citations(
    *,
    article: UUID,
    documents: Sequence[Any],
    sender: Sender,
    expected_revision: int | None = None,
) -> Pushed:
    """Put a list of citations in place of an article's own, in this order; those without ids are recognised by what
    they say.

    Raises `DraftRefused` with every problem at once, `StaleRevision`, `BeyondLimit`, `InlineRefused`, `NotFound`.
    """
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    return _saved(held, documents)


@transaction.atomic
def add_citation(
    *,
    article: UUID,
    document: Mapping[str, Any],
    sender: Sender,
    expected_revision: int | None = None,
) -> Cited:
    """Add a citation after the others; raises as `write_citations` does, with the fields of this one citation."""
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    there = held.content["citations"]
    _refuse_form(document)
    own = document.get("id") or str(uuid7())
    with _alone(len(there)):
        pushed = _saved(held, [*there, {**document, "id": own}])
    return Cited(pushed._replace(outcome=Outcome.CREATED), UUID(own))


@transaction.atomic
def replace_citation(
    *,
    article: UUID,
    citation: UUID,
    document: Mapping[str, Any],
    sender: Sender,
    expected_revision: int | None = None,
) -> Cited:
    """Put other values in place of a citation's own; it keeps its id and its place. Raises as `add_citation` does."""
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    place = place_of(citation, held.content)
    documents: list[Any] = [*held.content["citations"]]
    documents[place] = {**document, "id": str(citation)}
    _refuse_form(document)
    with _alone(place):
        return Cited(_saved(held, documents), citation)


@transaction.atomic
def delete_citation(
    *, article: UUID, citation: UUID, sender: Sender, expected_revision: int | None = None
) -> Pushed:
    """Take a citation away; raises `CitationInUse` where the body marks a passage with it."""
    held = hold_content(article=article, expected_revision=expected_revision, sender=sender)
    gone = held.content["citations"][place_of(citation, held.content)]
    if gone["id"] in body.references(held.content["body"]).citations:
        raise CitationInUse(
            "The body marks a passage with this citation: take the mark out of the body first, or send the body and "
            "the citations together to the article's own address."
        )
    return amend(held, {"citations": [one for one in held.content["citations"] if one != gone]})


def place_of(citation: UUID, content: Content) -> int:
    """Return the place of a citation among the article's, from 0; raises `NotFound`."""
    ids = [one["id"] for one in content["citations"]]
    if str(citation) not in ids:
        raise NotFound("The article has no citation with this id.")
    return ids.index(str(citation))


def _saved(held: Held, documents: Sequence[Any]) -> Pushed:
    submission = read_document({"citations": [*documents]})
    if submission.problems:
        raise DraftRefused(errors=submission.problems)
    known = known_ids(submission.pointers)
    known |= make_missing(submission.inline, known, pictures={}, permits=held.sender.permits)
    composed = compose(submission, known, article=held.row.id, before=held.content, addresses={})
    if composed.problems:
        raise DraftRefused(errors=composed.problems)
    return amend(held, composed.changes)


def _refuse_form(document: Mapping[str, Any]) -> None:
    errors = [
        FieldError(shown(name), "unknown", f"A citation has no field “{shown(name)}”.")
        for name in sorted(document.keys() - CITATION_KEYS, key=shown)
    ]
    if document.get("id") is not None and not is_id(document["id"]):
        errors.append(FieldError("id", "not_an_id", "id: write a UUID, or leave it out."))
    if "source" not in document:
        message = "source: name it by an id, a slug, or {source, external_id}."
        errors.append(FieldError("source", "missing", message))
    if errors:
        raise DraftRefused(errors=errors)


@contextmanager
def _alone(place: int) -> Iterator[None]:
    """Let refusals name the fields of one citation as it was sent: by itself, not in a list."""
    try:
        yield
    except (DraftRefused, InlineRefused) as refusal:
        errors = [_by_itself(one, f"citations.{place}.") for one in refusal.errors]
        raise type(refusal)(errors=errors) from refusal


def _by_itself(error: FieldError, prefix: str) -> FieldError:
    if (error.field, error.code) == (
        "citations",
        "not_there",
    ):  # The sources of the others are there.
        return FieldError("source", error.code, error.message.replace("citations:", "source:", 1))
    return FieldError(
        error.field.removeprefix(prefix), error.code, error.message.removeprefix(prefix)
    )
