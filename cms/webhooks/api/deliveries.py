"""Deliveries: their log, sending one again, acknowledging a kill."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from cms.access.audit import audit
from cms.access.callers import caller_of
from cms.http.keyset import page_url
from cms.webhooks.acknowledging import acknowledge, acknowledge_by_token
from cms.webhooks.api import operations
from cms.webhooks.api.documents import delivery_detail, delivery_document
from cms.webhooks.api.requests import NEWEST_FIRST, DeliveryParameters, read_body
from cms.webhooks.api.view import WebhookView, answer, answered_once
from cms.webhooks.models import Delivery
from cms.webhooks.redelivering import redeliver
from cms.webhooks.states import STATES, UNACKNOWLEDGED, delivery_of, endpoint_of

DELIVERY = "webhook delivery"


@operations.deliveries
class DeliveryList(WebhookView):
    """The deliveries to an endpoint."""

    takes_parameters = True

    def get(self, request: Request, webhook: UUID) -> HttpResponse:
        """Return a page of them, newest first."""
        plain = request._request  # noqa: SLF001 - as the filters know requests
        asked = DeliveryParameters.parse(plain)
        rows = Delivery.objects.filter(endpoint=endpoint_of(caller_of(request), webhook))
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
        return answer(delivery_detail(delivery_of(caller_of(request), webhook, delivery)))


@operations.redeliver
class DeliveryRedelivery(WebhookView):
    """One delivery, again."""

    def post(self, request: Request, webhook: UUID, delivery: UUID) -> HttpResponse:
        """Make it due now."""
        delivery_of(caller_of(request), webhook, delivery)
        read_body(request, may_be_absent=True)

        def act() -> HttpResponse:
            row = redeliver(delivery=delivery)
            audit(request, thing_type=DELIVERY, thing=delivery, status=HTTPStatus.ACCEPTED)
            return answer(delivery_document(row), status=HTTPStatus.ACCEPTED)

        return answered_once(request, {}, act)


@operations.acknowledge
class DeliveryAcknowledgement(WebhookView):
    """A kill that was carried out."""

    def post(self, request: Request, webhook: UUID, delivery: UUID) -> HttpResponse:
        """Note it."""
        delivery_of(caller_of(request), webhook, delivery)
        read_body(request, may_be_absent=True)

        def act() -> HttpResponse:
            row = acknowledge(delivery=delivery, by=caller_of(request).name)
            audit(request, thing_type=DELIVERY, thing=delivery)
            return answer(delivery_document(row))

        return answered_once(request, {}, act)


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
