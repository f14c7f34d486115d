"""Where the marks of a body are: the passages that citations support."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from articles.body.frames import Block
from articles.body.runs import Run, plain, tidy


class Passage(NamedTuple):
    """A passage that a citation supports: `quote` is characters `start` to `end` of a block's text.

    Characters are Unicode code points. The text of a table is its cells one after the other, that
    of a figure or an embed its caption.
    """

    citation: str
    block: str
    start: int
    end: int
    quote: str


def walk(blocks: list[Block]) -> Iterator[Block]:
    """Yield every block, those inside lists and quotes after the one that holds them."""
    for block in blocks:
        yield block
        for inner in _inside(block):
            yield from walk(inner)


def texts(block: Block) -> list[list[Run]]:
    """Return the texts of one block without its inner blocks: one list of runs, or one a cell."""
    if "text" in block:
        return [block["text"]]
    if "caption_text" in block:
        return [block["caption_text"]]
    return [cell["text"] for row in block.get("rows", ()) for cell in row]


def passages(blocks: list[Block]) -> list[Passage]:
    """Return every stretch of text that carries a citation mark, in reading order."""
    found: list[Passage] = []
    for block in walk(blocks):
        runs = [run for text in texts(block) for run in text]
        if any(_cited(run) for run in runs):
            found.extend(_passages_of(block["id"], runs))
    return found


def map_marks(blocks: list[Block], change: Callable[[list[dict[str, str]]], list[Any]]) -> None:
    """Change the marks of every run in place; neighbours that become alike become one."""
    for block in walk(blocks):
        for runs in texts(block):
            if block["type"] != "preformatted":
                runs[:] = tidy([(run["text"], change(run["marks"])) for run in runs])


def _inside(block: Block) -> list[list[Block]]:
    if "blocks" in block:
        return [block["blocks"]]
    items: list[list[Block]] = block.get("items", [])
    return items


def _cited(run: Run) -> list[str]:
    return [mark["citation_id"] for mark in run["marks"] if mark["type"] == "citation"]


def _passages_of(block_id: str, runs: list[Run]) -> list[Passage]:
    text = plain(runs)
    open_: dict[str, int] = {}
    found: list[tuple[str, int, int]] = []
    position = 0
    for cited, length in [*((_cited(run), len(run["text"])) for run in runs), ([], 0)]:
        ended = [citation for citation in open_ if citation not in cited]
        found += [(citation, open_.pop(citation), position) for citation in ended]
        for citation in cited:
            open_.setdefault(citation, position)
        position += length
    found.sort(key=lambda passage: passage[1])
    return [Passage(cited, block_id, start, end, text[start:end]) for cited, start, end in found]
