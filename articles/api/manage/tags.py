"""Tags: written, merged, and pushed by the integrator's own ids."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import document_in, plain
from articles.api.manage.listed import paged
from articles.api.manage.thing_operations import (
    merge_described,
    tag_described,
    tag_external_described,
    tags_described,
)
from articles.api.manage.thing_parameters import NEWEST, ManagedTags
from articles.api.manage.things import (
    ExternalName,
    Sort,
    ThingByExternalIdDoor,
    ThingCreatingDoor,
    ThingDetailDoor,
    ThingDoor,
)
from articles.merging import merge_tags
from articles.models import Tag, TagIdentifier
from articles.referring import known_ids
from articles.submission import Target, read_pointer
from articles.vocabulary import TAG_FIELDS, delete_tag, lock_trees, save_tag
from cms.access.audit import audit
from cms.access.permissions import Needs
from cms.access.scopes import DRAFTS_READ, VOCABULARY_WRITE
from cms.http.problem import BadRequest, FieldError
from cms.http.texts import shown
from cms.idempotency.once import Keep, once


def _document(row: Tag) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "slug": row.slug,
        "names": row.names,
        "synonyms": row.synonyms,
        "parent": str(row.parent_id) if row.parent_id else None,
        "position": row.position,
        "description": row.description,
        "image": str(row.image_id) if row.image_id else None,
        "external_ids": {one.scheme: one.value for one in row.identifiers.all()},
    }


def _told(row: Tag) -> dict[str, Any]:
    merged = str(row.merged_into_id) if row.merged_into_id else None
    return {"version": row.version, "updated_at": row.updated_at.isoformat(), "merged_into": merged}


def _save(values: Mapping[str, Any], tag: UUID | None) -> Tag:
    return save_tag(values=values, by=None, tag=tag)


def _own_scheme(row: Tag) -> str:
    """Return whose tag it is, as far as a limited key is concerned: the only scheme that it has an id of."""
    schemes = [*row.identifiers.values_list("scheme", flat=True)]
    return schemes[0] if len(schemes) == 1 else ""


TAGS = Sort(
    target=Target.TAG,
    model=Tag,
    route="tag",
    fields=TAG_FIELDS,
    empty={
        "names": {}, "synonyms": [], "parent": None, "position": 0, "description": "", "image": None,
        "external_ids": {},
    },
    document=_document,
    told=_told,
    save=_save,
    delete=lambda _request, tag: delete_tag(tag=tag),
    own_source=_own_scheme,
    lock_first=lambda tag: lock_trees([tag]),
)  # fmt: skip


@tags_described
class ManageTagList(ThingCreatingDoor):
    """All tags, and the making of new ones."""

    permission_classes = [Needs(VOCABULARY_WRITE, reading=DRAFTS_READ)]
    sort = TAGS

    def get(self, request: Request) -> HttpResponse:
        """Answer the tags, the newest first."""
        asked = ManagedTags.parse(plain(request))
        rows = ManagedTags.apply(asked, Tag.objects.prefetch_related("identifiers"))
        return paged(request, asked, rows, NEWEST["tag"], self.documents_of)


@tag_described
class ManageTagDetail(ThingDetailDoor):
    """One tag."""

    permission_classes = [Needs(VOCABULARY_WRITE, reading=DRAFTS_READ)]
    sort = TAGS


@tag_external_described
class ManageTagByExternalId(ThingByExternalIdDoor):
    """One tag, by its name in another vocabulary."""

    permission_classes = [Needs(VOCABULARY_WRITE, reading=DRAFTS_READ)]
    sort = TAGS

    def named(self, row: Any | None, values: dict[str, Any], name: ExternalName) -> dict[str, Any]:
        """Give it this name beside its other external ids, which stay."""
        return {**values, "external_ids": _identifiers(row, values, *name)}


def _identifiers(
    row: Tag | None, values: Mapping[str, Any], source: str, external_id: str
) -> dict[str, Any]:
    given = values.get("external_ids", {})
    if not isinstance(given, dict):
        message = "external_ids: write one value for each scheme."
        raise BadRequest(errors=[FieldError("external_ids", "not_ids", message)])
    if given.get(source, external_id) != external_id:
        message = f"external_ids: the address says “{shown(external_id)}”: write the same."
        raise BadRequest(errors=[FieldError(f"external_ids.{shown(source)}", "differs", message)])
    known = TagIdentifier.objects.filter(tag=row) if row else TagIdentifier.objects.none()
    return {**dict(known.values_list("scheme", "value")), **given, source: external_id}


@merge_described
class MergeTag(ThingDoor):
    """Two tags turn out to be one."""

    permission_classes = [Needs(VOCABULARY_WRITE)]
    sort = TAGS

    def post(self, request: Request, key: str) -> HttpResponse:
        """Move everything of this tag to the one that `into` names."""
        row, expected, document = self.asked(request, key, document_in)
        winner = _into(document)

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                lock_trees([row.pk, winner])
                self.lock(request, row, expected)
                kept = merge_tags(loser=row.pk, winner=winner, by=None)
                audit(request, thing_type="tag", thing=row.pk)
                return keep(self.receipt(request, kept, "updated"))

        return once(plain(request), document, act)


def _into(document: Mapping[str, Any]) -> UUID:
    strange = document.keys() - {"into"}
    if strange:
        name = shown(next(iter(strange)))
        message = f"There is nothing called “{name}” to say here."
        raise BadRequest(errors=[FieldError(name, "unknown", message)])
    pointer, _inline, problems = read_pointer(Target.TAG, "into", document.get("into"))
    found = known_ids([pointer]).get(pointer) if pointer else None
    if found is None:
        message = "into: there is no such tag."
        raise BadRequest(errors=problems or [FieldError("into", "not_there", message)])
    return UUID(found)
