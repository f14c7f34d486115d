"""A body, read once: all its forms and everything it says about itself."""

from collections.abc import Mapping
from functools import cached_property

from articles.body.figures import Images
from articles.body.frames import Block
from articles.body.identifiers import identify
from articles.body.markdown_writing import Markdown
from articles.body.markup import StoredHtml
from articles.body.measures import count_words
from articles.body.passages import Passage, map_marks, passages, texts, walk
from articles.body.plain_text import PlainText
from articles.body.public_html import PublicHtml
from articles.body.reading import read
from articles.body.references import is_empty, references
from articles.body.runs import Mark, ordered_marks, plain


class Document:
    """The blocks of a clean body and the forms that are made from them.

    `images` maps image ids to the public image shape. Read from it: alt, is_decorative, caption,
    credit, src (None while the file is awaited), srcset {avif, webp, jpeg} (ready srcset strings),
    width, height, disclosure {is_ai, label, ai_system}. A figure whose image is not in it is left out of every form.
    """

    def __init__(self, html: str, blocks: list[Block] | None = None) -> None:
        """Take a clean body; `blocks` are its blocks without ids, when they are known already."""
        self.stored_html = html
        self._read = blocks

    def blocks(self, images: Images | None = None) -> list[Block]:
        """Return the blocks; with `images`, without the figures whose image is not in it."""
        if images is None or all(image in images for image in self.image_ids()):
            return self._blocks
        return _without_missing(self._blocks, images)

    def html(self, images: Images) -> str:
        """Return the public HTML: finished figures, each with its AI label as text."""
        return PublicHtml(images).write(self._blocks)

    def markdown(self, images: Images) -> str:
        """Return CommonMark with tables and strikethrough; figures say their AI label."""
        return Markdown(images).write(self._blocks)

    def text(self, images: Images) -> str:
        """Return plain text; figures say their AI label."""
        return PlainText(images).write(self._blocks)

    def image_ids(self) -> tuple[str, ...]:
        """Return the ids of the images, each once, in order."""
        return references(self.stored_html).images

    def citation_ids(self) -> tuple[str, ...]:
        """Return the ids of the citations that mark passages, each once, in order."""
        return references(self.stored_html).citations

    def passages(self) -> list[Passage]:
        """Return the passages that citations support."""
        return passages(self._blocks) if self.citation_ids() else []

    def word_count(self) -> int:
        """Return the number of words; captions of this use count, credits and labels do not."""
        return sum(
            count_words(plain(runs)) for block in walk(self._blocks) for runs in texts(block)
        )

    def is_empty(self) -> bool:
        """Say whether there is nothing to read or see."""
        return is_empty(self.stored_html)

    @cached_property
    def _blocks(self) -> list[Block]:
        blocks = read(self.stored_html)[0] if self._read is None else self._read
        identify(blocks)
        return blocks


def parse(html: str) -> Document:
    """Return the document of a clean body; it is read when a form of it is first asked for."""
    return Document(html)


def with_citations(html: str, ids: Mapping[str, str | None]) -> str:
    """Return a clean body whose citation marks name other citations, or, for None, are gone.

    Marks of citations that `ids` does not name stay as they are.
    """
    blocks = read(html)[0]
    map_marks(blocks, lambda marks: _renamed(marks, ids))
    return StoredHtml().write(blocks)


def with_images(html: str, images: Mapping[str, str], *, keeps_words: bool) -> str:
    """Return a clean body whose figures show other images: `images` maps ids to ids.

    Their alternative texts and captions stay with `keeps_words`; without, the new image's own take their place.
    """
    blocks = read(html)[0]
    for block in walk(blocks):
        if block["type"] == "figure" and block["image"] in images:
            block["image"] = images[block["image"]]
            if not keeps_words:
                block |= {"alt": None, "caption": None, "caption_text": []}
    return StoredHtml().write(blocks)


def _renamed(marks: list[Mark], ids: Mapping[str, str | None]) -> list[Mark]:
    renamed = []
    for mark in marks:
        if mark["type"] != "citation":
            renamed.append(mark)
        elif citation := ids.get(mark["citation_id"], mark["citation_id"]):
            renamed.append({"type": "citation", "citation_id": citation})
    return ordered_marks(renamed)


def _without_missing(blocks: list[Block], images: Images) -> list[Block]:
    shown = [b for b in blocks if b["type"] != "figure" or b["image"] in images]
    return [_inner_without_missing(block, images) for block in shown]


def _inner_without_missing(block: Block, images: Images) -> Block:
    if "blocks" in block:
        return {**block, "blocks": _without_missing(block["blocks"], images)}
    if "items" in block:
        return {**block, "items": [_without_missing(item, images) for item in block["items"]]}
    return block
