"""What a document of the manage API says of an article, before anything that it names is looked up.

`docs/integrators.md` describes the document. Here its forms are checked: which keys there are, what is a list, what is
a reference; whether a text fits or a word is known is for `articles.draft_checks` to say, as for every other door.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.content import (
    CONTENT_KEYS,
    MOST_CITATIONS,
    MOST_CONTRIBUTORS,
    MOST_CORRECTIONS,
    MOST_PINS,
    MOST_TAGS,
)
from articles.submission.pointers import Inline, Pointer, Target, read_pointer
from cms.http.problem import FieldError
from cms.http.texts import shown

BODY_FORMATS = ("html", "markdown", "blocks")
# Told, never asked: what a GET says beside the content may be sent back, and is compared or left alone.
TOLD_KEYS = frozenset({"id", "type", "state"})
OWN_KEYS = frozenset({"body_format", "stage", "images"})
DOCUMENT_KEYS = CONTENT_KEYS | TOLD_KEYS | OWN_KEYS
MOST_IMAGES = 100

_CITATION = {
    "id": None, "role": "reported_by", "url": "", "title": "", "published_at": None, "accessed_at": None,
    "is_suggested": False,
}  # fmt: skip
CITATION_KEYS = frozenset({"source", *_CITATION})
_CORRECTION = {"id": None, "kind": "correction"}


@dataclass(slots=True)
class Submission:
    """A document that is understood.

    `fields` holds what it names of `articles.content.Content` but for the body; where that has the id of a tag,
    source, image or article, this has a `Pointer`. `images` are those that the body shows by their addresses.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    body_format: str = ""
    stage: str | None = None
    images: list[Pointer] = field(default_factory=list)
    pointers: dict[Pointer, str] = field(default_factory=dict)
    inline: list[Inline] = field(default_factory=list)
    problems: list[FieldError] = field(default_factory=list)

    @property
    def has_body(self) -> bool:
        """Say whether the document names the body."""
        return bool(self.body_format)

    @property
    def named(self) -> set[str]:
        """The fields of the content that the document names."""
        return {*self.fields, *(["body"] if self.has_body else [])}


def read_document(document: Mapping[str, Any], *, also: Collection[str] = ()) -> Submission:
    """Return what a document says; `problems` has everything that is wrong with its form, each with its field.

    `also` names further keys that the caller reads itself.
    """
    reader = _Reader(Submission())
    for name in sorted(document.keys() - DOCUMENT_KEYS - {*also}, key=shown):
        reader.refuse(shown(name), "unknown", f"An article has no field “{shown(name)}”.")
    for name, value in document.items():
        if name in CONTENT_KEYS and name != "body":
            reader.submission.fields[name] = _READERS.get(name, _plain)(reader, name, value)
    _read_body(reader, document)
    if "stage" in document:
        reader.submission.stage = document["stage"]
    if "images" in document:
        _read_images(reader, document["images"])
    return reader.submission


class _Reader:
    """Collects the pointers and the problems of one document."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def refuse(self, name: str, code: str, message: str) -> None:
        self.submission.problems.append(FieldError(name, code, message))

    def pointer(self, target: Target, name: str, value: object) -> Pointer | None:
        pointer, inline, problems = read_pointer(target, name, value)
        self.submission.problems += problems
        if pointer:
            self.submission.pointers.setdefault(pointer, name)
        if inline:
            self.submission.inline.append(inline)
        return pointer

    def items(self, name: str, value: object, most: int) -> list[Any]:
        if not isinstance(value, list):
            self.refuse(name, "not_a_list", f"{name}: write a list.")
        elif len(value) > most:
            self.refuse(name, "too_many", f"{name}: {len(value):,} given; at most {most}.")
        else:
            return value
        return []

    def shaped(
        self, name: str, value: object, required: Collection[str], defaults: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Return an object with all its keys, or None when it lacks one or has another."""
        keys = {*required, *defaults}
        if not isinstance(value, dict) or not value.keys() <= keys or {*required} - value.keys():
            message = f"{name}: write an object with {', '.join(sorted(required))}"
            message += f" and, if you like, {', '.join(sorted(defaults))}." if defaults else "."
            self.refuse(name, "invalid", message)
            return None
        return {**defaults, **value}


def _plain(_reader: _Reader, _name: str, value: Any) -> Any:
    return value


def _tags(reader: _Reader, name: str, value: Any) -> list[Pointer]:
    given = enumerate(reader.items(name, value, MOST_TAGS))
    found = [reader.pointer(Target.TAG, f"{name}.{place}", one) for place, one in given]
    return [one for one in found if one]


def _pins(reader: _Reader, name: str, value: Any) -> list[Pointer]:
    given = enumerate(reader.items(name, value, MOST_PINS))
    found = [reader.pointer(Target.ARTICLE, f"{name}.{place}", one) for place, one in given]
    return [one for one in found if one]


def _section(reader: _Reader, name: str, value: Any) -> Pointer | None:
    return None if value is None else reader.pointer(Target.TAG, name, value)


def _contributors(reader: _Reader, name: str, value: Any) -> list[dict[str, Any]]:
    found = []
    for place, one in enumerate(reader.items(name, value, MOST_CONTRIBUTORS)):
        where = f"{name}.{place}"
        shaped = reader.shaped(where, one, ["tag"], {"role": "author"})
        if shaped and (pointer := reader.pointer(Target.TAG, f"{where}.tag", shaped["tag"])):
            found.append({**shaped, "tag": pointer})
    return found


def _lead_image(reader: _Reader, name: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    shaped = reader.shaped(name, value, ["image"], {"alt": "", "caption": ""})
    if shaped is None:
        return None
    pointer = reader.pointer(Target.IMAGE, f"{name}.image", shaped["image"])
    return {**shaped, "image": pointer} if pointer else None


def _citations(reader: _Reader, name: str, value: Any) -> list[dict[str, Any]]:
    found = []
    for place, one in enumerate(reader.items(name, value, MOST_CITATIONS)):
        where = f"{name}.{place}"
        shaped = reader.shaped(where, one, ["source"], _CITATION)
        if shaped and (
            pointer := reader.pointer(Target.SOURCE, f"{where}.source", shaped["source"])
        ):
            found.append({**shaped, "source": pointer})
    return found


def _corrections(reader: _Reader, name: str, value: Any) -> list[dict[str, Any]]:
    given = enumerate(reader.items(name, value, MOST_CORRECTIONS))
    found = [
        reader.shaped(f"{name}.{place}", one, ["text", "at"], _CORRECTION) for place, one in given
    ]
    return [one for one in found if one]


_READERS = {
    "tags": _tags,
    "pins": _pins,
    "section": _section,
    "contributors": _contributors,
    "lead_image": _lead_image,
    "citations": _citations,
    "corrections": _corrections,
}


def _read_body(reader: _Reader, document: Mapping[str, Any]) -> None:
    if "body" not in document:
        if "body_format" in document:
            reader.refuse("body_format", "without_body", "body_format: give the body with it.")
        return
    format_ = document.get("body_format", "html")
    if format_ not in BODY_FORMATS:
        message = f"body_format: write one of {', '.join(BODY_FORMATS)}."
        reader.refuse("body_format", "unknown", message)
        return
    reader.submission.body, reader.submission.body_format = document["body"], format_


def _read_images(reader: _Reader, value: Any) -> None:
    for place, one in enumerate(reader.items("images", value, MOST_IMAGES)):
        where = f"images.{place}"
        if pointer := reader.pointer(Target.IMAGE, where, one):
            reader.submission.images.append(pointer)
