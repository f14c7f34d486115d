"""The gate that every body passes on its way in, whatever door it comes through.

Two readers that know nothing of each other have to agree: ours, which builds blocks and writes them
again from the vocabulary alone, and nh3 (the browsers' own parsing rules), which must find nothing
to change in what we wrote.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

import nh3

from articles.body.document import Document
from articles.body.frames import Block
from articles.body.known_parts import remembering
from articles.body.markup import StoredHtml
from articles.body.reading import read
from articles.body.refusal import MAX_CHARACTERS, BodyRefused, admit
from articles.body.remarks import Remark, Remarks
from articles.body.vocabulary import LINK_SCHEMES, allowed_attributes

_ROUNDS = 4

_LINK = re.compile(r'<a href="([^"]*)"')

_ALLOWED = allowed_attributes()
_CLEANER = nh3.Cleaner(
    tags=set(_ALLOWED) - {"*"},
    attributes=_ALLOWED,
    url_schemes=set(LINK_SCHEMES),
    url_relative="deny",
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean body, what the writer should know about it, and the same body as a document."""

    html: str
    problems: list[Remark]
    document: Document


def clean(html: str) -> Cleaned:
    """Return the canonical clean form of any HTML, with a remark for everything not kept.

    Clean HTML comes back byte for byte. Raises `BodyRefused` with a sentence when nothing can be
    stored: control characters, more than 2,000,000 characters, markup nested more than 40 deep.
    """
    admit(html)
    known = _known_blocks(html)
    whole = _read_whole(html) if known is None else _Read(html, [], known)
    return Cleaned(whole.html, whole.problems, Document(whole.html, whole.blocks))


class _Read(NamedTuple):
    """Canonical HTML, what was not kept, and its blocks without ids."""

    html: str
    problems: list[Remark]
    blocks: list[Block]


def _read_whole(html: str) -> _Read:
    blocks, problems = read(html)
    for _ in range(_ROUNDS):
        written = StoredHtml().write(blocks)
        if len(written) > MAX_CHARACTERS:
            admit(written)
        checked = _CLEANER.clean(written)
        if checked == written:
            return _Read(written, problems, blocks)
        problems = problems + _unreadable_links(written, checked)
        blocks, _ = read(checked)
    raise BodyRefused("The body's markup cannot be made safe. Paste it again as plain text.")


def _read_part(html: str) -> tuple[Block, ...] | None:
    """Return the blocks of a text that would come back from `clean` byte for byte; None for any other."""
    try:
        whole = _read_whole(html)
    except BodyRefused:
        return None
    return tuple(whole.blocks) if whole.html == html and not whole.problems else None


_known_blocks = remembering(_read_part)


def _unreadable_links(written: str, checked: str) -> list[Remark]:
    """Return what to say of links that nh3 took out: it knows which addresses browsers can read."""
    remarks = Remarks()
    kept = set(_LINK.findall(checked))
    for address in _LINK.findall(written):
        if address not in kept:
            message = "A link was removed: browsers cannot read its address."
            remarks.add("bad_address", message, address)
    return remarks.all()
