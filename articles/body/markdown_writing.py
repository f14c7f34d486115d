"""Blocks to Markdown: CommonMark with tables, strikethrough and, for other marks, HTML."""

import re

from articles.body.figures import Images, figure_words
from articles.body.frames import Block
from articles.body.markdown_inline import destination, escape, write_line, write_lines
from articles.body.plain_text import DASH, prefix_lines
from articles.body.runs import Run, plain

_BULLETS = "-*"
_AFTER_NUMBERS = ".)"
_BACKTICKS = re.compile(r"`{3,}")
_HARD_BREAK = "\\\n"


class Markdown:
    """Writes blocks as Markdown. A figure whose image is not in `images` is left out."""

    def __init__(self, images: Images) -> None:
        self.images = images

    def write(self, blocks: list[Block], between: str = "\n\n") -> str:
        """Return blocks as Markdown; two lists side by side get different markers."""
        parts: list[str] = []
        style, odd = "", False
        for block in blocks:
            if block["type"] == "list":
                odd = not odd if block["style"] == style else False
                style = block["style"]
                parts.append(self._list(block, int(odd)))
            elif text := self._block(block):
                style = ""
                parts.append(text)
        return between.join(parts)

    def write_paragraph(self, block: Block) -> str:
        """The text."""
        return write_lines(block["text"])

    def write_heading(self, block: Block) -> str:
        """## text"""
        return f"{'#' * block['level']} {write_line(block['text'])}"

    def write_quote(self, block: Block) -> str:
        """> blocks"""
        return prefix_lines(self.write(block["blocks"]), "> ", "> ")

    def write_preformatted(self, block: Block) -> str:
        """A fence longer than any in the text."""
        text = plain(block["text"])
        fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=2) + 1)
        return f"{fence}\n{text}\n{fence}"

    def write_table(self, block: Block) -> str:
        """A table; its header row is the first row if all cells of it are headers, else empty."""
        rows = [[write_line(cell["text"]) for cell in row] for row in block["rows"]]
        columns = max(map(len, rows))
        if not all(cell["header"] for cell in block["rows"][0]):
            rows.insert(0, [])
        rows = [row + [""] * (columns - len(row)) for row in rows]
        rows.insert(1, ["---"] * columns)
        return "\n".join([f"| {' | '.join(row)} |" for row in rows])

    def write_divider(self, block: Block) -> str:
        """Underscores: hyphens and asterisks would start a list inside a list."""
        return "___"

    def write_figure(self, block: Block) -> str:
        """![alt](src), and below it: caption — credit — AI label"""
        image = self.images.get(block["image"])
        if image is None:
            return ""
        words = figure_words(block, image)
        said = [write_line(words.caption), _escape_line(words.credit), _escape_line(words.label)]
        line = DASH.join([text for text in said if text])
        picture = (
            f"![{_escape_line(words.alt)}]({destination(image['src'])})" if image.get("src") else ""
        )
        return _HARD_BREAK.join([text for text in (picture, line) if text])

    def write_embed(self, block: Block) -> str:
        """[caption](url)"""
        caption = block["caption_text"] or [{"text": block["url"], "marks": []}]
        return write_lines(_linked(caption, block["url"]))

    def write_pull_quote(self, block: Block) -> str:
        """> text, and in a paragraph of its own: — attribution"""
        parts = [write_lines(block["text"])]
        if block["attribution"]:
            parts.append("— " + _escape_line(block["attribution"]))
        return prefix_lines("\n\n".join(parts), "> ", "> ")

    def _block(self, block: Block) -> str:
        text: str = getattr(self, "write_" + block["type"])(block)
        return text

    def _list(self, block: Block, odd: int) -> str:
        tight = all(_is_tight(item) for item in block["items"])
        items = [
            self._item(item, _marker(block, index, odd), tight)
            for index, item in enumerate(block["items"])
        ]
        return ("\n" if tight else "\n\n").join([item for item in items if item])

    def _item(self, blocks: list[Block], marker: str, tight: bool) -> str:
        text = self.write(blocks, "\n" if tight else "\n\n")
        return prefix_lines(text, marker, " " * len(marker)) if text else ""


def _marker(block: Block, index: int, odd: int) -> str:
    if block["style"] == "bullet":
        return _BULLETS[odd] + " "
    return f"{block['start'] + index}{_AFTER_NUMBERS[odd]} "


def _is_tight(blocks: list[Block]) -> bool:
    """Say whether an item is a paragraph and lists that may follow it without an empty line."""
    return blocks[0]["type"] == "paragraph" and all(
        block["type"] == "list" and block["start"] in (None, 1) for block in blocks[1:]
    )


def _escape_line(text: str) -> str:
    return escape(text.replace("\n", " "))


def _linked(runs: list[Run], url: str) -> list[Run]:
    link = {"type": "link", "href": url}
    return [
        {"text": run["text"], "marks": [link, *[m for m in run["marks"] if m["type"] != "link"]]}
        for run in runs
    ]
