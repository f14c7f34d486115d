"""The article body: one closed vocabulary, one gate, and every form derived from it.

Values in, values out; nothing here knows a database. `clean` is the way in, `parse` reads what was
stored once and for all its forms; the functions below are the same forms one at a time.
"""

from typing import Any

from articles.body.block_reading import from_blocks
from articles.body.document import Document, parse, with_citations, with_images
from articles.body.figures import Images, ImageWords
from articles.body.markdown_reading import from_markdown
from articles.body.measures import reading_minutes
from articles.body.passages import Passage
from articles.body.references import References, is_empty, references
from articles.body.refusal import MAX_CHARACTERS, BodyRefused
from articles.body.remarks import Remark
from articles.body.sanitiser import Cleaned, clean
from articles.body.vocabulary import allowed_attributes, editor_extensions

__all__ = [
    "MAX_CHARACTERS",
    "BodyRefused",
    "Cleaned",
    "Document",
    "ImageWords",
    "Images",
    "Passage",
    "References",
    "Remark",
    "allowed_attributes",
    "blocks",
    "clean",
    "editor_extensions",
    "from_blocks",
    "from_markdown",
    "is_empty",
    "parse",
    "passages",
    "reading_minutes",
    "references",
    "strip_citation",
    "to_html",
    "to_markdown",
    "to_text",
    "with_citations",
    "with_images",
    "word_count",
]


def blocks(html: str) -> list[dict[str, Any]]:
    """Return a clean body as blocks: `[{id, type, …}]`, as docs/body.md lists them."""
    return parse(html).blocks()


def to_html(html: str, images: Images) -> str:
    """Return a clean body as public HTML; `images` as `Document` says."""
    return parse(html).html(images)


def to_markdown(html: str, images: Images) -> str:
    """Return a clean body as Markdown; `images` as `Document` says."""
    return parse(html).markdown(images)


def to_text(html: str, images: Images) -> str:
    """Return a clean body as plain text; `images` as `Document` says."""
    return parse(html).text(images)


def passages(html: str) -> list[Passage]:
    """Return the passages of a clean body that citations support."""
    return parse(html).passages()


def word_count(html: str) -> int:
    """Return the number of words in a clean body."""
    return parse(html).word_count()


def strip_citation(html: str, citation_id: str) -> str:
    """Return a clean body without the marks of a citation; the words stay."""
    return with_citations(html, {citation_id: None})
