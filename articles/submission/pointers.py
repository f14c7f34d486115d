"""How an integrator names a thing: by its id or slug here, or by the id that it has in the integrator's own system."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from articles.content import LIMITS
from cms.http.problem import FieldError
from cms.http.texts import shown, text_problem


class Target(Enum):
    """What a pointer may lead to."""

    TAG = "tag"
    SOURCE = "source"
    IMAGE = "image"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Pointer:
    """One name of one thing: a `word` (id or slug), or `source` and `external_id`."""

    target: Target
    word: str = ""
    source: str = ""
    external_id: str = ""

    def __str__(self) -> str:
        return self.word or f"{self.source}:{self.external_id}"

    def with_id(self, id_: str) -> "Pointer":
        """Return the pointer to the same thing by its id."""
        return Pointer(self.target, word=id_)


class Inline(NamedTuple):
    """A thing that is described where it is named, to be made if it is not there yet; `field` is where."""

    pointer: Pointer
    values: Mapping[str, Any]
    field: str


# What may be said of a thing where it is named; the verbs check the values.
INLINE_KEYS: Mapping[Target, frozenset[str]] = {
    Target.TAG: frozenset(
        {"kind", "name", "slug", "names", "synonyms", "parent", "position", "description"}
    ),
    Target.SOURCE: frozenset({"name", "slug", "kind", "homepage"}),
    Target.IMAGE: frozenset(
        {
            "url", "title", "credit", "creator", "copyright", "licence", "usage_terms", "ai_system", "alt", "caption",
            "captured_at", "rights_expire_at", "digital_source_type", "is_illustrative", "is_decorative", "alt_origin",
            "focal_x", "focal_y",
        }
    ),
    Target.ARTICLE: frozenset(),
}  # fmt: skip
_SCHEME_LIMIT = (
    50  # A tag's external ids live beside Wikidata's and IPTC's, in columns of their own.
)


def read_pointer(
    target: Target, field: str, value: object
) -> tuple[Pointer | None, Inline | None, list[FieldError]]:
    """Return the pointer that a value is, the inline description that comes with it, and what is wrong with it."""
    if isinstance(value, str):
        problems = [*_word_problems(field, value)]
        return (None if problems else Pointer(target, word=value)), None, problems
    if not isinstance(value, Mapping):
        return None, None, [FieldError(field, "not_a_reference", f"{field}: {_HOW}")]
    problems = [*_object_problems(target, field, value)]
    if problems:
        return None, None, problems
    if "external_id" not in value:
        return Pointer(target, word=value.get("id", value.get("slug", ""))), None, []
    pointer = Pointer(target, source=value["source"], external_id=value["external_id"])
    said = {name: value[name] for name in value.keys() - {"source", "external_id"}}
    return pointer, (Inline(pointer, said, field) if said else None), []


_HOW = "name it by an id, a slug, or {source, external_id}."


def _word_problems(field: str, value: object) -> Iterator[FieldError]:
    if problem := text_problem(field, value, LIMITS["slug"]):
        yield problem
    elif not value:
        yield FieldError(field, "missing", f"{field}: {_HOW}")


def _object_problems(target: Target, field: str, value: Mapping[str, Any]) -> Iterator[FieldError]:
    if "external_id" in value or "source" in value:
        yield from _external_problems(target, field, value)
        return
    if len(value) != 1 or not value.keys() <= {"id", "slug"}:
        yield FieldError(field, "not_a_reference", f"{field}: {_HOW}")
        return
    yield from _word_problems(field, next(iter(value.values())))


def _external_problems(
    target: Target, field: str, value: Mapping[str, Any]
) -> Iterator[FieldError]:
    limits = {
        "source": _SCHEME_LIMIT if target is Target.TAG else LIMITS["external_source"],
        "external_id": LIMITS["external_id"],
    }
    for name, limit in limits.items():
        given = value.get(name, "")
        if problem := text_problem(f"{field}.{name}", given, limit):
            yield problem
        elif not given.strip():
            message = f"{field}: give source and external_id together."
            yield FieldError(f"{field}.{name}", "missing", message)
    for name in sorted(value.keys() - INLINE_KEYS[target] - {"source", "external_id"}, key=shown):
        message = (
            f"A {target.value} that is named by its external id has no field “{shown(name)}” here."
        )
        yield FieldError(f"{field}.{shown(name)}", "unknown", message)
