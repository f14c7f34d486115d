"""Blocks to plain text: for readers without markup, for search and for counting."""

from articles.body.figures import Images, figure_words
from articles.body.frames import Block
from articles.body.runs import plain

BETWEEN_BLOCKS = "\n\n"
DASH = " — "


class PlainText:
    """Writes blocks as text; a figure is a line in brackets: caption (or alt), credit, AI label."""

    def __init__(self, images: Images) -> None:
        self.images = images

    def write(self, blocks: list[Block], between: str = BETWEEN_BLOCKS) -> str:
        """Return blocks as text; a figure whose image is not in `images` is left out."""
        written = [getattr(self, "write_" + block["type"])(block) for block in blocks]
        return between.join([text for text in written if text])

    def write_paragraph(self, block: Block) -> str:
        """The text."""
        return plain(block["text"])

    write_heading = write_paragraph
    write_preformatted = write_paragraph

    def write_list(self, block: Block) -> str:
        """One item a line, inner lines indented."""
        return "\n".join([self._item(block, *item) for item in enumerate(block["items"])])

    def write_quote(self, block: Block) -> str:
        """Lines after ">"."""
        return prefix_lines(self.write(block["blocks"]), "> ", "> ")

    def write_table(self, block: Block) -> str:
        """One row a line, tabs between cells."""
        return "\n".join(
            [
                "\t".join([plain(cell["text"]).replace("\n", " ") for cell in row])
                for row in block["rows"]
            ]
        )

    def write_divider(self, block: Block) -> str:
        """Three asterisks."""
        return "* * *"

    def write_figure(self, block: Block) -> str:
        """[caption — credit — AI label]"""
        image = self.images.get(block["image"])
        if image is None:
            return ""
        words = figure_words(block, image)
        said = (plain(words.caption).replace("\n", " ") or words.alt, words.credit, words.label)
        return f"[{DASH.join([text for text in said if text])}]" if any(said) else ""

    def write_embed(self, block: Block) -> str:
        """[caption — address]"""
        caption = plain(block["caption_text"]).replace("\n", " ")
        return f"[{caption}{DASH}{block['url']}]" if caption else f"[{block['url']}]"

    def write_pull_quote(self, block: Block) -> str:
        """“text” — attribution"""
        said = f"“{plain(block['text'])}”"
        return said + DASH + block["attribution"] if block["attribution"] else said

    def _item(self, block: Block, index: int, blocks: list[Block]) -> str:
        marker = "• " if block["style"] == "bullet" else f"{block['start'] + index}. "
        return prefix_lines(self.write(blocks, between="\n"), marker, " " * len(marker))


def prefix_lines(text: str, first: str, others: str) -> str:
    """Return lines with a prefix; empty lines get it without its last space."""
    lines = text.split("\n")
    rest = [others + line if line else others.rstrip() for line in lines[1:]]
    return "\n".join([first + lines[0] if lines[0] else first.rstrip(), *rest])
