"""Sources: written, and pushed by the integrator's own ids."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import plain
from articles.api.manage.listed import paged
from articles.api.manage.thing_operations import (
    source_described,
    source_external_described,
    sources_described,
)
from articles.api.manage.thing_parameters import NEWEST, ManagedSources
from articles.api.manage.things import (
    ExternalName,
    Sort,
    ThingByExternalIdDoor,
    ThingCreatingDoor,
    ThingDetailDoor,
    refuse_other_name,
)
from articles.models import Source
from articles.sourcing import SOURCE_FIELDS, delete_source, save_source
from articles.submission import Target
from cms.access.permissions import Needs
from cms.access.scopes import DRAFTS_READ, VOCABULARY_WRITE


def _document(row: Source) -> dict[str, Any]:
    return {name: getattr(row, name) for name in sorted(SOURCE_FIELDS)}


def _told(row: Source) -> dict[str, Any]:
    return {"version": row.version, "updated_at": row.updated_at.isoformat()}


def _save(values: Mapping[str, Any], source: UUID | None) -> Source:
    return save_source(values=values, by=None, source=source)


SOURCES = Sort(
    target=Target.SOURCE,
    model=Source,
    route="source",
    fields=SOURCE_FIELDS,
    empty={"kind": "other", "homepage": "", "external_source": "", "external_id": ""},
    document=_document,
    told=_told,
    save=_save,
    delete=lambda _request, source: delete_source(source=source),
    own_source=lambda row: row.external_source,
)


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

    def named(self, row: Any | None, values: dict[str, Any], name: ExternalName) -> dict[str, Any]:
        """Give it this external source and id, unless the document says others."""
        names = {"external_source": name.source, "external_id": name.external_id}
        refuse_other_name(values, names)
        return {**values, **names}
