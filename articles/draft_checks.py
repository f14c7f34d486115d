"""What a working copy may hold: every text within its limit, every word known, every moment sane."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from articles.content import (
    CONTENT_KEYS,
    LIMITS,
    MOST_CITATIONS,
    MOST_CONTRIBUTORS,
    MOST_PINS,
    MOST_TAGS,
    Content,
)
from articles.slugs import is_valid_slug
from cms.http.problem import FieldError

KINDS = ("story", "brief")
AI_USES = ("none", "assisted", "translated", "generated")
ROLES = ("reported_by", "quoted", "via", "data_from")
CORRECTION_KINDS = ("correction", "clarification", "update")
EARLIEST_YEAR, LATEST_YEAR = 1600, 2200

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
# Control characters and lone surrogates: no database and no JSON reader takes them all; line breaks are for texts.
_UNWRITABLE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_UNWRITABLE_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def draft_problems(content: Content, *, languages: Collection[str]) -> list[FieldError]:
    """Return everything that is wrong with a content by itself, each with its field; `languages` are the newsroom's."""
    strange = sorted(set(content) - CONTENT_KEYS)
    if strange:
        return [
            FieldError(name, "unknown", f"An article has no field “{name}”.") for name in strange
        ]
    return [
        *_texts(content),
        *_words(content, languages),
        *_moments("", content, ("embargo_until", "published_at")),
        *_lists(content),
        *_lead_image(content),
        *_citations(content),
        *_corrections(content),
    ]


def text_problem(
    field: str, value: object, limit: int, *, lines: bool = False
) -> FieldError | None:
    """Return what is wrong with a text: not a text, too long, or with characters that cannot be stored."""
    if not isinstance(value, str):
        return FieldError(field, "not_text", f"{field}: write a text, not {type(value).__name__}.")
    if len(value) > limit:
        return FieldError(
            field, "too_long", f"{field}: {len(value):,} characters; at most {limit:,} fit."
        )
    if (_UNWRITABLE_TEXT if lines else _UNWRITABLE_LINE).search(value):
        return FieldError(
            field,
            "unwritable",
            f"{field}: holds a control character or half a character: remove it.",
        )
    return None


def _texts(content: Content) -> Iterator[FieldError]:
    fields: Mapping[str, Any] = content
    for name in (*_LINES, *_TEXTS):
        if problem := text_problem(name, fields[name], LIMITS[name], lines=name in _TEXTS):
            yield problem
    if not isinstance(content["body"], str):
        yield FieldError("body", "not_text", "body: write HTML as a text.")
    yield from address_problems("canonical_url", content["canonical_url"], LIMITS["canonical_url"])
    if bool(content["external_id"]) != bool(content["external_source"]):
        yield FieldError(
            "external_id",
            "incomplete",
            "Give external_source and external_id together, or neither.",
        )


def _words(content: Content, languages: Collection[str]) -> Iterator[FieldError]:
    yield from _one_of("kind", content["kind"], KINDS)
    yield from _one_of("ai_use", content["ai_use"], AI_USES)
    yield from _one_of("language", content["language"], [*languages])
    urgency: object = content["urgency"]
    if not isinstance(urgency, int) or isinstance(urgency, bool) or not 1 <= urgency <= 9:
        yield FieldError(
            "urgency", "out_of_range", "urgency: write a whole number from 1 (most urgent) to 9."
        )
    slug: object = content["slug"]
    if slug != "" and not (isinstance(slug, str) and is_valid_slug(slug)):
        message = "slug: write at most 80 of a to z, 0 to 9 and hyphens, not like a UUID; or leave it empty."
        yield FieldError("slug", "invalid", message)


def _lists(content: Content) -> Iterator[FieldError]:
    for name, most in (("tags", MOST_TAGS), ("pins", MOST_PINS)):
        yield from _ids(name, content[name], most)  # type: ignore[literal-required]
    tags = content["tags"] if isinstance(content["tags"], list) else []
    if content["section"] is not None and content["section"] not in tags:
        yield FieldError("section", "not_a_tag", "section: choose one of the article's tags.")
    if content["translation_group"] is not None and not is_id(content["translation_group"]):
        yield FieldError("translation_group", "not_an_id", "translation_group: write an id.")
    yield from _count("contributors", content["contributors"], MOST_CONTRIBUTORS)
    for number, one in enumerate(_objects(content["contributors"])):
        if not is_id(one.get("tag")):
            yield FieldError(
                f"contributors.{number}.tag", "not_an_id", "Name the contributor by the tag's id."
            )
        yield from _maybe(
            text_problem(f"contributors.{number}.role", one.get("role"), LIMITS["contributor_role"])
        )


