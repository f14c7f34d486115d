"""Blocks from outside to clean HTML: what the API's readers get is what its writers may send."""

from collections.abc import Callable
from typing import Any

from articles.body.frames import Block
from articles.body.identifiers import uuid_text
from articles.body.markup import StoredHtml
from articles.body.refusal import MAX_DEPTH, BodyRefused, admit, refuse_depth
from articles.body.sanitiser import clean
from articles.body.vocabulary import BLOCKS, HEADING_LEVELS, MARK_RANKS

_MAX_LIST_START = 999_999
_MARK_DETAILS = {"link": "href", "citation": "citation_id"}
_BLOCK_TYPES = ", ".join(word.type for word in BLOCKS)


def from_blocks(blocks: Any) -> str:
    """Return the clean HTML of blocks in the shape that `blocks` returns; ids are not read.

    Raises `BodyRefused` with the place and the reason for anything that a body cannot say: blocks
    come from programs, so nothing is mended on the way.
    """
    html = StoredHtml().write(_blocks(blocks, "blocks", 0))
    admit(html)
    cleaned = clean(html)
    if cleaned.problems:
        problem = cleaned.problems[0]
        raise BodyRefused(f"{problem.message} It is about: {problem.excerpt}")
    return cleaned.html


def _blocks(value: Any, place: str, depth: int) -> list[Block]:
    if depth > MAX_DEPTH:
        raise refuse_depth()
    return [_block(block, f"{place}[{i}]", depth) for i, block in enumerate(_list(value, place))]


def _block(value: Any, place: str, depth: int) -> Block:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise BodyRefused(f"{place} is no block: a block is an object with a type.")
    read = _READERS.get(value["type"])
    if read is None:
        raise BodyRefused(f"{place} has an unknown type; a block is one of {_BLOCK_TYPES}.")
    fields = {name: content for name, content in value.items() if name not in ("id", "type")}
    block = read(fields, place, depth)
    for name in fields:
        if name not in block:
            raise BodyRefused(f"{place}.{name} is unknown; a {value['type']} has no such field.")
    return {"type": value["type"], **block}


def _text_block(fields: Block, place: str, depth: int) -> Block:
    return {"text": _runs(fields.get("text"), f"{place}.text")}


def _heading(fields: Block, place: str, depth: int) -> Block:
    if type(fields.get("level")) is not int or fields["level"] not in HEADING_LEVELS:
        raise BodyRefused(f"{place}.level must be 2, 3 or 4.")
    return {"level": fields["level"], **_text_block(fields, place, depth)}


def _preformatted(fields: Block, place: str, depth: int) -> Block:
    block = _text_block(fields, place, depth)
    if any(run["marks"] for run in block["text"]):
        raise BodyRefused(f"{place}.text has marks; preformatted text has none.")
    return block


def _list_block(fields: Block, place: str, depth: int) -> Block:
    style, start = fields.get("style"), fields.get("start")
    if style not in ("ordered", "bullet"):
        raise BodyRefused(f"{place}.style must be “ordered” or “bullet”.")
    if style == "bullet" and start is not None:
        raise BodyRefused(f"{place}.start must be null; only ordered lists have a first number.")
    if style == "ordered":
        start = 1 if start is None else start
        if type(start) is not int or not 0 <= start <= _MAX_LIST_START:
            raise BodyRefused(f"{place}.start must be a number from 0 to {_MAX_LIST_START}.")
    items = enumerate(_list(fields.get("items"), f"{place}.items"))
    read = [_blocks(item, f"{place}.items[{i}]", depth + 1) for i, item in items]
    return {"style": style, "start": start, "items": read}


def _quote(fields: Block, place: str, depth: int) -> Block:
    return {"blocks": _blocks(fields.get("blocks"), f"{place}.blocks", depth + 1)}


def _table(fields: Block, place: str, depth: int) -> Block:
    rows = enumerate(_list(fields.get("rows"), f"{place}.rows"))
    return {"rows": [_row(row, f"{place}.rows[{i}]") for i, row in rows]}


