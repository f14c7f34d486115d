"""Blocks to clean HTML: the stored form, canonical to the byte."""

from typing import Any

from articles.body.frames import Block
from articles.body.runs import Mark, Run, plain
from articles.body.vocabulary import MARK_ELEMENTS


class StoredHtml:
    """Writes blocks as they are stored: one method for each block of the vocabulary."""

    def write(self, blocks: list[Block]) -> str:
        """Return blocks as HTML; equal blocks give equal bytes."""
        return "".join([getattr(self, "write_" + block["type"])(block) for block in blocks])

    def write_paragraph(self, block: Block) -> str:
        """<p>text</p>"""
        return f"<p>{write_runs(block['text'])}</p>"

    def write_heading(self, block: Block) -> str:
        """<h2>text</h2>"""
        level = block["level"]
        return f"<h{level}>{write_runs(block['text'])}</h{level}>"

    def write_list(self, block: Block) -> str:
        """<ol start="3"><li>blocks</li></ol>"""
        items = "".join([f"<li>{self.write(item)}</li>" for item in block["items"]])
        if block["style"] == "bullet":
            return f"<ul>{items}</ul>"
        start = "" if block["start"] == 1 else f' start="{block["start"]}"'
        return f"<ol{start}>{items}</ol>"

    def write_quote(self, block: Block) -> str:
        """<blockquote>blocks</blockquote>"""
        return f"<blockquote>{self.write(block['blocks'])}</blockquote>"

    def write_preformatted(self, block: Block) -> str:
        """<pre><code>text</code></pre>"""
        return f"<pre><code>{escape_text(plain(block['text']))}</code></pre>"

    def write_table(self, block: Block) -> str:
        """<table><tbody><tr><th><p>text</p></th></tr></tbody></table>"""
        rows = "".join(
            [f"<tr>{''.join([_cell(cell) for cell in row])}</tr>" for row in block["rows"]]
        )
        return f"<table><tbody>{rows}</tbody></table>"

    def write_divider(self, block: Block) -> str:
        """<hr>"""
        return "<hr>"

    def write_figure(self, block: Block) -> str:
        """<figure data-image-id="id" data-alt="alt"><figcaption>text</figcaption></figure>"""
        alt = f' data-alt="{escape_attribute(block["alt"])}"' if block["alt"] else ""
        image = escape_attribute(block["image"])
        return f'<figure data-image-id="{image}"{alt}>{_caption(block)}</figure>'

    def write_embed(self, block: Block) -> str:
        """<figure data-embed-url="url" data-embed-provider="name"><figcaption>…</figure>"""
        return f"<figure{embed_attributes(block)}>{_caption(block)}</figure>"

    def write_pull_quote(self, block: Block) -> str:
        """<aside data-pull-quote=""><p>text</p><p><cite>attribution</cite></p></aside>"""
        attribution = block["attribution"]
        cite = f"<p><cite>{escape_text(attribution)}</cite></p>" if attribution else ""
        return f'<aside data-pull-quote=""><p>{write_runs(block["text"])}</p>{cite}</aside>'


def escape_text(text: str) -> str:
    """Return a text as HTML content, escaped as the HTML standard serialises it."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def escape_attribute(value: str) -> str:
    """Return a text as the value of an attribute in double quotes."""
    return escape_text(value).replace('"', "&quot;")


def write_runs(runs: list[Run]) -> str:
    """Return runs as HTML: marks nested in their order, none closed that goes on."""
    if len(runs) == 1 and not runs[0]["marks"]:
        return _text(runs[0]["text"])
    parts: list[str] = []
    open_: list[Mark] = []
    for run in runs:
        marks = run["marks"]
        if marks != open_:
            _change_marks(parts, open_, marks)
            open_ = marks
        parts.append(_text(run["text"]))
    _change_marks(parts, open_, [])
    return "".join(parts)


def opening_tag(mark: Mark) -> str:
    """Return the start tag of a mark."""
    type_ = mark["type"]
    if type_ == "link":
        return f'<a href="{escape_attribute(mark["href"])}">'
    if type_ == "citation":
        return f'<span data-citation-id="{escape_attribute(mark["citation_id"])}">'
    return f"<{MARK_ELEMENTS[type_]}>"


def closing_tag(mark: Mark) -> str:
    """Return the end tag of a mark."""
    return f"</{MARK_ELEMENTS[mark['type']]}>"


def _text(text: str) -> str:
    return escape_text(text).replace("\n", "<br>")


def _change_marks(parts: list[str], old: list[Mark], new: list[Mark]) -> None:
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    parts.extend(closing_tag(mark) for mark in reversed(old[shared:]))
    parts.extend(opening_tag(mark) for mark in new[shared:])


def _cell(cell: dict[str, Any]) -> str:
    tag = "th" if cell["header"] else "td"
    return f"<{tag}><p>{write_runs(cell['text'])}</p></{tag}>"


def embed_attributes(block: Block) -> str:
    """Return an embed's address and provider as attributes."""
    url, provider = escape_attribute(block["url"]), escape_attribute(block["provider"])
    return f' data-embed-url="{url}" data-embed-provider="{provider}"'


def _caption(block: Block) -> str:
    runs = block["caption_text"]
    return f"<figcaption>{write_runs(runs)}</figcaption>" if runs else ""
