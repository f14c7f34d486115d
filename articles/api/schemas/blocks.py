"""The body as blocks: one object for each word of the closed vocabulary (docs/body.md)."""

from articles.body.vocabulary import BLOCKS as WORDS
from articles.body.vocabulary import HEADING_LEVELS, MARKS
from cms.http.json_schema import (
    Schema,
    closed,
    flag,
    foreign_address,
    identifier,
    listed,
    nullable,
    ref,
    text,
    whole,
    word,
)

_RUNS = listed(ref("TextRun"))
_BLOCKS = listed(ref("Block"))
_CAPTION = {
    "caption": nullable(text("Plain text; null means the image's own.")),
    "caption_text": listed(ref("TextRun"), "The caption with its marks."),
}
_KEYS: dict[str, dict[str, Schema]] = {
    "paragraph": {"text": _RUNS},
    "heading": {"level": {"type": "integer", "enum": [*HEADING_LEVELS]}, "text": _RUNS},
    "list": {
        "style": word(("bullet", "ordered")),
        "start": nullable(whole(0, description="Of an ordered list; null for a bullet list.")),
        "items": listed(_BLOCKS, "Each item holds blocks.", minItems=1),
    },
    "quote": {"blocks": _BLOCKS},
    "preformatted": {"text": _RUNS},
    "table": {
        "rows": listed(
            listed(
                closed("A cell.", {"header": flag("It heads its row or column."), "text": _RUNS})
            )
        )
    },
    "divider": {},
    "figure": {
        "image": identifier("An image of the article's `images`."),
        **_CAPTION,
        "alt": nullable(text("Alternative text of this use; null means the image's own.")),
    },
    "embed": {"url": foreign_address("https alone."), "provider": text(), **_CAPTION},
    "pull_quote": {"text": _RUNS, "attribution": nullable(text("The speaker."))},
}
_MARK_KEYS: dict[str, dict[str, Schema]] = {
    "link": {"href": foreign_address("http, https or mailto.")},
    "citation": {"citation_id": identifier("One of the article's `sources`.")},
}


def _name(type_: str, kind: str) -> str:
    return "".join(piece.title() for piece in type_.split("_")) + kind


def _typed(kind: str, words: dict[str, Schema]) -> dict[str, Schema]:
    """Return the union of some objects that differ by `type`, and the objects themselves."""
    mapping = {type_: ref(_name(type_, kind))["$ref"] for type_ in words}
    union: Schema = {
        "oneOf": [ref(_name(type_, kind)) for type_ in words],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return {kind: union} | {_name(type_, kind): schema for type_, schema in words.items()}


def _block(type_: str, meaning: str) -> Schema:
    head = {"id": text("Stays while the block's content does."), "type": word([type_])}
    return closed(meaning, head | _KEYS[type_])


def _mark(type_: str, meaning: str) -> Schema:
    return closed(meaning, {"type": word([type_])} | _MARK_KEYS.get(type_, {}))


BLOCKS: dict[str, Schema] = {
    **_typed("Block", {one.type: _block(one.type, one.meaning) for one in WORDS}),
    "TextRun": closed(
        'Text with the same marks; "\\n" in it is a line break.',
        {"text": text(), "marks": listed(ref("Mark"), "From the outermost to the innermost.")},
    ),
    **_typed("Mark", {one.type: _mark(one.type, one.meaning) for one in MARKS}),
}
