"""The pins of an article: the related articles that come first, in order."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import answer, document_in, plain
from articles.api.manage.part_operations import pin_described, pins_described
from articles.api.manage.parts import ArticlePart, only
from articles.pinning import pin, unpin, write_pins
from cms.idempotency.once import Keep, once


@pins_described
class ManagePinList(ArticlePart):
    """All pins of an article, in their order."""

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer the ids of the pinned articles."""
        whole = self.seen(request, key)
        return answer(request, {"pins": whole.content["pins"]}, revision=whole.row.revision)

    def put(self, request: Request, key: str) -> HttpResponse:
        """Put a list in place of it: this is how pins are put in another order."""
        aim = self.aim(request, key)
        pins = only(document_in(request), "pins")
        with transaction.atomic():
            return self.told(request, write_pins(pins=pins, **aim))

    def post(self, request: Request, key: str) -> HttpResponse:
        """Pin one more after the others."""
        aim = self.aim(request, key)
        document = document_in(request)
        related = only(document, "article")

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                return keep(self.told(request, pin(related=related, **aim)))

        return once(plain(request), document, act)


@pin_described
class ManagePinDetail(ArticlePart):
    """One pin of an article, by the id of the pinned one."""

    def delete(self, request: Request, key: str, pinned: UUID) -> HttpResponse:
        """Take it away."""
        aim = self.aim(request, key)
        with transaction.atomic():
            return self.gone(request, unpin(related=pinned, **aim))
