"""The verbs that write tags: create, rename, move, describe, delete. Merging is in `merging.py`."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, ProtectedError, QuerySet

from articles.draft_checks import text_problem
from articles.models import Reference, Tag, TagAlias, TagIdentifier, TagKind
from articles.slugs import is_valid_slug, slug_for, with_suffix
from cms.access.models import User
from cms.http.problem import FieldError, NotFound, Refusal
from cms.uuid7 import uuid7
from media.models import Image

TAG_FIELDS = frozenset(
    {
        "kind",
        "name",
        "slug",
        "names",
        "synonyms",
        "parent",
        "position",
        "description",
        "image",
        "external_ids",
    }
)
_LIMITS = {"name": 150, "description": 2000}
_MOST_WORDS = 50


class VocabularyRefused(Refusal):
    """The tag or source cannot be stored as given; `errors` names everything that is wrong with it."""

    status = 400
    code = "vocabulary_refused"
    title = "Nothing was saved"


class InUse(Refusal):
    """What articles refer to cannot be deleted."""

    code = "in_use"
    title = "It is in use"


@transaction.atomic
def save_tag(*, values: Mapping[str, Any], by: User | None, tag: UUID | None = None) -> Tag:
    """Create a tag (`tag=None`) or change one, and return it.

    `values` holds some of `TAG_FIELDS`; `parent` and `image` are ids, `names` maps languages to names, `external_ids`
    schemes to values. A slug that is given up keeps leading here. Live documents follow in the background. Raises
    `VocabularyRefused` with every problem, `NotFound`.
    """
    row = locked_tag(tag) if tag else Tag(id=uuid7())
    before = row.parent_id
    values = {
        **values,
        "slug": values.get("slug") or row.slug or _free_slug(str(values.get("name", ""))),
    }
    _refuse(row, values)
    for name in TAG_FIELDS - {"parent", "image", "external_ids"}:
        setattr(row, name, values.get(name, getattr(row, name)))
    row.parent_id = _uuid(values["parent"]) if "parent" in values else row.parent_id
    row.image_id = _uuid(values["image"]) if "image" in values else row.image_id
    row.version = row.version + 1 if tag else 1
    row.save(force_insert=tag is None)
    _write_aliases(row)
    if "external_ids" in values:
        _write_identifiers(row, values["external_ids"])
    if tag and row.parent_id != before:
        make_due(descendants(row.id))
    return row


def rename_tag(*, tag: UUID, name: str, by: User | None, slug: str = "") -> Tag:
    """Give a tag another name, and another slug when one is given; the old slug keeps leading to it."""
    return save_tag(tag=tag, values={"name": name} | ({"slug": slug} if slug else {}), by=by)


@transaction.atomic
def delete_tag(*, tag: UUID) -> None:
    """Delete a tag that nothing refers to; raises `InUse`, `NotFound`."""
    row = locked_tag(tag)
    if Reference.objects.filter(kind="tag", thing=tag).exists():
        raise InUse("Published articles carry this tag: merge it into another one instead.")
    try:
        row.delete()
    except ProtectedError:
        raise InUse(
            "Articles or other tags refer to this tag: merge it into another one instead."
        ) from None


def locked_tag(tag: UUID) -> Tag:
    """Lock a tag's row and return it; raises `NotFound`, and `VocabularyRefused` for a merged one."""
    row = Tag.objects.select_for_update(of=("self",)).filter(id=tag).first()
    if row is None:
        raise NotFound(f"There is no tag {tag}.")
    if row.merged_into_id:
        raise VocabularyRefused(
            f"The tag “{row.name}” was merged into another one: change that one."
        )
    return row


def make_due(tags: Iterable[UUID]) -> None:
    """Count the tags' versions up, so that every document that shows one is rebuilt."""
    Tag.objects.filter(id__in=[*tags]).update(version=F("version") + 1)


def descendants(tag: UUID) -> set[UUID]:
    """Return every tag below a tag."""
    found: set[UUID] = set()
    level = {tag}
    while level:
        level = set(Tag.objects.filter(parent__in=level).values_list("id", flat=True)) - found
        found |= level
    return found


