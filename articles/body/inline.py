"""Marks and line breaks: the start tags inside text."""

from articles.body.addresses import link_address
from articles.body.identifiers import uuid_text
from articles.body.leftovers import kept_attributes
from articles.body.stack import Stack
from articles.body.tokens import Tag
from articles.body.vocabulary import MARK_TYPES


def start_line_break(stack: Stack, name: str, tag: Tag) -> None:
    """Add a hard line break."""
    kept_attributes(stack.remarks, name, tag)
    stack.add_text(stack.top, "\n")


def start_mark(stack: Stack, name: str, tag: Tag) -> None:
    """Open a mark that is only its name."""
    kept_attributes(stack.remarks, name, tag)
    stack.open_mark(name, {"type": MARK_TYPES[name]})


def start_code(stack: Stack, name: str, tag: Tag) -> None:
    """Open computer text; inside preformatted text the element says nothing more."""
    around = stack.text_frame()
    if around is None or around.tag != "pre":
        start_mark(stack, name, tag)
        return
    around.details.pop("fresh", None)
    kept_attributes(stack.remarks, name, tag)


def start_link(stack: Stack, name: str, tag: Tag) -> None:
    """Open a link."""
    stack.close_mark("a")
    found = kept_attributes(stack.remarks, name, tag, "href")
    mark = None
    if "href" in found:
        address = link_address(found["href"])
        if address:
            mark = {"type": "link", "href": address}
        else:
            message = (
                "A link was removed: its address must be a complete http, https or mailto one."
            )
            stack.remarks.add("bad_address", message, tag.source)
    stack.open_mark("a", mark)


def start_span(stack: Stack, name: str, tag: Tag) -> None:
    """Open a citation, or a span that says nothing."""
    found = kept_attributes(stack.remarks, name, tag, "data-citation-id")
    mark = None
    if "data-citation-id" in found:
        citation = uuid_text(found["data-citation-id"])
        if citation:
            mark = {"type": "citation", "citation_id": citation}
        else:
            message = "A citation mark was removed: it names no citation of the article."
            stack.remarks.add("bad_citation_id", message, tag.source)
    stack.open_mark("span", mark)