def _lead_image(content: Content) -> Iterator[FieldError]:
    use: object = content["lead_image"]
    if use is None:
        return
    if (
        not isinstance(use, dict)
        or set(use) != {"image", "alt", "caption"}
        or not is_id(use["image"])
    ):
        yield FieldError(
            "lead_image", "invalid", "lead_image: write {image: id, alt: text, caption: text}."
        )
        return
    yield from _maybe(
        text_problem("lead_image.alt", use["alt"], LIMITS["lead_image_alt"], lines=True)
    )
    yield from _maybe(
        text_problem("lead_image.caption", use["caption"], LIMITS["lead_image_caption"], lines=True)
    )


def _citations(content: Content) -> Iterator[FieldError]:
    yield from _count("citations", content["citations"], MOST_CITATIONS)
    seen: set[object] = set()
    for number, one in enumerate(_objects(content["citations"])):
        field = f"citations.{number}"
        if not is_id(one.get("id")) or one["id"] in seen:
            yield FieldError(
                f"{field}.id", "not_an_id", "Give each citation an id (a UUID) of its own."
            )
        seen.add(one.get("id"))
        if not is_id(one.get("source")):
            yield FieldError(f"{field}.source", "not_an_id", "Name the source by its id.")
        yield from _one_of(f"{field}.role", one.get("role"), ROLES)
        yield from address_problems(f"{field}.url", one.get("url"), LIMITS["citation_url"])
        yield from _maybe(
            text_problem(f"{field}.title", one.get("title"), LIMITS["citation_title"])
        )
        yield from _moments(f"{field}.", one, ("published_at", "accessed_at"))


def _corrections(content: Content) -> Iterator[FieldError]:
    for number, one in enumerate(_objects(content["corrections"])):
        field = f"corrections.{number}"
        if not is_id(one.get("id")):
            yield FieldError(
                f"{field}.id", "not_an_id", "Give each correction an id (a UUID) of its own."
            )
        yield from _one_of(f"{field}.kind", one.get("kind"), CORRECTION_KINDS)
        yield from _maybe(
            text_problem(f"{field}.text", one.get("text"), LIMITS["correction_text"], lines=True)
        )
        if not one.get("text"):
            yield FieldError(f"{field}.text", "missing", "Say what was wrong, and what is right.")
        if one.get("at") is None:
            yield FieldError(f"{field}.at", "missing", "Say when it was corrected.")
        yield from _moments(f"{field}.", one, ("at",))


def _moments(
    prefix: str, values: Mapping[str, Any], names: Collection[str]
) -> Iterator[FieldError]:
    for name in names:
        if values.get(name) is not None and not _is_sane_moment(values[name]):
            message = (
                "Write a date and time with its offset, such as 2026-11-22T09:30:00+05:00, "
                f"between {EARLIEST_YEAR} and {LATEST_YEAR}."
            )
            yield FieldError(prefix + name, "not_a_moment", message)


def _is_sane_moment(value: object) -> bool:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return at.tzinfo is not None and EARLIEST_YEAR <= at.year <= LATEST_YEAR


def address_problems(field: str, value: object, limit: int) -> Iterator[FieldError]:
    """Yield what is wrong with a web address; an empty one is fine."""
    if problem := text_problem(field, value, limit):
        yield problem
    elif value and not _is_web_address(str(value)):
        yield FieldError(
            field,
            "not_an_address",
            f"{field}: write a full address that starts with https:// or http://.",
        )


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and not re.search(r"[\s\\<>\"]", value)
    )


def _ids(field: str, values: object, most: int) -> Iterator[FieldError]:
    yield from _count(field, values, most)
    given = values if isinstance(values, list) else []
    if not all(is_id(value) for value in given):
        yield FieldError(field, "not_an_id", f"{field}: write a list of ids.")
    elif len(set(given)) < len(given):
        yield FieldError(field, "repeated", f"{field}: name each one once.")


def _count(field: str, values: object, most: int) -> Iterator[FieldError]:
    if not isinstance(values, list):
        yield FieldError(field, "not_a_list", f"{field}: write a list.")
    elif len(values) > most:
        yield FieldError(field, "too_many", f"{field}: {len(values)} given; at most {most}.")


def _objects(values: object) -> list[dict[str, Any]]:
    return (
        [one if isinstance(one, dict) else {} for one in values] if isinstance(values, list) else []
    )


def _one_of(field: str, value: object, choices: Collection[str]) -> Iterator[FieldError]:
    if value not in choices:
        shown = str(value)[:50].encode("unicode_escape").decode()
        yield FieldError(
            field, "unknown", f"{field}: “{shown}” is not one of {', '.join(choices)}."
        )


def _maybe(problem: FieldError | None) -> Iterator[FieldError]:
    if problem:
        yield problem


def is_id(value: object) -> bool:
    """Say whether a value is a UUID written in its usual form."""
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False
