"""Figures, embeds, pull quotes and dividers: the start tags of blocks that editors insert."""

from typing import Any

from articles.body.addresses import embed_address, provider_of
from articles.body.frames import TEXT, Frame, block
from articles.body.identifiers import uuid_text
from articles.body.leftovers import kept_attributes, remark_attributes, remark_unknown
from articles.body.stack import Stack
from articles.body.tokens import Tag, attributes


def start_figure(stack: Stack, name: str, tag: Tag) -> None:
    """Open an image or an embed."""
    known = ("data-image-id", "data-alt", "data-embed-url", "data-embed-provider")
    found = kept_attributes(stack.remarks, name, tag, *known)
    if "data-image-id" in found:
        details = _image_details(stack, found, tag)
    elif "data-embed-url" in found:
        details = _embed_details(stack, found, tag)
    else:
        details = None
        remark_unknown(stack.remarks, name, tag.source)
    if details is None:
        stack.break_line()
        return
    stack.push(Frame("figure", TEXT, _above(stack, tag), [], [], details))


def _above(stack: Stack, tag: Tag) -> list[Any]:
    """Return where a block that is no text goes: out of the text around it, if there is any."""
    target = stack.place(tag.name)
    if target is not None:
        return target
    message = f"A <{tag.name}> inside other text was moved before it."
    stack.remarks.add("moved", message, tag.source)
    return stack.flow()


def _image_details(stack: Stack, found: dict[str, str], tag: Tag) -> dict[str, Any] | None:
    image = uuid_text(found["data-image-id"])
    if image is None:
        message = "A figure names no image of the library; only its text was kept."
        stack.remarks.add("bad_image_id", message, tag.source)
        return None
    return {"image": image, "alt": " ".join(found.get("data-alt", "").split()) or None}


def _embed_details(stack: Stack, found: dict[str, str], tag: Tag) -> dict[str, Any] | None:
    url = embed_address(found["data-embed-url"])
    if url is None:
        message = "An embed needs a complete https:// address; only its caption was kept."
        stack.remarks.add("bad_address", message, tag.source)
        return None
    provider, named = provider_of(url), found.get("data-embed-provider", "")
    if named and named != provider:
        message = f"The embed's address belongs to the provider “{provider}”, which is noted now."
        stack.remarks.add("rewritten", message, tag.source)
    return {"url": url, "provider": provider}


def start_figcaption(stack: Stack, name: str, tag: Tag) -> None:
    """Begin the caption, which is the text of the figure."""
    kept_attributes(stack.remarks, name, tag)
    stack.break_line()


def start_aside(stack: Stack, name: str, tag: Tag) -> None:
    """Open a pull quote."""
    found = kept_attributes(stack.remarks, name, tag, "data-pull-quote")
    if "data-pull-quote" not in found:
        remark_unknown(stack.remarks, name, tag.source)
        stack.break_line()
        return
    target = stack.place(name)
    if target is None:
        stack.flatten(name, tag.source)
    else:
        stack.push(Frame("aside", TEXT, target, pieces=[]))


def start_cite(stack: Stack, name: str, tag: Tag) -> None:
    """Open the attribution of a pull quote."""
    kept_attributes(stack.remarks, name, tag)
    around = stack.text_frame()
    if around is None or around.tag != "aside":
        remark_unknown(stack.remarks, name, tag.source)
        return
    stack.push(Frame("cite", TEXT, around.inside, pieces=[]))


def start_divider(stack: Stack, name: str, tag: Tag) -> None:
    """Add a divider."""
    kept_attributes(stack.remarks, name, tag)
    _above(stack, tag).append(block("divider"))


def start_image(stack: Stack, name: str, tag: Tag) -> None:
    """Report an image that is not of the library."""
    found = attributes(tag.rest)
    scripts = {key: value for key, value in found.items() if key.startswith("on")}
    remark_attributes(stack.remarks, name, scripts, tag.source)
    message = "An <img> was removed; add the picture to the library and insert it from there."
    stack.remarks.add("foreign_image", message, tag.source)
