"""What a working copy may hold: every text within its limit, every word known, every moment sane."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from articles.content import (
    CONTENT_KEYS,
    LIMITS,
    MOST_CITATIONS,
    MOST_CONTRIBUTORS,
    MOST_CORRECTIONS,
    MOST_PINS,
    MOST_TAGS,
    CitationContent,
    Content,
    Contributor,
    CorrectionContent,
    ImageUse,
)
from articles.slugs import is_valid_slug
from cms.http.external_ids import external_id_problems
from cms.http.problem import FieldError
from cms.http.texts import address_problem, shown, text_problem
from cms.uuid7 import is_id

KINDS = ("story", "brief")
AI_USES = ("none", "assisted", "translated", "generated")
ROLES = ("reported_by", "quoted", "via", "data_from")
CORRECTION_KINDS = ("correction", "clarification", "update")
EARLIEST_YEAR, LATEST_YEAR = 1600, 2200
_LONGEST_MOMENT = 40

_LINES = (
    "kicker",
    "headline",
    "list_headline",
    "byline",
    "seo_title",
    "external_source",
    "external_id",
)
_TEXTS = ("standfirst", "seo_description")


def draft_problems(content: Content, *, languages: Collection[str]) -> list[FieldError]:
    """Return everything that is wrong with a content by itself, each with its field; `languages` are the newsroom's."""
    fields: Mapping[str, Any] = content
    strange = [*fields.keys() - CONTENT_KEYS]
    if strange:
        return [
            FieldError(shown(name), "unknown", f"An article has no field “{shown(name)}”.")
            for name in strange
        ]
    return [
        *_texts(fields),
        *_words(fields, languages),
        *_moments("", fields, ("embargo_until", "published_at")),
        *_labels(fields),
        *_contributors(fields["contributors"]),
        *_lead_image(fields["lead_image"]),
        *_citations(fields["citations"]),
        *_corrections(fields["corrections"]),
    ]


def _texts(fields: Mapping[str, Any]) -> Iterator[FieldError]:
    for name in (*_LINES, *_TEXTS):
        yield from _maybe(text_problem(name, fields[name], LIMITS[name], lines=name in _TEXTS))
    if not isinstance(fields["body"], str):
        yield FieldError("body", "not_text", "body: write HTML as a text.")
    address = fields["canonical_url"]
    yield from _maybe(address_problem("canonical_url", address, LIMITS["canonical_url"]))
    yield from external_id_problems(fields["external_source"], fields["external_id"])


def _words(fields: Mapping[str, Any], languages: Collection[str]) -> Iterator[FieldError]:
    yield from _one_of("kind", fields["kind"], KINDS)
    yield from _one_of("ai_use", fields["ai_use"], AI_USES)
    yield from _one_of("language", fields["language"], [*languages])
    urgency = fields["urgency"]
    if not isinstance(urgency, int) or isinstance(urgency, bool) or not 1 <= urgency <= 9:
        yield FieldError(
            "urgency", "out_of_range", "urgency: write a whole number from 1 (most urgent) to 9."
        )
    slug = fields["slug"]
    if slug != "" and not (isinstance(slug, str) and is_valid_slug(slug)):
        message = "slug: write at most 80 of a to z, 0 to 9 and hyphens, not like a UUID; or leave it empty."
        yield FieldError("slug", "invalid", message)


def _labels(fields: Mapping[str, Any]) -> Iterator[FieldError]:
    for name, most in (("tags", MOST_TAGS), ("pins", MOST_PINS)):
        yield from _ids(name, fields[name], most)
    tags = fields["tags"] if isinstance(fields["tags"], list) else []
    section, group = fields["section"], fields["translation_group"]
    if section is not None and not (is_id(section) and section in tags):
        yield FieldError("section", "not_a_tag", "section: choose one of the article's tags.")
    if group is not None and not is_id(group):
        yield FieldError("translation_group", "not_an_id", "translation_group: write an id.")


def _contributors(value: object) -> Iterator[FieldError]:
    items, problems = _objects("contributors", value, Contributor, MOST_CONTRIBUTORS)
    yield from problems
    for field, one in items:
        if not is_id(one["tag"]):
            yield FieldError(
                f"{field}.tag", "not_an_id", "Name the contributor by the id of a tag."
            )
        yield from _maybe(text_problem(f"{field}.role", one["role"], LIMITS["contributor_role"]))


def _lead_image(use: object) -> Iterator[FieldError]:
    if use is None:
        return
    if problem := _shape_problem("lead_image", use, ImageUse):
        yield problem
    elif isinstance(use, dict):
        if not is_id(use["image"]):
            yield FieldError("lead_image.image", "not_an_id", "Name the image by its id.")
        for name in ("alt", "caption"):
            limit = LIMITS[f"lead_image_{name}"]
            yield from _maybe(text_problem(f"lead_image.{name}", use[name], limit, lines=True))


