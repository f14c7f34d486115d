"""A held push beside the article as it is now, field by field."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from django.forms import BoundField

from articles.admin.proposal_form import DecisionForm
from articles.comparing import ADDED, LABELS, REMOVED, Names, Piece, pieces, readable
from articles.content import merged
from articles.models import Proposal, ProposalState
from articles.naming import names_in
from articles.revisions import current_content

_AGREES = "The article says the same by now."
_MARKUP = "The words are the same; the markup differs."
_HIDDEN = "It reads the same; what differs are details that no page shows, such as ids."


class ProposedField(NamedTuple):
    """One field: what the article says now and what was sent; `outcome` is what was decided, empty while it waits."""

    field: str
    label: str
    now: tuple[Piece, ...]
    sent: tuple[Piece, ...]
    note: str
    outcome: str
    choice: BoundField


def proposed_fields(row: Proposal, form: DecisionForm) -> list[ProposedField]:
    """Return the fields of a push in the order in which editors read them.

    While it waits, `now` is the article's newest revision and the words that differ are marked; afterwards only what
    was sent is there.
    """
    current = current_content(row.article)
    names = names_in([current, merged(current, row.changes)])
    here = cast("Mapping[str, Any]", current) if _waits(row) else {}
    return [_proposed(row, form, name, here, names) for name in LABELS if name in row.changes]


def _proposed(
    row: Proposal, form: DecisionForm, name: str, here: Mapping[str, Any], names: Names
) -> ProposedField:
    sent = row.changes[name]
    found, note = _compared(name, here.get(name), sent, names) if here else ((), "")
    alone = readable(name, sent, names)
    return ProposedField(
        field=name,
        label=LABELS[name],
        now=tuple(piece for piece in found if piece.state != ADDED),
        sent=tuple(piece for piece in found if piece.state != REMOVED)
        if here
        else tuple(pieces(alone, alone)),
        note=note,
        outcome="" if here else _outcome(row, name),
        choice=form[name],
    )


def _compared(name: str, now: Any, sent: Any, names: Names) -> tuple[tuple[Piece, ...], str]:
    """Return what differs in words; where the words agree in the markup, and a note that says so."""
    before, after = readable(name, now, names), readable(name, sent, names)
    if before != after:
        return tuple(pieces(before, after)), ""
    if now == sent:
        return tuple(pieces(before, after)), _AGREES
    if name == "body":
        return tuple(pieces(str(now), str(sent))), _MARKUP
    return tuple(pieces(before, after)), _HIDDEN


def _outcome(row: Proposal, name: str) -> str:
    if row.state == ProposalState.REPLACED:
        return "replaced"
    return "accepted" if name in row.accepted else "rejected"


def _waits(row: Proposal) -> bool:
    return row.state == ProposalState.WAITING
