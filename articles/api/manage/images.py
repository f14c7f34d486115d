"""Images: uploaded, fetched, described, confirmed, killed; each is the verb that the admin calls."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import document_in, plain
from articles.api.manage.listed import paged
from articles.api.manage.options import query_of
from articles.api.manage.thing_operations import (
    image_described,
    image_external_described,
    images_described,
)
from articles.api.manage.thing_parameters import NEWEST, ManagedImages
from articles.api.manage.things import Sort, ThingDetailDoor, ThingDoor, refuse_other_name
from articles.api.manage.uploads import digest, flag, prepared_picture, sent
from articles.image_deleting import delete_image
from articles.limits import refuse_foreign
from articles.pushing import lock_names
from articles.submission import Target
from articles.visibility import working_images
from cms.access.audit import audit, nothing_written
from cms.access.callers import caller_of
from cms.access.permissions import Needs
from cms.access.scopes import DRAFTS_READ, MEDIA_WRITE
from cms.idempotency.once import Keep, once
from media.library import (
    IMAGE_FIELDS,
    Prepared,
    Taken,
    add_image,
    describe_image,
    settle,
    settle_file,
)
from media.models import Determination, Image

_MOMENTS = ("captured_at", "rights_expire_at")
_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(IMAGE_FIELDS, ""),
    **dict.fromkeys(_MOMENTS),
    "alt": {},
    "caption": {},
    "is_decorative": False,
    "is_illustrative": False,
    "alt_origin": "human",
    "focal_x": 0.5,
    "focal_y": 0.5,
}


def _document(row: Image) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in sorted(IMAGE_FIELDS)}
    return values | {name: _said(values[name]) for name in _MOMENTS}


def _told(row: Image) -> dict[str, Any]:
    return {
        "version": row.version,
        "updated_at": row.updated_at.isoformat(),
        "is_awaited": row.is_awaited,
        "is_public": row.is_public,
        "is_confirmed": row.is_confirmed,
        "killed_at": _said(row.killed_at),
        "sha256": row.sha256,
        "format": row.format,
        "width": row.width,
        "height": row.height,
        "bytes": row.byte_count,
    }


def _said(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _save(values: Mapping[str, Any], image: UUID | None) -> Image:
    told = dict(values)
    if told.get("digital_source_type") and "determined_by" not in told:
        told["determined_by"] = Determination.EDITOR
    if image is None:
        return add_image(values=told, by=None)
    return describe_image(image=image, values=told, by=None)


IMAGES = Sort(
    target=Target.IMAGE,
    model=Image,
    route="image",
    fields=IMAGE_FIELDS,
    empty=_EMPTY,
    document=_document,
    told=_told,
    save=_save,
    delete=lambda request, image: delete_image(image=image, by=None, caller=caller_of(request)),
    own_source=lambda row: row.external_source,
)


@images_described
class ManageImageList(ThingDoor):
    """All images, and the adding of new ones."""

    permission_classes = [Needs(MEDIA_WRITE, reading=DRAFTS_READ)]
    sort = IMAGES

    def get(self, request: Request) -> HttpResponse:
        """Answer the images that the key may see, the newest first."""
        asked = ManagedImages.parse(plain(request))
        rows = ManagedImages.apply(asked, working_images(caller_of(request)))
        return paged(request, asked, rows, NEWEST["image"], self.documents_of)

    def post(self, request: Request) -> HttpResponse:
        """Add one: with its file, with the address of its file, or without (it is awaited then)."""
        query = query_of(plain(request), "allow_duplicate")
        allow = flag(query, "allow_duplicate")
        document, file = sent(plain(request))
        values = self.values_of(document, None)
        refuse_foreign(caller_of(request).limits, str(values.get("external_source", "")))
        said = [document, file.size if file else None, digest(file)]

        def act(keep: Keep) -> HttpResponse:
            url = values.pop("url", None)
            if file is None and url is None:
                with transaction.atomic():
                    return keep(self.write(request, None, values))
            ready = prepared_picture(values, file, url)
            if ready.known and not allow:
                nothing_written(request)
                with transaction.atomic():
                    return keep(self._taken(request, ready.known[0], "unchanged", ready))
            with transaction.atomic():
                row = settle(ready, allow_duplicate=True).image
                audit(request, thing_type="image", thing=row.pk, status=201)
                return keep(self._taken(request, row, "created", ready))

        return once(plain(request), said, act)

    def _taken(self, request: Request, row: Image, outcome: str, ready: Prepared) -> HttpResponse:
        also = {"duplicates": [str(one.pk) for one in ready.duplicates if one.pk != row.pk]}
        return self.receipt(request, row, outcome, warnings=remarks_of(ready), also=also)


@image_described
class ManageImageDetail(ThingDetailDoor):
    """One image."""

    permission_classes = [Needs(MEDIA_WRITE, reading=DRAFTS_READ)]
    sort = IMAGES

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer it."""
        query_of(plain(request))
        return self.shown(request, seen_image(self, request, key))


@image_external_described
class ManageImageByExternalId(ThingDoor):
    """One image, by its external source and id."""

    permission_classes = [Needs(MEDIA_WRITE, reading=DRAFTS_READ)]
    sort = IMAGES

    def get(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Answer it."""
        query_of(plain(request))
        row = self.found_external(source, external_id) or self._row(None)
        return self.shown(request, seen_image(self, request, str(row.pk)))

    def put(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Add it, or change what is named and differs; `url` brings the file where there is none yet."""
        query_of(plain(request))
        refuse_foreign(caller_of(request).limits, source)
        document = document_in(request)
        url = document.pop("url", None)
        names = {"external_source": source, "external_id": external_id}
        row = self.found_external(source, external_id)
        values = self.values_of(document, row)
        refuse_other_name(values, names)
        values |= names
        ready = None
        if url is not None and (row is None or row.is_awaited):
            ready = prepared_picture({} if row else values, None, url)
        with transaction.atomic():
            lock_names([(f"{Target.IMAGE}:{source}", external_id)])
            return self._stored(request, self.found_external(source, external_id), values, ready)

    def _stored(
        self, request: Request, row: Image | None, values: dict[str, Any], ready: Prepared | None
    ) -> HttpResponse:
        if row is None and ready is not None and ready.row.external_id:
            made = settle(ready, allow_duplicate=True).image
            audit(request, thing_type="image", thing=made.pk, status=201)
            return self.receipt(request, made, "created", warnings=remarks_of(ready))
        if row is None:
            return self.write(request, None, values)
        locked = self.lock(request, row, None)
        found = self.write(request, locked, values)
        if ready is None or not locked.is_awaited:
            return found
        done = settle_file(image=row.pk, prepared=ready)
        audit(request, thing_type="image", thing=row.pk)
        return self.receipt(request, done.image, "updated", warnings=remarks_of(done))


def seen_image(door: ThingDoor, request: Request, key: str) -> Image:
    """Return an image that the key may see; raises `NotFound`."""
    row: Image = door.found(key)
    seen = working_images(caller_of(request)).filter(pk=row.pk).first()
    return seen or door._row(None)  # noqa: SLF001 - the same refusal for hidden and absent


def remarks_of(ready: Prepared | Taken) -> list[dict[str, Any]]:
    return [
        {"field": "file", "code": "remark", "message": said, "excerpt": "", "times": 1}
        for said in ready.remarks
    ]
