"""What is done with one image: it gets its file, is confirmed, killed, and says where it is used."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import answer as answered
from articles.api.manage.door import document_in, plain
from articles.api.manage.images import IMAGES, remarks_of, seen_image
from articles.api.manage.options import query_of
from articles.api.manage.thing_operations import (
    image_confirm_described,
    image_file_described,
    image_kill_described,
    image_uses_described,
)
from articles.api.manage.things import ThingDoor
from articles.api.manage.uploads import digest, prepared_picture, sent
from articles.image_uses import image_uses
from articles.killing import kill_image
from cms.access.audit import audit
from cms.access.callers import caller_of
from cms.access.permissions import Needs
from cms.access.scopes import ARTICLES_PUBLISH, DRAFTS_READ, MEDIA_WRITE
from cms.http.problem import BadRequest, FieldError
from cms.http.texts import shown
from cms.idempotency.once import Keep, once
from media.library import (
    confirm_disclosure,
    settle_file,
)


@image_file_described
class ManageImageFile(ThingDoor):
    """The file of one image."""

    permission_classes = [Needs(MEDIA_WRITE)]
    sort = IMAGES

    def post(self, request: Request, key: str) -> HttpResponse:
        """Give an image its file, or another one."""
        row, expected, (document, file) = self.asked(request, key, lambda one: sent(plain(one)))
        _refuse_strange(document, {"url"})
        if file is None and "url" not in document:
            message = "Send the file in the part `file`, or its address as url."
            raise BadRequest(errors=[FieldError("file", "missing", message)])

        def act(keep: Keep) -> HttpResponse:
            ready = prepared_picture({}, file, document.get("url"))
            with transaction.atomic():
                self.lock(request, row, expected)
                done = settle_file(image=row.pk, prepared=ready)
                audit(request, thing_type="image", thing=row.pk)
                return keep(self.receipt(request, done.image, "updated", warnings=remarks_of(done)))

        return once(plain(request), [document, digest(file)], act)


@image_confirm_described
class ConfirmImage(ThingDoor):
    """A person, or who answers for the key, stands behind how the image is said to have been made."""

    permission_classes = [Needs(MEDIA_WRITE)]
    sort = IMAGES

    def post(self, request: Request, key: str) -> HttpResponse:
        """Confirm it."""
        row, expected, _nothing = self.asked(request, key, _empty_document)

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                self.lock(request, row, expected)
                done = confirm_disclosure(image=row.pk, by=None)
                audit(request, thing_type="image", thing=row.pk)
                return keep(self.receipt(request, done, "updated"))

        return once(plain(request), {}, act)


@image_kill_described
class KillImage(ThingDoor):
    """Takes an image out of everything, for good; to do it again changes nothing more."""

    permission_classes = [Needs(MEDIA_WRITE, ARTICLES_PUBLISH)]
    sort = IMAGES

    def post(self, request: Request, key: str) -> HttpResponse:
        """Kill it."""
        row, expected, _nothing = self.asked(request, key, _empty_document)

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                # Nothing that anybody may have changed since can be lost on an image that is gone already.
                self.lock(request, row, None if row.killed_at else expected)
                audit(request, thing_type="image", thing=row.pk)
            # In transactions of its own: it may hold no lock on an image that a publication waits for.
            killed = kill_image(image=row.pk, by=None)
            with transaction.atomic():
                return keep(self.receipt(request, killed, "updated"))

        return once(plain(request), {}, act)


@image_uses_described
class ManageImageUses(ThingDoor):
    """Where an image is used."""

    permission_classes = [Needs(DRAFTS_READ)]
    sort = IMAGES

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer its uses, as far as the key may see."""
        query_of(plain(request))
        row = seen_image(self, request, key)
        uses = image_uses(row.pk, caller=caller_of(request))
        return answered(
            request,
            {
                "drafts": [{"id": str(one.pk), "headline": one.headline} for one in uses.drafts],
                "live": [{"slug": one.slug, "headline": one.headline} for one in uses.live],
                "planned": [str(one.article_id) for one in uses.planned],
                "tags": [str(one.pk) for one in uses.tags],
                "is_logo": uses.is_logo,
                "hidden": uses.hidden,
            },
        )


def _empty_document(request: Request) -> None:
    """Read a body that has nothing to say: it is absent, or an empty object."""
    _refuse_strange(document_in(request, may_be_absent=True), set())


def _refuse_strange(document: Mapping[str, Any], known: set[str]) -> None:
    errors = [
        FieldError(shown(name), "unknown", f"There is nothing called “{shown(name)}” to say here.")
        for name in document.keys() - known
    ]
    if errors:
        raise BadRequest(errors=errors)
