"""Tags and sources: written, merged, and pushed by the integrator's own ids."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import document_in, plain
from articles.api.manage.listed import paged
from articles.api.manage.options import query_of
from articles.api.manage.thing_operations import (
    merge_described,
    source_described,
    source_external_described,
    sources_described,
    tag_described,
    tag_external_described,
    tags_described,
)
from articles.api.manage.thing_parameters import NEWEST, ManagedSources, ManagedTags
from articles.api.manage.things import (
    Sort,
    ThingByExternalIdDoor,
    ThingCreatingDoor,
    ThingDetailDoor,
    ThingDoor,
    refuse_other_name,
)
from articles.limits import refuse_foreign
from articles.merging import merge_tags
from articles.models import Source, Tag, TagIdentifier
from articles.pushing import lock_names
from articles.referring import known_ids
from articles.sourcing import SOURCE_FIELDS, delete_source, save_source
from articles.submission import Target, read_pointer
from articles.vocabulary import TAG_FIELDS, delete_tag, lock_trees, save_tag
from cms.access.audit import audit
from cms.access.callers import caller_of
from cms.access.permissions import Needs
from cms.access.scopes import DRAFTS_READ, VOCABULARY_WRITE
from cms.http.preconditions import expected_revision
from cms.http.problem import BadRequest, FieldError
from cms.http.texts import shown
from cms.idempotency.once import Keep, once


def _tag_document(row: Tag) -> dict[str, Any]:
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


def _tag_told(row: Tag) -> dict[str, Any]:
    merged = str(row.merged_into_id) if row.merged_into_id else None
    return {"version": row.version, "updated_at": row.updated_at.isoformat(), "merged_into": merged}


def _save_tag(values: Mapping[str, Any], tag: UUID | None) -> Tag:
    return save_tag(values=values, by=None, tag=tag)


def _source_document(row: Source) -> dict[str, Any]:
    return {name: getattr(row, name) for name in sorted(SOURCE_FIELDS)}


def _source_told(row: Source) -> dict[str, Any]:
    return {"version": row.version, "updated_at": row.updated_at.isoformat()}


def _save_source(values: Mapping[str, Any], source: UUID | None) -> Source:
    return save_source(values=values, by=None, source=source)


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
    document=_tag_document,
    told=_tag_told,
    save=_save_tag,
    delete=lambda _request, tag: delete_tag(tag=tag),
    own_source=_own_scheme,
    lock_first=lambda tag: lock_trees([tag]),
)  # fmt: skip
SOURCES = Sort(
    target=Target.SOURCE,
    model=Source,
    route="source",
    fields=SOURCE_FIELDS,
    empty={"kind": "other", "homepage": "", "external_source": "", "external_id": ""},
    document=_source_document,
    told=_source_told,
    save=_save_source,
    delete=lambda _request, source: delete_source(source=source),
    own_source=lambda row: row.external_source,
)


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

    def put(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Create it, or change what is named and differs; its other external ids stay."""
        query_of(plain(request))
        refuse_foreign(caller_of(request).limits, source)
        document = document_in(request)
        with transaction.atomic():
            lock_names([(f"{Target.TAG}:{source}", external_id)])
            row = self.found_external(source, external_id)
            row = self.lock(request, row, None) if row else None
            values = self.values_of(document, row)
            values["external_ids"] = _identifiers(row, values, source, external_id)
            return self.write(request, row, values)


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
        query_of(plain(request))
        expected = expected_revision(plain(request))
        document = document_in(request)
        row = self.found(key)
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


@sources_described
class ManageSourceList(ThingCreatingDoor):
    """All sources, and the making of new ones."""

    permission_classes = [Needs(VOCABULARY_WRITE, reading=DRAFTS_READ)]
    sort = SOURCES

    def get(self, request: Request) -> HttpResponse:
        """Answer the sources, the newest first."""
        asked = ManagedSources.parse(plain(request))
        rows: QuerySet[Source] = ManagedSources.apply(asked, Source.objects.all())
        return paged(request, asked, rows, NEWEST["source"], self.documents_of)


@source_described
class ManageSourceDetail(ThingDetailDoor):
    """One source."""

    permission_classes = [Needs(VOCABULARY_WRITE, reading=DRAFTS_READ)]
    sort = SOURCES


@source_external_described
class ManageSourceByExternalId(ThingByExternalIdDoor):
    """One source, by its external source and id."""

    permission_classes = [Needs(VOCABULARY_WRITE, reading=DRAFTS_READ)]
    sort = SOURCES

    def put(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Create it, or change what is named and differs."""
        query_of(plain(request))
        refuse_foreign(caller_of(request).limits, source)
        document = document_in(request)
        names = {"external_source": source, "external_id": external_id}
        with transaction.atomic():
            lock_names([(f"{Target.SOURCE}:{source}", external_id)])
            row = self.found_external(source, external_id)
            row = self.lock(request, row, None) if row else None
            values = self.values_of(document, row)
            refuse_other_name(values, names)
            return self.write(request, row, {**values, **names})
