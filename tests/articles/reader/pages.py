"""Reads a page of the reader as a browser would, and complains about what no page may have."""

from selectolax.lexbor import LexborHTMLParser

HEADINGS = "h1, h2, h3, h4"


def page_of(response, status=200):
    """Return the page, after what must hold for every page."""
    assert response.status_code == status, response.content
    page = LexborHTMLParser(response.content.decode())
    assert page.html.startswith("<!DOCTYPE html>") or response.content.startswith(
        b"<!doctype html>"
    )
    assert page.css_first("html").attributes["lang"]
    assert page.css_first("title").text(strip=True)
    assert page.css_first("meta[name=description]").attributes["content"]
    assert len(page.css("h1")) == len(page.css("main")) == 1
    assert all("alt" in image.attributes for image in page.css("img"))
    assert headings_descend(page)
    assert not page.css("script, style, [style], [onclick], iframe, base")
    assert all_ids_differ(page)
    return page


def headings_descend(page):
    """Say whether no heading skips a level on the way down."""
    levels = [int(heading.tag[1]) for heading in page.css(HEADINGS)]
    return all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def all_ids_differ(page):
    ids = [node.attributes["id"] for node in page.css("[id]")]
    return len(ids) == len(set(ids))


def texts(page, selector):
    """Return the text of every element, in order, with its white space collapsed."""
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page, selector):
    return [node.attributes["href"] for node in page.css(selector)]
