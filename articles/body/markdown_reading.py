"""Markdown to clean HTML: CommonMark with tables and strikethrough, through the same gate."""

from markdown_it import MarkdownIt

from articles.body.refusal import BodyRefused, admit
from articles.body.sanitiser import Cleaned, clean

MAX_CHARACTERS = 300_000
# The parser looks for the end of every bracket anew, through the whole text if need be: brackets
# times characters is what it costs, and this many cost it about a second.
MAX_BRACKET_SEARCH = 100_000_000
_MAX_NESTING = 100


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    # Addresses are judged by the gate, once and for every door, and are not rewritten on the way.
    reader.normalizeLink = _as_it_is  # type: ignore[method-assign]
    reader.validateLink = _leave_to_the_gate  # type: ignore[method-assign]
    return reader.enable(["table", "strikethrough"])


def _as_it_is(url: str) -> str:
    return url


def _leave_to_the_gate(url: str) -> bool:
    return True


_READER = _reader()


def from_markdown(markdown: str) -> Cleaned:
    """Return the clean HTML that a Markdown text says; HTML in it passes the same gate.

    Raises `BodyRefused` as `clean` does, and for more than 300,000 characters.
    """
    admit(markdown)
    if len(markdown) > MAX_CHARACTERS:
        raise BodyRefused(
            f"The Markdown has {len(markdown):,} characters; the limit is {MAX_CHARACTERS:,}."
        )
    brackets = markdown.count("[")
    if brackets * len(markdown) > MAX_BRACKET_SEARCH:
        raise BodyRefused(
            f"The Markdown opens {brackets:,} square brackets, too many for its length. "
            "Send it in parts, or as HTML."
        )
    return clean(_READER.render(markdown))
