"""The open blocks and marks while a body is read: where a new block may go, what a tag closes."""

from typing import Any, NamedTuple

from articles.body.frames import FLAT, FLOW, LIST, ROLES, TEXT, Block, Frame, finish
from articles.body.refusal import MAX_DEPTH, BodyRefused, refuse_depth
from articles.body.remarks import Remarks
from articles.body.runs import Mark, ordered_marks

MAX_CITATIONS_ON_A_PASSAGE = 10
HEADINGS = frozenset({"h2", "h3", "h4"})
# Text blocks that the next block closes; the others swallow it as lines of their text.
_CLOSED_BY_BLOCKS = HEADINGS | {"p"}
_CELLS = frozenset({"td", "th"})
_TABLE_PARTS = frozenset({"table", "tr", "td", "th"})
_BETWEEN_CELLS = "What stood between the cells of a table was moved before the table."


class OpenMark(NamedTuple):
    """An inline element that is open: its mark (None for one that says nothing), where it began."""

    tag: str
    mark: Mark | None
    depth: int
    written: int


class Stack:
    """Open frames, innermost last, and open marks; `blocks` is the body, as far as it is read.

    `written` counts the characters read so far: a mark that closes where it opened is empty.
    """

    def __init__(self) -> None:
        self.remarks = Remarks()
        self.blocks: list[Block] = []
        self.frames: list[Frame] = [Frame("body", FLOW, [], self.blocks)]
        self.open_marks: list[OpenMark] = []
        self.marks: list[Mark] = []
        self.written = 0

    @property
    def top(self) -> Frame:
        """The innermost open frame."""
        return self.frames[-1]

    def text_frame(self) -> Frame | None:
        """Return the text block that is open at the top, if one is."""
        frame = next(frame for frame in reversed(self.frames) if frame.role is not FLAT)
        return frame if frame.role is TEXT else None

    def flow(self) -> list[Block]:
        """Return the blocks of the nearest frame that holds blocks."""
        return next(frame.inside for frame in reversed(self.frames) if frame.role is FLOW)

    def push(self, frame: Frame) -> None:
        """Open a frame."""
        self._check_depth()
        self.frames.append(frame)

    def place(self, tag: str) -> list[Any] | None:
        """Make room for a block and return where it goes; None where it can only become text."""
        if self.frames[-1].role is FLOW:
            return self.frames[-1].inside
        text = self.text_frame()
        if text is not None:
            if text.tag not in _CLOSED_BY_BLOCKS or (tag == "p" and text.tag in HEADINGS):
                return None
            self.close_down_to(text)
        if self.top.role is LIST:
            self._open_item()
        if self.top.role is FLOW:
            return self.top.inside
        self.remarks.add("moved", _BETWEEN_CELLS, f"<{tag}>")
        return self.flow()

    def flatten(self, tag: str, source: str) -> None:
        """Open a block that can only be lines of the text around it; paragraphs lose nothing."""
        if tag != "p":
            message = f"A <{tag}> inside other text became plain lines; put it outside."
            self.remarks.add("flattened", message, source)
        self.break_line()
        self.push(Frame(tag, FLAT, [], pieces=self.top.pieces))

    def break_line(self) -> None:
        """End a paragraph, or a line of any other text block."""
        text = self.text_frame()
        if text is None:
            return
        if text.tag == "p":
            self.close_down_to(text)
        elif text.pieces and not text.pieces[-1][0].endswith("\n"):
            self.add_text(text, "\n")

    def add_text(self, frame: Frame, text: str) -> None:
        """Add text with the open marks to a frame that holds text."""
        self.written += len(text)
        if frame.pieces is not None:
            frame.pieces.append((text, self.marks))

    def close(self, tag: str) -> bool:
        """Close the nearest open block of this element; False when none can be closed from here."""
        for frame in reversed(self.frames):
            if frame.tag == tag and frame is not self.frames[0]:
                self.close_down_to(frame)
                return True
            if _shields(frame.tag, tag):
                return False
        return False

    def close_down_to(self, frame: Frame) -> None:
        """Close a frame and everything opened in it."""
        while True:
            closing = self.frames.pop()
            if self.open_marks:
                self._drop_marks_opened_inside()
            finish(closing)
            if closing.role is FLAT:
                self.break_line()
            if closing is frame:
                return

    def close_above(self, frame: Frame) -> None:
        """Close everything opened in a frame, and leave the frame open."""
        while self.top is not frame:
            self.close_down_to(self.top)

    def nearest(self, *roles_or_tags: str, within: frozenset[str] = _CELLS) -> Frame | None:
        """Return the nearest frame of one of these elements, not looking outside `within`."""
        for frame in reversed(self.frames):
            if frame.tag in roles_or_tags:
                return frame
            if frame.tag in within:
                return None
        return None

    def open_mark(self, tag: str, mark: Mark | None) -> None:
        """Open an inline element."""
        self._check_depth()
        self.open_marks.append(OpenMark(tag, mark, len(self.frames), self.written))
        self._set_marks()

    def close_mark(self, tag: str) -> OpenMark | None:
        """Close the nearest open inline element of this name and return it."""
        for index in range(len(self.open_marks) - 1, -1, -1):
            if self.open_marks[index].tag == tag:
                closed = self.open_marks.pop(index)
                self._set_marks()
                return closed
        return None

    def _open_item(self) -> None:
        """Open the list item for a block that stands in a list without one.

        It belongs to the item before it: old editors write nested lists like that.
        """
        items = self.top.inside
        self.push(Frame("li", ROLES["li"], items, items.pop() if items else []))

    def _drop_marks_opened_inside(self) -> None:
        depth, before = len(self.frames), len(self.open_marks)
        while self.open_marks and self.open_marks[-1].depth > depth:
            self.open_marks.pop()
        if len(self.open_marks) != before:
            self._set_marks()

    def _set_marks(self) -> None:
        self.marks = ordered_marks([open_.mark for open_ in self.open_marks if open_.mark])
        if len(self.marks) > MAX_CITATIONS_ON_A_PASSAGE:
            citations = [mark for mark in self.marks if mark["type"] == "citation"]
            if len(citations) > MAX_CITATIONS_ON_A_PASSAGE:
                raise BodyRefused(
                    f"A passage carries {len(citations)} citations; "
                    f"the limit is {MAX_CITATIONS_ON_A_PASSAGE}. Cite fewer sources for it."
                )

    def _check_depth(self) -> None:
        if len(self.frames) + len(self.open_marks) > MAX_DEPTH:
            raise refuse_depth()


def _shields(tag: str, closing: str) -> bool:
    """Say whether an end tag inside this element ends nothing outside it."""
    if tag in _CELLS:
        return closing not in _TABLE_PARTS
    return tag == "table" or (closing == "li" and tag in ("ul", "ol"))
