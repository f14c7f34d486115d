"""What a figure says beside its picture: the same words in every public form."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from articles.body.frames import Block
from articles.body.runs import Run

# An image as the public sees it; see `Document` for the keys that are read.
ImageWords = Mapping[str, Any]
Images = Mapping[str, ImageWords]


class FigureWords(NamedTuple):
    """A figure's alt text, caption, credit line and AI label; empty where there is none."""

    alt: str
    caption: list[Run]
    credit: str
    label: str


def figure_words(block: Block, image: ImageWords) -> FigureWords:
    """Return the words of one use of an image: its own, unless the figure has others."""
    caption = block["caption_text"] or _as_runs(image.get("caption"))
    alt = block["alt"] or ("" if image.get("is_decorative") else image.get("alt"))
    label = _ai_label(image.get("disclosure") or {})
    return FigureWords(alt or "", caption, image.get("credit") or "", label)


def _ai_label(disclosure: Mapping[str, Any]) -> str:
    """Return what to call an image that AI made or changed, with the system; nothing for others."""
    if not disclosure.get("is_ai"):
        return ""
    label, system = disclosure.get("label") or "AI", disclosure.get("ai_system") or ""
    return f"{label} ({system})" if system and system not in label else str(label)


def _as_runs(text: str | None) -> list[Run]:
    return [{"text": text, "marks": []}] if text else []
