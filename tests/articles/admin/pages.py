"""Reads the admin's pages as a browser would: the form with what it shows, the errors, the messages."""

from typing import Any

from django.http import HttpResponseBase
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_source,
    make_tag,
    use_of,
)


def text_of(answer: HttpResponseBase) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def tree_of(answer: HttpResponseBase) -> HTMLParser:
    return HTMLParser(text_of(answer))


def sent_by(answer: HttpResponseBase, form: str = "article_form", **changes: Any) -> dict[str, Any]:
    """Return what the browser would send when nothing, or only `changes`, was typed."""
    found = tree_of(answer).css_first(f"form#{form}")
    assert found is not None
    sent: dict[str, Any] = {}
    for node in found.css("input, textarea, select"):
        name, value = node.attributes.get("name"), _value(node)
        if name and value is not None and not _is_in_template(node):
            # As browsers do: lines end with both characters.
            sent[name] = value.replace("\n", "\r\n")
    return sent | changes


def errors_of(answer: HttpResponseBase) -> dict[str, str]:
    """Return the error shown at each field, by the id of what stands beside it."""
    found = {}
    for errors in tree_of(answer).css("ul.errorlist"):
        place = errors.parent
        assert place is not None
        field = place.css_first("input[name], textarea[name], select[name]")
        found[field.attributes["name"] if field else "all"] = errors.text(strip=True)
    return found


def messages_of(answer: HttpResponseBase) -> list[str]:
    return [" ".join(node.text().split()) for node in tree_of(answer).css(".messagelist li")]


def make_full_draft() -> Any:
    """Return an article that says something in every field."""
    section = make_tag("World", "section")
    topic, writer = make_tag("Energy"), make_tag("Aida Omar", "contributor")
    source, pinned, image = make_source("Orda"), make_draft("Pinned"), make_image()
    citation = citation_of(
        source,
        role="quoted",
        url="https://orda.example/a",
        title="A report",
        published_at="2026-11-20T08:15:30.123456+05:00",
        accessed_at="2026-11-21T09:00:00+00:00",
        is_suggested=True,
    )
    body = (
        "<h2>Ice</h2>"
        f'<p><span data-citation-id="{citation["id"]}">Fourteen ships</span> wait &amp; see.</p>'
        f'<figure data-image-id="{image.id}"><figcaption>The pier</figcaption></figure>'
    )
    return make_draft(
        "Harbour freezes",
        kicker="Weather",
        list_headline="Harbour",
        standfirst="First line\nsecond line",
        byline="By our reporter",
        body=body,
        tags=[str(topic.id), str(section.id)],
        section=str(section.id),
        contributors=[{"tag": str(writer.id), "role": "photographer"}],
        lead_image=use_of(image, alt="A frozen pier", caption="Monday"),
        citations=[citation],
        pins=[str(pinned.id)],
        kind="brief",
        language="ru",
        slug="harbour-freezes",
        urgency=2,
        ai_use="assisted",
        seo_title="Harbour",
        seo_description="Ice in the harbour",
        canonical_url="https://news.example/harbour",
        embargo_until="2026-11-20T00:00:00.654321+00:00",
        published_at="2026-11-21T10:11:12.131415+03:00",
        external_source="wire",
        external_id="a/b:1",
    )


def _value(node: Node) -> str | None:
    attributes = node.attributes
    if node.tag == "textarea":
        return node.text().removeprefix("\n")
    if node.tag == "select":
        chosen = [option for option in node.css("option") if "selected" in option.attributes]
        options = chosen or node.css("option")[:1]
        return options[0].attributes.get("value", "") if options else None
    if attributes.get("type") in ("checkbox", "radio"):
        return attributes.get("value", "on") if "checked" in attributes else None
    return None if attributes.get("type") == "file" else attributes.get("value", "") or ""


def _is_in_template(node: Node) -> bool:
    return "__prefix__" in (node.attributes.get("name") or "")
