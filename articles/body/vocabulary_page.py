"""The page docs/body.md: `python -m articles.body.vocabulary_page > docs/body.md`."""

import sys
from textwrap import indent

import orjson

from articles.body.addresses import GENERIC_PROVIDER, PROVIDERS
from articles.body.document import Document, parse
from articles.body.figures import Images
from articles.body.refusal import MAX_CHARACTERS, MAX_DEPTH
from articles.body.vocabulary import (
    BLOCKS,
    EXAMPLE_IMAGE,
    LINE_BREAK,
    LINK_SCHEMES,
    MARKS,
    REMOVED_WITH_CONTENT,
    SYNONYMS,
    WORDS,
    Word,
)

_IMAGES: Images = {
    EXAMPLE_IMAGE: {
        "alt": "Tugs",
        "credit": "Graphic: the harbour office",
        "src": "https://news.example/files/pier.jpg",
        "srcset": {"avif": "https://news.example/files/pier-320.avif 320w"},
        "width": 960,
        "height": 640,
        "disclosure": {"is_ai": True, "label": "Made with AI", "ai_system": "Grok"},
    }
}

_INTRODUCTION = f"""# The body of an article

<!-- Made from articles/body/vocabulary.py; change that, then:
     python -m articles.body.vocabulary_page > docs/body.md -->

A body is made of the words on this page and of nothing else. It is stored as clean HTML; blocks,
Markdown, plain text and the public HTML are made from that. `articles/body/vocabulary.py` is the only
list: reading, cleaning, writing and the editor's configuration follow it.

## The way in

`articles.body.clean` takes any HTML and returns its canonical clean form with a remark for everything
that it did not keep; clean HTML comes back byte for byte. An unknown element leaves its text; only
programs and their like go with their content. Nothing is stored, and a sentence says why, when a body has
more than {MAX_CHARACTERS:,} characters, is nested more than {MAX_DEPTH} deep, or holds control characters
or half characters. `from_markdown` and `from_blocks` pass the same gate; blocks come from programs, so
for them a remark is a refusal.

In canonical form, white space is single, empty blocks are gone, marks nest in the order of the table
below, a table cell is one paragraph (several become lines), and a list or table inside a cell, a caption
or a pull quote becomes lines, with a remark.
"""

_SHAPES = """## Blocks

A body as blocks is a list of `{"id", "type", …}`. Text is a list of runs, `{"text", "marks"}`; a line break
is `"\\n"` in the text. `caption`, `attribution` and `alt` are plain texts or `null`; `caption_text` is the
caption with its marks. A caption or alt text that is `null` means: the image's own.

An `id` is `b` and ten hexadecimal digits, made from the block's type and content, so a block keeps it while
other blocks change; the second block with equal content gets `-2`, and so on. Public HTML gives it to
headings, so that they can be linked to.

A passage that a citation supports is a block's id and a range in its text: start and end count Unicode
code points, in a table through all its cells, in a figure or embed in the caption.
"""

_FORMS = """## Public forms

- **HTML**: figures come finished: `<picture>` with AVIF, WebP and JPEG, then caption, credit and the AI label
  as text (`.caption`, `.credit`, `.ai-label`). An image that awaits its file has the words alone; one that may
  not be shown is left out with its words. Embeds are links in a `<figure class="embed">`: a front end may put
  the provider's player in their place. Citation marks stay, for front ends to link to `sources[].citation_id`.
- **Markdown**: CommonMark with tables and strikethrough; what it has no sign for is HTML in it.
- **Text**: one empty line between blocks; a figure is a line in brackets.
"""


def page() -> str:
    """Return the page as Markdown."""
    parts = [_INTRODUCTION, _word_table(), _SHAPES, _FORMS, _readings(), _providers()]
    parts += ["## Every word\n", *[_section(word) for word in WORDS]]
    return "\n".join(parts)


def _word_table() -> str:
    lines = ["## The words", "", "| Word | Elements | Meaning |", "| --- | --- | --- |"]
    for kind, words in (("block", BLOCKS), ("mark", MARKS), ("text", (LINE_BREAK,))):
        lines += [
            f"| {word.type} ({kind}) | {_elements(word)} | {word.meaning} |" for word in words
        ]
    return "\n".join([*lines, ""])


def _elements(word: Word) -> str:
    return " ".join(
        f"`<{' '.join([element, *attributes])}>`" for element, attributes in word.elements.items()
    )


def _readings() -> str:
    lines = ["## Read as a word of the vocabulary", "", "| Written | Read as |", "| --- | --- |"]
    lines += [f"| `<{written}>` | `<{word}>` |" for written, word in SYNONYMS.items()]
    removed = ", ".join(f"`<{name}>`" for name in sorted(REMOVED_WITH_CONTENT))
    schemes = ", ".join(LINK_SCHEMES)
    return "\n".join(
        [
            *lines,
            "",
            f"Removed with everything in them, with a remark: {removed}.",
            "",
            f"Links are complete addresses: {schemes}; embeds are https alone. A foreign `<img>` is",
            "removed with a remark: pictures come from the library.",
            "",
        ]
    )


def _providers() -> str:
    names = ", ".join([*[provider.name for provider in PROVIDERS], GENERIC_PROVIDER])
    return (
        "## Providers of embeds\n\n"
        f"Recognised by their addresses: {names}. The last is everything else.\n"
    )


def _section(word: Word) -> str:
    document = parse(word.example)
    forms = [
        ("Stored", word.example),
        ("Public", document.html(_IMAGES)),
        ("Block", _block(document)),
        ("Markdown", document.markdown(_IMAGES)),
        ("Text", document.text(_IMAGES)),
    ]
    shown = [f"{title}:\n\n{indent(text, '    ')}\n" for title, text in forms]
    return "\n".join([f"### {word.type}\n", f"{word.meaning}\n", *shown])


def _block(document: Document) -> str:
    return "\n".join(orjson.dumps(block).decode() for block in document.blocks())


if __name__ == "__main__":
    sys.stdout.write(page())
