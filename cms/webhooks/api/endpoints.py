"""Endpoints: made, changed, deleted, given new secrets, tried out."""

from http import HTTPStatus
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from cms.access.audit import audit
from cms.access.callers import caller_of
from cms.http.problem import BadRequest, FieldError
from cms.idempotency.once import Keep, once
from cms.webhooks.api import operations
from cms.webhooks.api.documents import attempt_document, endpoint_document
from cms.webhooks.api.requests import read_body, read_flag, read_grace, read_since
from cms.webhooks.api.view import PRIVATE, WebhookView, answer, answered_once
from cms.webhooks.endpoint_values import FIELDS
from cms.webhooks.endpoints import change_endpoint, delete_endpoint, make_endpoint, rotate_secret
from cms.webhooks.redelivering import redeliver_since
from cms.webhooks.states import endpoint_of, managed_by, with_counts
from cms.webhooks.testing import send_test

ENDPOINT = "webhook"


@operations.endpoints
class EndpointList(WebhookView):
    """The endpoints that the key may manage."""

    def get(self, request: Request) -> HttpResponse:
        """Return all of them, newest first."""
        rows = with_counts(managed_by(caller_of(request))).prefetch_related("secrets")
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
            made = make_endpoint(values=body, by=None, key=caller_of(request).key, cursor=cursor)
            audit(request, thing_type=ENDPOINT, thing=made.endpoint.pk, status=HTTPStatus.CREATED)
            row = endpoint_of(caller_of(request), made.endpoint.pk)
            document = {**endpoint_document(row), "secret": made.secret}
            return answer(document, status=HTTPStatus.CREATED)

        return answered_once(request, {**body, "cursor": cursor}, act)


@operations.endpoint
class EndpointDetail(WebhookView):
    """One endpoint."""

    def get(self, request: Request, webhook: UUID) -> HttpResponse:
        """Return it."""
        return answer(endpoint_document(endpoint_of(caller_of(request), webhook)))

    def patch(self, request: Request, webhook: UUID) -> HttpResponse:
        """Change what is given and leave the rest."""
        endpoint_of(caller_of(request), webhook)
        body = read_body(request, *FIELDS)
        with transaction.atomic():
            change_endpoint(endpoint=webhook, values=body)
            audit(request, thing_type=ENDPOINT, thing=webhook)
        return answer(endpoint_document(endpoint_of(caller_of(request), webhook)))

    def delete(self, request: Request, webhook: UUID) -> HttpResponse:
        """Delete it with the log of its deliveries."""
        endpoint_of(caller_of(request), webhook)
        with transaction.atomic():
            delete_endpoint(endpoint=webhook)
            audit(request, thing_type=ENDPOINT, thing=webhook, status=HTTPStatus.NO_CONTENT)
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": PRIVATE})


@operations.rotate
class SecretRotation(WebhookView):
    """A new secret."""

    def post(self, request: Request, webhook: UUID) -> HttpResponse:
        """Return it, this one time."""
        endpoint_of(caller_of(request), webhook)
        body = read_body(request, "grace_hours", may_be_absent=True)
        grace = read_grace(body)

        def act() -> HttpResponse:
            secret = rotate_secret(endpoint=webhook, grace=grace)
            audit(request, thing_type=ENDPOINT, thing=webhook)
            row = endpoint_of(caller_of(request), webhook)
            return answer({**endpoint_document(row), "secret": secret})

        return answered_once(request, body, act)


@operations.test
class EndpointTest(WebhookView):
    """A ping."""

    def post(self, request: Request, webhook: UUID) -> HttpResponse:
        """Send it now and return what came back."""
        endpoint_of(caller_of(request), webhook)
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
        endpoint_of(caller_of(request), webhook)
        body = read_body(request, "since", "only_failed", may_be_absent=True)
        since, only_failed = read_since(body), read_flag(body, "only_failed")

        def act() -> HttpResponse:
            count = redeliver_since(endpoint=webhook, since=since, only_failed=only_failed)
            audit(request, thing_type=ENDPOINT, thing=webhook, status=HTTPStatus.ACCEPTED)
            return answer({"count": count}, status=HTTPStatus.ACCEPTED)

        return answered_once(request, body, act)
