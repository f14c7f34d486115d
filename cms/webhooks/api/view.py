"""What the addresses about webhooks share: a key with the scope `webhooks:manage`, JSON, and no cache."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import orjson
from django.db import transaction
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from cms.access.authentication import KeyAuthentication
from cms.access.permissions import Needs
from cms.access.scopes import WEBHOOKS_MANAGE
from cms.http.negotiation import JSON
from cms.idempotency.once import Keep, once
from cms.webhooks.api.requests import NoParameters

PRIVATE = "private, no-store"


class WebhookView(APIView):
    """Base of these addresses: a key, a scope, JSON."""

    authentication_classes = [KeyAuthentication]
    permission_classes: Any = [Needs(WEBHOOKS_MANAGE)]
    renderer_classes = [JSONRenderer]
    takes_parameters = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse who may not, and parameters where there are none."""
        super().initial(request, *args, **kwargs)
        if not self.takes_parameters:
            NoParameters.parse(request._request)  # noqa: SLF001 - as the filters know requests

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Leave out the body of an answer to HEAD."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if request.method == "HEAD":
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Say which methods there are."""
        headers = {"Allow": ", ".join(self.allowed_methods), "Cache-Control": PRIVATE}
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def answered_once(request: Request, document: Any, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `act` answers, in one transaction, or what it answered to the same request before."""

    def kept(keep: Keep) -> HttpResponse:
        with transaction.atomic():
            return keep(act())

    return once(request._request, document, kept)  # noqa: SLF001 - as the verb knows requests


def answer(document: Any, *, status: int = HTTPStatus.OK) -> HttpResponse:
    """Return a JSON answer that no cache keeps."""
    return HttpResponse(
        orjson.dumps(document),
        status=status,
        content_type=JSON,
        headers={"Cache-Control": PRIVATE},
    )
