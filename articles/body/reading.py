"""HTML to blocks: every word of the vocabulary is kept, everything else is reported.

The reader takes any HTML, our own clean form and what is pasted from elsewhere alike, in one pass.
It keeps the text of elements it does not know, and it never copies markup: blocks are values.
"""

from articles.body.elements import end_element, start_element
from articles.body.frames import TEXT, Block, Frame
from articles.body.leftovers import remark_removed
from articles.body.remarks import Remark
from articles.body.runs import collapse
from articles.body.stack import Stack
from articles.body.tokens import SPACE, Removed, Tag, Unfinished, text_value, tokens
from articles.body.vocabulary import SYNONYMS

_WITHOUT_MARKS = {"pre": "preformatted text", "cite": "the attribution of a pull quote"}


def read(html: str) -> tuple[list[Block], list[Remark]]:
    """Return the blocks that an HTML text says, without ids, and what it could not keep.

    Raises `BodyRefused` when the markup is nested too deep.
    """
    stack = Stack()
    for token in tokens(html):
        if isinstance(token, str):
            _take_text(stack, text_value(token))
        elif isinstance(token, Tag):
            _take_tag(stack, token)
        else:
            _take_oddity(stack, token)
    if len(stack.frames) > 1:
        stack.close_down_to(stack.frames[1])
    return stack.blocks, stack.remarks.all()


def _take_tag(stack: Stack, tag: Tag) -> None:
    name = SYNONYMS.get(tag.name, tag.name)
    if tag.closing:
        end_element(stack, name)
    else:
        start_element(stack, name, tag)


def _take_oddity(stack: Stack, token: Removed | Unfinished) -> None:
    if isinstance(token, Removed):
        remark_removed(stack.remarks, token.name, token.source)
        return
    message = "A tag never ends, so it was kept as text. Write &lt; for a plain “<”."
    stack.remarks.add("unfinished_tag", message, token.source)
    _take_text(stack, text_value(token.source))


def _take_text(stack: Stack, text: str) -> None:
    frame = stack.top
    if frame.pieces is None:
        if not text.strip(SPACE):
            return
        frame = _open_paragraph(stack)
    around = frame if frame.role is TEXT else stack.text_frame()
    if around and around.tag in _WITHOUT_MARKS:
        _take_bare_text(stack, around, text)
    else:
        stack.add_text(frame, collapse(text))


def _take_bare_text(stack: Stack, frame: Frame, text: str) -> None:
    if stack.marks:
        where = _WITHOUT_MARKS[frame.tag]
        message = f"Marks (bold, links, citations …) were removed from {where}."
        stack.remarks.add("marks_removed", message, text)
    if frame.tag == "pre":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if frame.details.pop("fresh", False):
            text = text.removeprefix("\n")  # HTML drops a line end right after <pre>.
    else:
        text = collapse(text)
    stack.written += len(text)
    if frame.pieces is not None:
        frame.pieces.append((text, []))


def _open_paragraph(stack: Stack) -> Frame:
    target = stack.place("p")
    frame = Frame("p", TEXT, stack.flow() if target is None else target, pieces=[])
    stack.push(frame)
    return frame
