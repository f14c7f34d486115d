"""Clean bodies whose parts are known: an editor changes a paragraph, and the other thirty were read a moment ago.

A body is cut at its outermost paragraphs and headings. Nothing is open between two of them, so no part says anything
about another: where each is clean to the byte by itself, so is the whole, and its blocks are theirs.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from articles.body.frames import Block

Reader = Callable[[str], tuple[Block, ...] | None]

_LONGEST = 100_000
_LONGEST_PART = 4_000
_MOST_PARTS = 8_192
_CONTAINERS = "ul|ol|blockquote|aside|figure|table|pre"
# A paragraph, a heading, or everything from one of them to the next. A list in a list ends such a part too early: it is
# not clean by itself then, and the body is read as a whole.
_PART = re.compile(
    r"<(p|h[2-4])>[^<]*+(?:<(?!/?(?:p|h[2-4])>)[^<]*+)*+</\1>"
    rf"|(?:<hr>|<({_CONTAINERS})(?=[ >]).*?</\2>)+",
    re.DOTALL,
)


def remembering(read_part: Reader) -> Callable[[str], list[Block] | None]:
    """Return a reader of whole bodies that reads each part once.

    `read_part` returns the blocks of a text that is clean to the byte, else None; so does the reader of bodies, for
    those that it can cut into such parts.
    """
    remembered = lru_cache(maxsize=_MOST_PARTS)(read_part)

    def read_body(html: str) -> list[Block] | None:
        if len(html) > _LONGEST:
            return None
        blocks: list[Block] = []
        for part in _parts(html):
            found = remembered(part) if len(part) <= _LONGEST_PART else read_part(part)
            if found is None:
                return None
            # Whoever asks gives the blocks their ids.
            blocks += [_copied(block) for block in found]
        return blocks

    return read_body


def _parts(html: str) -> Iterator[str]:
    at = 0
    for match in _PART.finditer(html):
        if match.start() > at:
            yield html[at : match.start()]
        yield match[0]
        at = match.end()
    if at < len(html):
        yield html[at:]


def _copied(block: Block) -> Block:
    """Return a block that can be given an id, inner blocks too, beside the remembered one."""
    if "blocks" in block:
        return {**block, "blocks": [_copied(inner) for inner in block["blocks"]]}
    if "items" in block:
        return {**block, "items": [[_copied(inner) for inner in item] for item in block["items"]]}
    return {**block}
