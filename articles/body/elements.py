"""What each start tag does to the blocks and marks that are open."""

import re
from collections.abc import Callable
from typing import Any

from articles.body import inline, insertions
from articles.body.frames import FLAT, FLOW, ROLES, ROW, TABLE, TEXT, Frame
from articles.body.leftovers import kept_attributes, remark_unknown
from articles.body.stack import Stack
from articles.body.tokens import Tag
from articles.body.vocabulary import HEADING_LEVELS, LINE_STRANGERS, MARK_TYPES, TRANSPARENT

Start = Callable[[Stack, str, Tag], None]

_LIST_START = re.compile(r"[0-9]{1,6}")


def start_element(stack: Stack, name: str, tag: Tag) -> None:
    """Open what a start tag stands for; `name` is the tag's name with synonyms resolved."""
    _STARTS.get(name, _stranger)(stack, name, tag)


def end_element(stack: Stack, name: str) -> None:
    """Close what an end tag closes; one that closes nothing ends at most a line."""
    if name in _INLINE:
        _end_mark(stack, name)
    elif not stack.close(name) and name in _LINES:
        stack.break_line()


def _end_mark(stack: Stack, name: str) -> None:
    closed = stack.close_mark(name)
    if closed is None or closed.mark is None or closed.written < stack.written:
        return
    if len(closed.mark) > 1:  # It points somewhere: a link or a citation.
        message = f"A {closed.mark['type']} around no words was removed; put it around some."
        stack.remarks.add("empty_mark", message, next(iter(reversed(closed.mark.values()))))


# Blocks of text


def _text_block(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    target = stack.place(name)
    if target is None:
        stack.flatten(name, tag.source)
    else:
        stack.push(Frame(name, TEXT, target, pieces=[]))


def _preformatted(stack: Stack, name: str, tag: Tag) -> None:
    _text_block(stack, name, tag)
    stack.top.details["fresh"] = True


# Lists and quotes


def _container(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    _open_container(stack, name, tag, {})


def _open_container(stack: Stack, name: str, tag: Tag, details: dict[str, Any]) -> None:
    target = stack.place(name)
    if target is None:
        stack.flatten(name, tag.source)
    else:
        stack.push(Frame(name, ROLES[name], target, details=details))


def _ordered_list(stack: Stack, name: str, tag: Tag) -> None:
    found = kept_attributes(stack.remarks, name, tag, "start")
    start = found.get("start", "1").strip()
    if not _LIST_START.fullmatch(start):
        message = "A list can only start at a number from 0 to 999999; it starts at 1 now."
        stack.remarks.add("bad_list_start", message, tag.source)
        start = "1"
    _open_container(stack, name, tag, {"start": int(start)})


def _item(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    around = stack.nearest("ul", "ol")
    if around is None or (around.role is FLAT):
        if around is None:
            remark_unknown(stack.remarks, "li", tag.source)
        stack.break_line()
        return
    stack.close_above(around)
    stack.push(Frame("li", FLOW, around.inside))


# Tables


def _row(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    table = _table_around(stack, name, tag)
    if table is not None:
        _open_row(stack, table)


def _cell(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    table = _table_around(stack, name, tag)
    if table is None:
        return
    row = stack.nearest("tr", within=frozenset({"table"}))
    if row is None:
        row = _open_row(stack, table)
    stack.close_above(row)
    stack.push(Frame(name, TEXT, row.inside, pieces=[]))


def _table_around(stack: Stack, name: str, tag: Tag) -> Frame | None:
    """Return the table whose part starts here; a part without one, or inside text, is a line."""
    table = stack.nearest("table", within=frozenset())
    if table is not None and table.role is TABLE:
        return table
    if table is None:
        remark_unknown(stack.remarks, name, tag.source)
    stack.break_line()
    return None


def _open_row(stack: Stack, table: Frame) -> Frame:
    stack.close_above(table)
    row = Frame("tr", ROW, table.inside)
    stack.push(row)
    return row


# Other vocabularies


def _transparent(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    if name in _LINE_WRAPPERS:
        stack.break_line()


def _stranger(stack: Stack, name: str, tag: Tag) -> None:
    kept_attributes(stack.remarks, name, tag)
    remark_unknown(stack.remarks, tag.name, tag.source)
    if name in LINE_STRANGERS:
        stack.break_line()


_LINE_WRAPPERS = TRANSPARENT - {"font", "picture", "source", "wbr", "o:p"}

_STARTS: dict[str, Start] = {
    **dict.fromkeys(TRANSPARENT, _transparent),
    **dict.fromkeys(MARK_TYPES, inline.start_mark),
    **dict.fromkeys((f"h{level}" for level in HEADING_LEVELS), _text_block),
    "p": _text_block,
    "pre": _preformatted,
    "blockquote": _container,
    "ul": _container,
    "ol": _ordered_list,
    "li": _item,
    "table": _container,
    "tbody": _transparent,
    "tr": _row,
    "td": _cell,
    "th": _cell,
    "figure": insertions.start_figure,
    "figcaption": insertions.start_figcaption,
    "aside": insertions.start_aside,
    "cite": insertions.start_cite,
    "hr": insertions.start_divider,
    "img": insertions.start_image,
    "br": inline.start_line_break,
    "code": inline.start_code,
    "a": inline.start_link,
    "span": inline.start_span,
}

_INLINE = frozenset(MARK_TYPES)
_LINES = LINE_STRANGERS | _LINE_WRAPPERS | {"p", "figcaption"}
