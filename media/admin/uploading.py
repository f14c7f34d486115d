"""Many files at once, each with its own answer: taken, there already, or refused with the gate's reason."""

from http import HTTPStatus
from typing import Any, BinaryIO, NamedTuple, cast

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse

from cms.access.models import User
from cms.access.people import person
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal
from media.intake import Taken, take_in
from media.models import Image

ACCEPTED, DUPLICATE, REFUSED = "accepted", "duplicate", "refused"
_STATUSES = {ACCEPTED: HTTPStatus.CREATED, DUPLICATE: HTTPStatus.OK}


class Uploaded(NamedTuple):
    """What became of one file. `image` is the new one, or for a duplicate the first that has these bytes."""

    filename: str
    status: str
    image: Image | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    lookalikes: tuple[Image, ...] = ()
    code: int = HTTPStatus.OK


class ImageUploads(VerbAdmin):
    """The page that takes files. Nothing of it runs in a transaction: a file is decoded before there is a row."""

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take the files that were sent, and tell of each; scripts send one at a time and are told in JSON."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        files = request.FILES.getlist("files")
        results = [uploaded(file, by=person(request)) for file in files]
        for one in results:
            if one.status == ACCEPTED:
                self.log_addition(request, one.image, [{"added": {}}])
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            return self._told(results)
        context = {
            **self.admin_site.each_context(request),
            "title": "Add pictures",
            "opts": self.opts,
            "media": self.media,
            "results": results,
            "nothing_sent": request.method == "POST" and not results,
        }
        return TemplateResponse(request, "media/upload_page.html", context)

    def _told(self, results: list[Uploaded]) -> JsonResponse:
        if len(results) != 1:
            message = f"{len(results)} files were sent: send exactly one in a request."
            return JsonResponse({"status": REFUSED, "reason": message}, status=400)
        [one] = results
        status = _STATUSES.get(one.status, one.code)
        return JsonResponse(self._document(one), status=status)

    def _document(self, one: Uploaded) -> dict[str, Any]:
        return {
            "file": one.filename,
            "status": one.status,
            "reason": one.reason,
            "remarks": one.remarks,
            "image": self._link(one.image) if one.image else None,
            "lookalikes": [self._link(other) for other in one.lookalikes],
        }

    def _link(self, image: Image) -> dict[str, str]:
        return {
            "id": str(image.pk),
            "title": str(image),
            "address": self.address("change", image.pk),
        }


def uploaded(file: UploadedFile, *, by: User) -> Uploaded:
    """Bring one file through the gate; a refusal is an answer like the others."""
    name = str(file.name)
    try:
        taken = take_in(content=opened(file), filename=name, values={}, by=by)
    except Refusal as refusal:
        return Uploaded(name, REFUSED, reason=refusal.detail, code=refusal.status)
    status = ACCEPTED if taken.is_new else DUPLICATE
    return Uploaded(name, status, taken.image, _reason(taken), _remarks(taken), taken.duplicates)


def opened(file: UploadedFile) -> BinaryIO:
    """Return a sent file as the gate reads it: piece by piece, from memory or from disk."""
    return cast("BinaryIO", file.file)


def _reason(taken: Taken) -> str:
    return "" if taken.is_new else " ".join(taken.remarks)


def _remarks(taken: Taken) -> tuple[str, ...]:
    return taken.remarks if taken.is_new else ()
