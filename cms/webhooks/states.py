"""What has become of deliveries, and how endpoints are doing: the queries."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.access.callers import Caller
from cms.http.problem import NotFound
from cms.webhooks.messages import PING
from cms.webhooks.models import Delivery, Endpoint

_WAITS: Final = Q(due_at__isnull=False, failed_at=None)
UNACKNOWLEDGED: Final = Q(is_kill=True, acknowledged_at=None)

STATES: Final[Mapping[str, Q]] = {
    "waiting": _WAITS & Q(tries=0),
    "retrying": _WAITS & Q(tries__gt=0, delivered_at=None),
    "repeating": _WAITS & Q(tries__gt=0, delivered_at__isnull=False),
    "delivered": Q(due_at=None, failed_at=None),
    "given_up": Q(failed_at__isnull=False),
}
"""Each state with its rows; a delivery is in exactly one. What is `repeating` is sent again though it was delivered:
somebody asked for it, or it is a kill that nobody has acknowledged."""


def state_of(delivery: Delivery) -> str:
    """Return what has become of a delivery, in one of the words of `STATES`."""
    if delivery.failed_at is not None:
        return "given_up"
    if delivery.due_at is None:
        return "delivered"
    if not delivery.tries:
        return "waiting"
    return "repeating" if delivery.delivered_at else "retrying"


def with_counts(rows: QuerySet[Endpoint]) -> QuerySet[Any]:
    """Return the endpoints with the numbers of deliveries that somebody should look at."""
    return rows.annotate(
        waiting=_count(_WAITS),
        given_up=_count(STATES["given_up"] & ~Q(event=PING)),
        unacknowledged=_count(UNACKNOWLEDGED),
    )


def _count(condition: Q) -> Coalesce:
    rows = Delivery.objects.filter(condition, endpoint=OuterRef("pk")).order_by()
    counted = rows.values("endpoint").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def managed_by(caller: Caller) -> QuerySet[Endpoint]:
    """Return the endpoints that a key may manage: its own and those that all keys share."""
    return Endpoint.objects.filter(Q(key=caller.key) | Q(is_shared=True)).order_by("-id")


def endpoint_of(caller: Caller, endpoint: UUID) -> Any:
    """Return an endpoint that a key may manage, with its counts; raises `NotFound`."""
    found = with_counts(managed_by(caller)).filter(pk=endpoint).first()
    if found is None:
        raise NotFound("There is no such endpoint, or it is not this key's to manage.")
    return found


def delivery_of(caller: Caller, endpoint: UUID, delivery: UUID) -> Delivery:
    """Return a delivery to an endpoint that a key may manage; raises `NotFound`."""
    rows = Delivery.objects.select_related("endpoint").filter(endpoint__in=managed_by(caller))
    return _found(rows.filter(endpoint=endpoint, pk=delivery))


def locked_delivery(delivery: UUID) -> Delivery:
    """Return a delivery that nobody else changes until the transaction ends; raises `NotFound`."""
    return _found(Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery))


def _found(rows: QuerySet[Delivery]) -> Delivery:
    found = rows.first()
    if found is None:
        raise NotFound("There is no such delivery; perhaps it is no longer kept.")
    return found


def standing(endpoint: Endpoint) -> str:
    """Return how an endpoint is doing: `disabled`, `resting`, `failing` or `working`."""
    if not endpoint.is_enabled:
        return "disabled"
    if endpoint.rests_at(timezone.now()):
        return "resting"
    return "failing" if endpoint.failures_in_a_row else "working"
