"""What a tag or a source may be: every text within its limit, every word known, every slug free, no ring of parents."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from articles.models import (
    ArticleContributor,
    ArticleTag,
    SourceAlias,
    Tag,
    TagAlias,
    TagEntry,
    TagIdentifier,
    TagKind,
)
from articles.slugs import is_valid_slug, slug_for, with_suffix
from cms.http.problem import FieldError, Refusal
from cms.http.texts import shown, text_problem
from cms.uuid7 import uuid_in
from media.models import Image

_LIMITS = {"name": 150, "description": 2000}
_MOST_WORDS = 50
_MOST_IDENTIFIERS = 20


class VocabularyRefused(Refusal):
    """The tag or source cannot be stored as given; `errors` names everything that is wrong with it."""

    status = 400
    code = "vocabulary_refused"
    title = "Nothing was saved"


class InUse(Refusal):
    """What articles refer to cannot be deleted."""

    code = "in_use"
    title = "It is in use"


def tag_errors(row: Tag, values: Mapping[str, Any], *, fields: Collection[str]) -> list[FieldError]:
    """Return everything that is wrong with new values of a tag; the tree of tags must be locked if it may move."""
    errors = [
        FieldError(shown(name), "unknown", f"A tag has no field “{shown(name)}”.")
        for name in values.keys() - set(fields)
    ]
    errors += _text_errors(row, values) + _kind_errors(row, values) + _place_errors(row, values)
    errors += slug_errors(values["slug"], taken=_is_taken(values["slug"], row.id))
    if "external_ids" in values:
        errors += _identifier_errors(row, values["external_ids"])
    return errors


def slug_errors(slug: object, *, taken: bool) -> list[FieldError]:
    """Return what is wrong with the slug of a tag or source."""
    if not isinstance(slug, str) or not is_valid_slug(slug):
        message = "slug: write lower-case letters a to z, digits and hyphens, at most 80, not like a UUID."
        return [FieldError("slug", "invalid", message)]
    if taken:
        return [
            FieldError(
                "slug", "taken", f"slug: “{slug}” leads to another one already: choose another."
            )
        ]
    return []


def free_slug(alias: type[TagAlias | SourceAlias], values: Mapping[str, Any]) -> str:
    """Return a slug made from the name in the values, with a number if the plain one leads to another."""
    name = values.get("name", "")
    # A name that will be refused is not worth a slug, and may be of any length.
    base = slug_for(name if text_problem("name", name, 200) is None else "", settings.LANGUAGE_CODE)
    labels = alias._default_manager.filter(label__startswith=base[:60])
    taken, slug, number = {*labels.values_list("label", flat=True)}, base, 1
    while slug in taken:
        number += 1
        slug = with_suffix(base, number)
    return slug


def as_uuid(value: object) -> UUID | None:
    """Return the id that a value is or spells, or None."""
    if value is None or isinstance(value, UUID):
        return value
    return uuid_in(str(value))


def _text_errors(row: Tag, values: Mapping[str, Any]) -> list[FieldError]:
    problems = [
        text_problem(name, values[name], limit, lines=name == "description")
        for name, limit in _LIMITS.items()
        if name in values
    ]
    problems += _names_problems(values.get("names", {})) + _words_problems(
        values.get("synonyms", [])
    )
    name = values.get("name", row.name)
    if isinstance(name, str) and not name.strip():
        problems.append(FieldError("name", "missing", "Give the tag a name."))
    position = values.get("position", 0)
    if (
        not isinstance(position, int)
        or isinstance(position, bool)
        or not 0 <= position <= 1_000_000
    ):
        problems.append(
            FieldError("position", "out_of_range", "position: write a whole number, 0 or more.")
        )
    return [problem for problem in problems if problem]


def _kind_errors(row: Tag, values: Mapping[str, Any]) -> list[FieldError]:
    kind = values.get("kind", row.kind)
    if kind not in TagKind.values:
        return [FieldError("kind", "unknown", f"kind: choose one of {', '.join(TagKind.values)}.")]
    if row.kind in {"", kind}:
        return []
    if (row.parent_id and values.get("parent", row.parent_id)) or row.children.exists():
        message = (
            "kind: a tag is of the kind of its parent and children: move it out of them first."
        )
        return [FieldError("kind", "has_relatives", message)]
    if _is_used_as(row):
        message = f"kind: articles have this tag as their {row.kind}: make a new tag instead."
        return [FieldError("kind", "in_use", message)]
    return []


def _is_used_as(row: Tag) -> bool:
    """Say whether articles, in draft or in public, need the tag to be of the kind that it is of."""
    if row.kind == "section":
        return ArticleTag.objects.filter(tag=row, is_section=True).exists() or (
            TagEntry.objects.filter(tag=row, edition__section=row).exists()
        )
    if row.kind == "contributor":
        in_public = TagEntry.objects.filter(tag=row)
        return ArticleContributor.objects.filter(tag=row).exists() or in_public.exists()
    return False


def _names_problems(names: object) -> list[FieldError | None]:
    if not isinstance(names, dict):
        return [FieldError("names", "not_names", "names: write one name for each language.")]
    strange = [
        FieldError(
            "names",
            "unknown",
            f"names: “{shown(language)}” is not one of this newsroom's languages.",
        )
        for language in names
        if language not in settings.NEWSROOM_LANGUAGES
    ]
    return [
        *strange,
        *(
            text_problem(f"names.{language}", name, _LIMITS["name"])
            for language, name in names.items()
        ),
    ]


def _words_problems(words: object) -> list[FieldError | None]:
    if not isinstance(words, list) or len(words) > _MOST_WORDS:
        return [
            FieldError(
                "synonyms", "not_words", f"synonyms: write a list of at most {_MOST_WORDS} words."
            )
        ]
    return [text_problem("synonyms", word, _LIMITS["name"]) for word in words]


def _place_errors(row: Tag, values: Mapping[str, Any]) -> list[FieldError]:
    errors = []
    parent = values.get("parent")
    if parent is not None:
        errors += _parent_errors(row, values.get("kind", row.kind), parent)
    image = values.get("image")
    if image is not None and not _exists(Image.objects.filter(killed_at=None), image):
        errors.append(FieldError("image", "not_there", "image: there is no such image."))
    return errors


def _parent_errors(row: Tag, kind: object, parent: object) -> list[FieldError]:
    id_ = as_uuid(parent)
    found = Tag.objects.filter(id=id_, merged_into=None).first() if id_ else None
    if found is None:
        return [FieldError("parent", "not_there", "parent: there is no such tag.")]
    if found.kind != kind:
        message = f"parent: choose a tag of the same kind ({kind})."
        return [FieldError("parent", "wrong_kind", message)]
    above: UUID | None = found.id
    while above:
        if above == row.id:
            message = "parent: a tag cannot stand below itself or one of its own children."
            return [FieldError("parent", "cycle", message)]
        above = Tag.objects.values_list("parent", flat=True).get(id=above)
    return []


def _is_taken(slug: object, tag: UUID) -> bool:
    named = TagAlias.objects.filter(label=slug) if not slug_errors(slug, taken=False) else None
    return named is not None and named.exclude(tag=tag).exists()


def _identifier_errors(row: Tag, identifiers: object) -> list[FieldError]:
    if not isinstance(identifiers, dict) or len(identifiers) > _MOST_IDENTIFIERS:
        message = f"external_ids: write one value for each scheme, for at most {_MOST_IDENTIFIERS} schemes."
        return [FieldError("external_ids", "not_ids", message)]
    errors = []
    for scheme, value in identifiers.items():
        problem = text_problem("external_ids", scheme, 50) or _identifier_problem(
            row, scheme, value
        )
        errors += [problem] if problem else []
    return errors


def _identifier_problem(row: Tag, scheme: str, value: object) -> FieldError | None:
    field = f"external_ids.{scheme}"
    if problem := text_problem(field, value, 300):
        return problem
    if not scheme.strip() or not str(value).strip():
        return FieldError(field, "missing", f"{field}: write the scheme and the value.")
    if TagIdentifier.objects.filter(scheme=scheme, value=value).exclude(tag=row).exists():
        return FieldError(field, "taken", f"{scheme} {value} belongs to another tag.")
    return None


def _exists(rows: QuerySet[Any], id_: object) -> bool:
    found = as_uuid(id_)
    return bool(found and rows.filter(id=found).exists())
