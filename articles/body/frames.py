"""The blocks that are open while a body is read, and what each becomes when it closes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from articles.body.runs import Piece, plain, tidy, verbatim

Block = dict[str, Any]


class Role(Enum):
    """What may stand directly inside an open block."""

    FLOW = "blocks"
    LIST = "items"
    TABLE = "rows"
    ROW = "cells"
    TEXT = "text"
    FLAT = "text of the block around it"


# Looked up thousands of times in a long body: a name costs less than an attribute.
FLOW, LIST, TABLE, ROW, TEXT, FLAT = Role

ROLES: dict[str, Role] = {
    "blockquote": FLOW,
    "li": FLOW,
    "ul": LIST,
    "ol": LIST,
    "table": TABLE,
    "tr": ROW,
}


@dataclass(slots=True)
class Frame:
    """One open block: where it goes when it closes, and what has been read into it.

    `inside` holds finished blocks, items, rows or cells; `pieces` holds text, and is None where
    text cannot stand. A FLAT frame shares the pieces of the text block around it.
    """

    tag: str
    role: Role
    into: list[Any]
    inside: list[Any] = field(default_factory=list)
    pieces: list[Piece] | None = None
    details: dict[str, Any] = field(default_factory=dict)


def finish(frame: Frame) -> None:
    """Put what a closing frame holds where it belongs; an empty frame leaves nothing."""
    maker = _MAKERS.get(frame.tag)
    if maker and frame.role is not FLAT:
        made = maker(frame)
        if made is not None:
            frame.into.append(made)


def block(type_: str, **details: Any) -> Block:
    """Return a block; its id is given when the whole body is known."""
    return {"id": "", "type": type_, **details}


def text_of(frame: Frame) -> list[dict[str, Any]]:
    """Return the runs of a text frame."""
    return tidy(frame.pieces or [])


def _paragraph(frame: Frame) -> Block | None:
    text = text_of(frame)
    return {"id": "", "type": "paragraph", "text": text} if text else None


def _heading(frame: Frame) -> Block | None:
    text = text_of(frame)
    return block("heading", level=int(frame.tag[1]), text=text) if text else None


def _preformatted(frame: Frame) -> Block | None:
    text = verbatim(frame.pieces or [])
    return block("preformatted", text=text) if text else None


def _quote(frame: Frame) -> Block | None:
    return block("quote", blocks=frame.inside) if frame.inside else None


def _list(frame: Frame) -> Block | None:
    if not frame.inside:
        return None
    if frame.tag == "ul":
        return block("list", style="bullet", start=None, items=frame.inside)
    start = frame.details.get("start", 1)
    return block("list", style="ordered", start=start, items=frame.inside)


def _inside(frame: Frame) -> list[Any] | None:
    return frame.inside or None


def _table(frame: Frame) -> Block | None:
    return block("table", rows=frame.inside) if frame.inside else None


def _cell(frame: Frame) -> dict[str, Any]:
    return {"header": frame.tag == "th", "text": text_of(frame)}


def _figure(frame: Frame) -> Block:
    text = text_of(frame)
    caption = plain(text) or None
    if "image" in frame.details:
        image, alt = frame.details["image"], frame.details["alt"]
        return block("figure", image=image, caption=caption, caption_text=text, alt=alt)
    url, provider = frame.details["url"], frame.details["provider"]
    return block("embed", url=url, provider=provider, caption=caption, caption_text=text)


def _pull_quote(frame: Frame) -> Block | None:
    text, attribution = text_of(frame), " ".join(frame.inside) or None
    if text:
        return block("pull_quote", text=text, attribution=attribution)
    # A speaker without words is no quote, yet no words are lost.
    return block("paragraph", text=[{"text": attribution, "marks": []}]) if attribution else None


def _cite(frame: Frame) -> str | None:
    lines = plain(text_of(frame)).split("\n")
    return " ".join([line for line in lines if line]) or None


_MAKERS: dict[str, Callable[[Frame], Any]] = {
    "p": _paragraph,
    "h2": _heading,
    "h3": _heading,
    "h4": _heading,
    "pre": _preformatted,
    "blockquote": _quote,
    "ul": _list,
    "ol": _list,
    "li": _inside,
    "table": _table,
    "tr": _inside,
    "td": _cell,
    "th": _cell,
    "figure": _figure,
    "aside": _pull_quote,
    "cite": _cite,
}