def _refuse(row: Tag, values: Mapping[str, Any]) -> None:
    errors = [
        FieldError(name, "unknown", f"A tag has no field “{name}”.")
        for name in sorted(set(values) - TAG_FIELDS)
    ]
    errors += _text_errors(row, values) + _place_errors(row, values)
    errors += slug_errors(str(values["slug"]), taken=_is_taken(str(values["slug"]), row.id))
    if "external_ids" in values and not errors:
        errors += _identifier_errors(row, values["external_ids"])
    if errors:
        raise VocabularyRefused(errors=errors)


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
    if values.get("kind", row.kind) not in TagKind.values:
        problems.append(
            FieldError("kind", "unknown", f"kind: choose one of {', '.join(TagKind.values)}.")
        )
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


def _names_problems(names: object) -> list[FieldError | None]:
    if not isinstance(names, dict):
        return [FieldError("names", "not_names", "names: write one name for each language.")]
    strange = [
        FieldError(
            "names", "unknown", f"names: “{language}” is not one of this newsroom's languages."
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


def _parent_errors(row: Tag, kind: str, parent: object) -> list[FieldError]:
    # Every parent's row is locked on the way up, so that two moves at once cannot close a ring between them.
    above = _uuid(parent)
    first = True
    while above:
        if above == row.id:
            return [
                FieldError(
                    "parent",
                    "cycle",
                    "parent: a tag cannot stand below itself or one of its own children.",
                )
            ]
        found = Tag.objects.select_for_update(of=("self",)).filter(id=above).first()
        if found is None or found.merged_into_id:
            return [FieldError("parent", "not_there", "parent: there is no such tag.")]
        if first and found.kind != kind:
            return [
                FieldError(
                    "parent", "wrong_kind", f"parent: choose a tag of the same kind ({kind})."
                )
            ]
        above, first = found.parent_id, False
    return []


def slug_errors(slug: str, *, taken: bool) -> list[FieldError]:
    """Return what is wrong with the slug of a tag or source."""
    if not is_valid_slug(slug):
        message = "slug: write lower-case letters a to z, digits and hyphens, at most 80, not like a UUID."
        return [FieldError("slug", "invalid", message)]
    if taken:
        return [
            FieldError(
                "slug", "taken", f"slug: “{slug}” leads to another one already: choose another."
            )
        ]
    return []


def _is_taken(slug: str, tag: UUID) -> bool:
    return TagAlias.objects.filter(label=slug).exclude(tag=tag).exists()


def _free_slug(name: str) -> str:
    base = slug_for(name, settings.LANGUAGE_CODE)
    taken = set(
        TagAlias.objects.filter(label__startswith=base[:60]).values_list("label", flat=True)
    )
    return first_free(base, taken)


def first_free(base: str, taken: set[str]) -> str:
    """Return a slug, or the first of its numbered forms, that is not taken."""
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = with_suffix(base, number)
    return slug


def _identifier_errors(row: Tag, identifiers: object) -> list[FieldError]:
    if not isinstance(identifiers, dict):
        return [
            FieldError("external_ids", "not_ids", "external_ids: write one value for each scheme.")
        ]
    errors = []
    for scheme, value in identifiers.items():
        problem = text_problem("external_ids", scheme, 50) or text_problem(
            f"external_ids.{scheme}", value, 300
        )
        taken = (
            not problem
            and TagIdentifier.objects.filter(scheme=scheme, value=value).exclude(tag=row).exists()
        )
        if taken:
            problem = FieldError(
                f"external_ids.{scheme}", "taken", f"{scheme} {value} belongs to another tag."
            )
        errors += [problem] if problem else []
    return errors


def _write_aliases(row: Tag) -> None:
    labels = [TagAlias(label=label, tag=row) for label in (str(row.id), row.slug)]
    TagAlias.objects.bulk_create(labels, ignore_conflicts=True)


def _write_identifiers(row: Tag, identifiers: Mapping[str, str]) -> None:
    row.identifiers.all().delete()
    TagIdentifier.objects.bulk_create(
        [
            TagIdentifier(tag=row, scheme=scheme, value=value)
            for scheme, value in identifiers.items()
        ]
    )


def _exists(rows: QuerySet[Any], id_: object) -> bool:
    found = _uuid(id_)
    return bool(found and rows.filter(id=found).exists())


def _uuid(value: object) -> UUID | None:
    if value is None or isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        return None
