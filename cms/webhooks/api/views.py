"""Endpoints and their deliveries, for keys with the scope `webhooks:manage`."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from cms.access.audit import audit
from cms.access.authentication import KeyAuthentication
from cms.access.callers import Caller, caller_of
from cms.access.permissions import Needs
from cms.access.scopes import WEBHOOKS_MANAGE
from cms.http.keyset import page_url
from cms.http.negotiation import JSON
from cms.http.problem import BadRequest, FieldError
from cms.idempotency.once import Keep, once
from cms.webhooks.acknowledging import acknowledge, acknowledge_by_token
from cms.webhooks.api import operations
from cms.webhooks.api.documents import (
    attempt_document,
    delivery_detail,
    delivery_document,
    endpoint_document,
)
from cms.webhooks.api.requests import (
    NEWEST_FIRST,
    DeliveryParameters,
    NoParameters,
    read_body,
    read_flag,
    read_grace,
    read_since,
)
from cms.webhooks.endpoint_values import FIELDS
from cms.webhooks.endpoints import change_endpoint, delete_endpoint, make_endpoint, rotate_secret
from cms.webhooks.models import Delivery
from cms.webhooks.redelivering import redeliver, redeliver_since
from cms.webhooks.states import (
    STATES,
    UNACKNOWLEDGED,
    delivery_of,
    endpoint_of,
    managed_by,
    with_counts,
)
from cms.webhooks.testing import send_test

PRIVATE = "private, no-store"
ENDPOINT = "webhook"
DELIVERY = "webhook delivery"


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


@operations.endpoints
class EndpointList(WebhookView):
    """The endpoints that the key may manage."""

    def get(self, request: Request) -> HttpResponse:
        """Return all of them, newest first."""
        rows = with_counts(managed_by(_caller(request))).prefetch_related("secrets")
        results = [endpoint_document(row) for row in rows]
        return answer({"results": results, "next": None, "previous": None})

    def post(self, request: Request) -> HttpResponse:
        """Make one; the answer holds its secret, this one time."""
        body = read_body(request, *FIELDS, "cursor")
        cursor = body.pop("cursor", None)
        if cursor is not None and not isinstance(cursor, str):
            message = "cursor: give one of the change feed, as it was given to you."
            raise BadRequest(errors=[FieldError("cursor", "damaged", message)])

        def act() -> HttpResponse:
            made = make_endpoint(values=body, by=None, key=_caller(request).key, cursor=cursor)
            audit(request, thing_type=ENDPOINT, thing=made.endpoint.pk, status=HTTPStatus.CREATED)
            row = endpoint_of(_caller(request), made.endpoint.pk)
            document = {**endpoint_document(row), "secret": made.secret}
            return answer(document, status=HTTPStatus.CREATED)

        return _once(request, {**body, "cursor": cursor}, act)


@operations.endpoint
class EndpointDetail(WebhookView):
    """One endpoint."""

    def get(self, request: Request, webhook: UUID) -> HttpResponse:
        """Return it."""
        return answer(endpoint_document(endpoint_of(_caller(request), webhook)))

    def patch(self, request: Request, webhook: UUID) -> HttpResponse:
        """Change what is given and leave the rest."""
        endpoint_of(_caller(request), webhook)
        body = read_body(request, *FIELDS)
        with transaction.atomic():
            change_endpoint(endpoint=webhook, values=body)
            audit(request, thing_type=ENDPOINT, thing=webhook)
        return answer(endpoint_document(endpoint_of(_caller(request), webhook)))

    def delete(self, request: Request, webhook: UUID) -> HttpResponse:
        """Delete it with the log of its deliveries."""
        endpoint_of(_caller(request), webhook)
        with transaction.atomic():
            delete_endpoint(endpoint=webhook)
            audit(request, thing_type=ENDPOINT, thing=webhook, status=HTTPStatus.NO_CONTENT)
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": PRIVATE})


@operations.rotate
class SecretRotation(WebhookView):
    """A new secret."""

    def post(self, request: Request, webhook: UUID) -> HttpResponse:
        """Return it, this one time."""
        endpoint_of(_caller(request), webhook)
        body = read_body(request, "grace_hours", may_be_absent=True)
        grace = read_grace(body)

        def act() -> HttpResponse:
            secret = rotate_secret(endpoint=webhook, grace=grace)
            audit(request, thing_type=ENDPOINT, thing=webhook)
            row = endpoint_of(_caller(request), webhook)
            return answer({**endpoint_document(row), "secret": secret})

        return _once(request, body, act)


@operations.test
class EndpointTest(WebhookView):
    """A ping."""

    def post(self, request: Request, webhook: UUID) -> HttpResponse:
        """Send it now and return what came back."""
        endpoint_of(_caller(request), webhook)
        read_body(request, may_be_absent=True)

        def act(keep: Keep) -> HttpResponse:
            attempt = send_test(endpoint=webhook)
            with transaction.atomic():  # Not before: nobody waits for a receiver in a transaction.
                audit(request, thing_type=ENDPOINT, thing=webhook)
                return keep(answer(attempt_document(attempt)))

        return once(request._request, {}, act)  # noqa: SLF001 - as the verb knows requests


@operations.redeliver_all
class EndpointRedelivery(WebhookView):
    """All deliveries since a moment."""

    def post(self, request: Request, webhook: UUID) -> HttpResponse:
        """Make them due now."""
        endpoint_of(_caller(request), webhook)
        body = read_body(request, "since", "only_failed", may_be_absent=True)
        since, only_failed = read_since(body), read_flag(body, "only_failed")

        def act() -> HttpResponse:
            count = redeliver_since(endpoint=webhook, since=since, only_failed=only_failed)
            audit(request, thing_type=ENDPOINT, thing=webhook, status=HTTPStatus.ACCEPTED)
            return answer({"count": count}, status=HTTPStatus.ACCEPTED)

        return _once(request, body, act)


@operations.deliveries
class DeliveryList(WebhookView):
    """The deliveries to an endpoint."""

    takes_parameters = True

    def get(self, request: Request, webhook: UUID) -> HttpResponse:
        """Return a page of them, newest first."""
        plain = request._request  # noqa: SLF001 - as the filters know requests
        asked = DeliveryParameters.parse(plain)
        rows = Delivery.objects.filter(endpoint=endpoint_of(_caller(request), webhook))
        if asked["state"]:
            rows = rows.filter(STATES[asked["state"]])
        if asked["unacknowledged"]:
            rows = rows.filter(UNACKNOWLEDGED)
        cursor, limit = asked["cursor"], asked["limit"]
        fetched = list(NEWEST_FIRST.slice(rows, cursor, limit))
        page = NEWEST_FIRST.page(fetched, cursor, limit, key=lambda row: (row.created_at, row.pk))
        return answer(
            {
                "results": [delivery_document(row) for row in page.rows],
                "next": page_url(plain, page.next),
                "previous": page_url(plain, page.previous),
            }
        )


@operations.delivery
class DeliveryDetail(WebhookView):
    """One delivery."""

    def get(self, request: Request, webhook: UUID, delivery: UUID) -> HttpResponse:
        """Return it with what was told and every attempt."""
        return answer(delivery_detail(delivery_of(_caller(request), webhook, delivery)))


@operations.redeliver
class DeliveryRedelivery(WebhookView):
    """One delivery, again."""

    def post(self, request: Request, webhook: UUID, delivery: UUID) -> HttpResponse:
        """Make it due now."""
        delivery_of(_caller(request), webhook, delivery)
        read_body(request, may_be_absent=True)

        def act() -> HttpResponse:
            row = redeliver(delivery=delivery)
            audit(request, thing_type=DELIVERY, thing=delivery, status=HTTPStatus.ACCEPTED)
            return answer(delivery_document(row), status=HTTPStatus.ACCEPTED)

        return _once(request, {}, act)


@operations.acknowledge
class DeliveryAcknowledgement(WebhookView):
    """A kill that was carried out."""

    def post(self, request: Request, webhook: UUID, delivery: UUID) -> HttpResponse:
        """Note it."""
        delivery_of(_caller(request), webhook, delivery)
        read_body(request, may_be_absent=True)

        def act() -> HttpResponse:
            row = acknowledge(delivery=delivery, by=_caller(request).name)
            audit(request, thing_type=DELIVERY, thing=delivery)
            return answer(delivery_document(row))

        return _once(request, {}, act)


@operations.acknowledge_by_link
class AcknowledgementByLink(WebhookView):
    """The address that every message of a kill brings along: who has it, was told."""

    authentication_classes = []
    permission_classes = []

    def post(self, request: Request, token: str) -> HttpResponse:
        """Note that what was killed is gone."""
        row = acknowledge_by_token(token=token)
        return answer(
            {
                "webhook_id": row.message_id,
                "acknowledged_at": delivery_document(row)["acknowledged_at"],
            }
        )


def _caller(request: Request) -> Caller:
    return caller_of(request)


def _once(request: Request, document: Any, act: Callable[[], HttpResponse]) -> HttpResponse:
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