def _citations(value: object) -> Iterator[FieldError]:
    items, problems = _objects("citations", value, CitationContent, MOST_CITATIONS)
    yield from problems
    yield from _own_ids(items)
    for field, one in items:
        if not is_id(one["source"]):
            yield FieldError(f"{field}.source", "not_an_id", "Name the source by its id.")
        if not isinstance(one["is_suggested"], bool):
            yield FieldError(f"{field}.is_suggested", "not_a_flag", "Write true or false.")
        yield from _one_of(f"{field}.role", one["role"], ROLES)
        yield from _maybe(address_problem(f"{field}.url", one["url"], LIMITS["citation_url"]))
        yield from _maybe(text_problem(f"{field}.title", one["title"], LIMITS["citation_title"]))
        yield from _moments(f"{field}.", one, ("published_at", "accessed_at"))


def _corrections(value: object) -> Iterator[FieldError]:
    items, problems = _objects("corrections", value, CorrectionContent, MOST_CORRECTIONS)
    yield from problems
    yield from _own_ids(items)
    for field, one in items:
        text = one["text"]
        yield from _one_of(f"{field}.kind", one["kind"], CORRECTION_KINDS)
        yield from _maybe(
            text_problem(f"{field}.text", text, LIMITS["correction_text"], lines=True)
        )
        if isinstance(text, str) and not text.strip():
            yield FieldError(f"{field}.text", "missing", "Say what was wrong, and what is right.")
        if one["at"] is None:
            yield FieldError(f"{field}.at", "missing", "Say when it was corrected.")
        yield from _moments(f"{field}.", one, ("at",))


# --- Forms ---


def _objects(
    field: str, values: object, form: type, most: int
) -> tuple[list[tuple[str, dict[str, Any]]], list[FieldError]]:
    """Return the items of a list that have their form, each with its field, and what is wrong with the others."""
    if problems := [*_count(field, values, most)]:
        return [], problems
    given = enumerate(values if isinstance(values, list) else [])
    checked = [
        (f"{field}.{number}", one, _shape_problem(f"{field}.{number}", one, form))
        for number, one in given
    ]
    return (
        [(name, one) for name, one, problem in checked if problem is None],
        [problem for _name, _one, problem in checked if problem],
    )


def _shape_problem(field: str, value: object, form: type) -> FieldError | None:
    """Return what is wrong when a value is no object with exactly the keys of a TypedDict."""
    keys = form.__annotations__.keys()
    if isinstance(value, dict) and value.keys() == keys:
        return None
    message = f"{field}: write an object with exactly these keys: {', '.join(keys)}."
    if isinstance(value, dict):
        missing, strange = [*(keys - value.keys())], [*(value.keys() - keys)]
        message += f" Missing: {', '.join(sorted(missing))}." if missing else ""
        message += f" Unknown: {shown(strange[0])}." if strange else ""
    return FieldError(field, "invalid", message)


def _own_ids(items: Collection[tuple[str, dict[str, Any]]]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for field, one in items:
        if not is_id(one["id"]) or one["id"] in seen:
            yield FieldError(f"{field}.id", "not_an_id", "Give each an id (a UUID) of its own.")
        else:
            seen.add(one["id"])


def _ids(field: str, values: object, most: int) -> Iterator[FieldError]:
    if problems := [*_count(field, values, most)]:
        yield from problems
        return
    given = values if isinstance(values, list) else []
    if not all(is_id(value) for value in given):
        yield FieldError(field, "not_an_id", f"{field}: write a list of ids.")
    elif len(set(given)) < len(given):
        yield FieldError(field, "repeated", f"{field}: name each one once.")


def _count(field: str, values: object, most: int) -> Iterator[FieldError]:
    if not isinstance(values, list):
        yield FieldError(field, "not_a_list", f"{field}: write a list.")
    elif len(values) > most:
        yield FieldError(field, "too_many", f"{field}: {len(values):,} given; at most {most}.")


def _moments(
    prefix: str, values: Mapping[str, Any], names: Collection[str]
) -> Iterator[FieldError]:
    for name in names:
        if values[name] is not None and not _is_sane_moment(values[name]):
            message = (
                "Write a date and time with its offset, such as 2026-11-22T09:30:00+05:00, "
                f"between {EARLIEST_YEAR} and {LATEST_YEAR}."
            )
            yield FieldError(prefix + name, "not_a_moment", message)


def _is_sane_moment(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST_MOMENT:
        return False
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return False
    return at.tzinfo is not None and EARLIEST_YEAR <= at.year <= LATEST_YEAR


def _one_of(field: str, value: object, choices: Collection[str]) -> Iterator[FieldError]:
    if value not in choices:
        message = f"{field}: “{shown(value)}” is not one of {', '.join(choices)}."
        yield FieldError(field, "unknown", message)


def _maybe(problem: FieldError | None) -> Iterator[FieldError]:
    if problem:
        yield problem
