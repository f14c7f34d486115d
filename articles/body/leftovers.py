"""The sentences for attributes, elements and comments that a body does not keep."""

from articles.body.remarks import Remarks
from articles.body.tokens import Tag, attributes
from articles.body.vocabulary import (
    APPEARANCE_ATTRIBUTES,
    PLUMBING_ATTRIBUTES,
    PLUMBING_PREFIXES,
    SIZED_BY_THE_EDITOR,
)

# A name in a sentence, not a page of it.
_LONGEST_NAME = 40

_REMOVED_ELEMENT = (
    "removed_element",
    "The element <{name}> was removed with everything in it; a body holds text, not programs.",
)
REMOVED: dict[str, tuple[str, str]] = {
    "comment": ("comment", "A comment was removed; readers never see comments."),
    "iframe": (
        "removed_element",
        "An <iframe> was removed; add an embed with the address of what it showed.",
    ),
}


def remark_removed(remarks: Remarks, name: str, source: str) -> None:
    """Report a comment, or an element that was removed with its content."""
    code, message = REMOVED.get(name, _REMOVED_ELEMENT)
    remarks.add(code, message.format(name=name), source)


def remark_unknown(remarks: Remarks, name: str, source: str) -> None:
    """Report an element that is no word of the vocabulary."""
    message = f"The element <{_short(name)}> is unknown here; its text was kept without it."
    remarks.add("unknown_element", message, source)


def kept_attributes(remarks: Remarks, name: str, tag: Tag, *known: str) -> dict[str, str]:
    """Return a start tag's attributes, having reported those that are not `known` and say much."""
    if not tag.rest:
        return {}
    found = attributes(tag.rest)
    remark_attributes(remarks, name, found, tag.source, *known)
    return found


def remark_attributes(
    remarks: Remarks, element: str, attributes: dict[str, str], source: str, *known: str
) -> None:
    """Report each attribute that said something and is not kept on its element."""
    for name, value in attributes.items():
        if name not in known and not _says_nothing(element, name, value):
            code, message = _attribute_remark(element, name)
            remarks.add(code, message, source)


def _says_nothing(element: str, name: str, value: str) -> bool:
    if name in PLUMBING_ATTRIBUTES or name.startswith(PLUMBING_PREFIXES) or not value.strip():
        return not name.startswith("on")
    if name in APPEARANCE_ATTRIBUTES:
        return element in SIZED_BY_THE_EDITOR
    return value == "1" and name in ("colspan", "rowspan")


def _attribute_remark(element: str, name: str) -> tuple[str, str]:
    if name in APPEARANCE_ATTRIBUTES:
        return (
            "appearance",
            "Colours, sizes, alignment and other styles were removed; the site decides the look.",
        )
    if name.startswith("on"):
        return "script", f"The script in {_short(name)} was removed; a body holds no programs."
    return (
        "unknown_attribute",
        f"The attribute {_short(name)} of <{_short(element)}> was removed; a body cannot say it.",
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