def _row(value: Any, place: str) -> list[Block]:
    return [_cell(cell, f"{place}[{i}]") for i, cell in enumerate(_list(value, place))]


def _cell(value: Any, place: str) -> Block:
    if not isinstance(value, dict) or set(value) != {"header", "text"}:
        raise BodyRefused(f"{place} must be an object with header and text.")
    if not isinstance(value["header"], bool):
        raise BodyRefused(f"{place}.header must be true or false.")
    return {"header": value["header"], "text": _runs(value["text"], f"{place}.text")}


def _divider(fields: Block, place: str, depth: int) -> Block:
    return {}


def _figure(fields: Block, place: str, depth: int) -> Block:
    image = uuid_text(_string(fields.get("image"), f"{place}.image"))
    if image is None:
        raise BodyRefused(f"{place}.image must be the id of an image of the library.")
    alt = _optional_string(fields.get("alt"), f"{place}.alt")
    return {"image": image, "alt": alt, **_caption(fields, place)}


def _embed(fields: Block, place: str, depth: int) -> Block:
    url = _string(fields.get("url"), f"{place}.url")
    provider = _optional_string(fields.get("provider"), f"{place}.provider") or ""
    return {"url": url, "provider": provider, **_caption(fields, place)}


def _caption(fields: Block, place: str) -> Block:
    """Read a caption: as text, or as runs; as both only when they say the same."""
    caption = _optional_string(fields.get("caption"), f"{place}.caption")
    if fields.get("caption_text") is None:
        return {"caption": caption, "caption_text": _unmarked(caption)}
    runs = _runs(fields["caption_text"], f"{place}.caption_text")
    if "caption" in fields and "".join(run["text"] for run in runs) != (caption or ""):
        raise BodyRefused(f"{place}.caption and caption_text differ; send one of them.")
    return {"caption": caption, "caption_text": runs}


def _unmarked(text: str | None) -> list[Block]:
    return [{"text": text, "marks": []}] if text else []


def _pull_quote(fields: Block, place: str, depth: int) -> Block:
    attribution = _optional_string(fields.get("attribution"), f"{place}.attribution")
    return {**_text_block(fields, place, depth), "attribution": attribution}


def _runs(value: Any, place: str) -> list[Block]:
    return [_run(run, f"{place}[{i}]") for i, run in enumerate(_list(value, place))]


def _run(value: Any, place: str) -> Block:
    if not isinstance(value, dict) or not set(value) <= {"text", "marks"}:
        raise BodyRefused(f"{place} must be an object with text and marks.")
    marks = enumerate(_list(value.get("marks", []), f"{place}.marks"))
    return {
        "text": _string(value.get("text"), f"{place}.text"),
        "marks": [_mark(mark, f"{place}.marks[{i}]") for i, mark in marks],
    }


def _mark(value: Any, place: str) -> dict[str, str]:
    if not isinstance(value, dict) or value.get("type") not in MARK_RANKS:
        raise BodyRefused(f"{place} is no mark; a mark is one of {', '.join(MARK_RANKS)}.")
    detail = _MARK_DETAILS.get(value["type"])
    expected = {"type", detail} if detail else {"type"}
    if set(value) != expected:
        raise BodyRefused(f"{place} must have {' and '.join(sorted(expected))}, and no more.")
    if detail:
        _string(value[detail], f"{place}.{detail}")
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise BodyRefused(f"{place} must be a list.")
    return value


def _string(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise BodyRefused(f"{place} must be a text.")
    return value


def _optional_string(value: Any, place: str) -> str | None:
    return None if value is None else _string(value, place)


_READERS: dict[str, Callable[[Block, str, int], Block]] = {
    "paragraph": _text_block,
    "heading": _heading,
    "list": _list_block,
    "quote": _quote,
    "preformatted": _preformatted,
    "table": _table,
    "divider": _divider,
    "figure": _figure,
    "embed": _embed,
    "pull_quote": _pull_quote,
}
