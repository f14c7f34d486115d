"""The verbs that write tags: create, rename, move, describe, delete. Merging is in `merging.py`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, ProtectedError

from articles.models import Reference, Tag, TagAlias, TagIdentifier
from articles.vocabulary_checks import (
    InUse,
    VocabularyRefused,
    as_uuid,
    free_slug,
    slug_errors,
    tag_errors,
)
from cms.access.models import User
from cms.http.problem import NotFound
from cms.locks import advisory_lock
from cms.uuid7 import uuid7

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


@transaction.atomic
def save_tag(*, values: Mapping[str, Any], by: User | None, tag: UUID | None = None) -> Tag:
    """Create a tag (`tag=None`) or change one, and return it.

    `values` holds some of `TAG_FIELDS`; `parent` and `image` are ids, `names` maps languages to names, `external_ids`
    schemes to values. A slug that is given up keeps leading here. Live documents follow in the background. Raises
    `VocabularyRefused` with every problem, `NotFound`.
    """
    if "parent" in values:
        lock_trees([tag] if tag else [])
    row = locked_tag(tag) if tag else Tag(id=uuid7())
    before = row.parent_id
    values = {**values, "slug": values.get("slug") or row.slug or free_slug(TagAlias, values)}
    if errors := tag_errors(row, values, fields=TAG_FIELDS):
        raise VocabularyRefused(errors=errors)
    for name in TAG_FIELDS - {"parent", "image", "external_ids"}:
        setattr(row, name, values.get(name, getattr(row, name)))
    row.parent_id = as_uuid(values["parent"]) if "parent" in values else row.parent_id
    row.image_id = as_uuid(values["image"]) if "image" in values else row.image_id
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


def lock_trees(roots: Collection[UUID]) -> None:
    """Keep the tree of tags as it is for everybody else until the transaction ends; call it before any other lock.

    Locks the given tags with all below them, in the order that publications lock tags in, so that nobody waits in a
    ring: not with a publication, and not with another who moves or merges.
    """
    advisory_lock("tag tree", shared=False)
    ids = {*roots}.union(*(descendants(root) for root in roots))
    rows = Tag.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id")
    list(rows.values_list("id"))


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


def _write_aliases(row: Tag) -> None:
    labels = [TagAlias(label=label, tag=row) for label in (str(row.id), row.slug)]
    TagAlias.objects.bulk_create(labels, ignore_conflicts=True)
    if TagAlias.objects.filter(label=row.slug).exclude(tag=row).exists():
        # Somebody else took it after we had looked.
        raise VocabularyRefused(errors=slug_errors(row.slug, taken=True))


def _write_identifiers(row: Tag, identifiers: Mapping[str, str]) -> None:
    row.identifiers.all().delete()
    TagIdentifier.objects.bulk_create(
        [
            TagIdentifier(tag=row, scheme=scheme, value=value)
            for scheme, value in identifiers.items()
        ]
    )
