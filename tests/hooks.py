"""Endpoints, and changes to tell them of, for tests."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from standardwebhooks import Webhook

from cms.changes.log import NewChange, append
from cms.webhooks.endpoints import MadeEndpoint, make_endpoint
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.planning import plan_due
from tests.receivers import Receiver

KILLED = {"kind": "killed", "at": "2026-11-22T10:00:00Z", "reason": None, "replaced_by": None}


def make_hook(url: str = "https://news.example/hook", **values: Any) -> MadeEndpoint:
    """Return a new endpoint with its secret."""
    return make_endpoint(values={"url": url, **values}, by=None)


def change(thing: UUID | None = None, operation: str = "published", **values: Any) -> UUID:
    """Append a change to the log and return the id of what it is about."""
    thing = thing or uuid4()
    given = {"type": "article", "version": 1, "labels": ["language:en"], **values}
    with transaction.atomic():
        append(changes=[NewChange(thing=thing, operation=operation, **given)])
    return thing


def kill(thing: UUID | None = None, **values: Any) -> UUID:
    """Append the withdrawal of something killed."""
    return change(thing, "withdrawn", **{"version": 2, "withdrawal": KILLED, **values})


def plan() -> list[Delivery]:
    """Make the deliveries that are due and return all that there are, oldest first."""
    while plan_due():
        pass
    return list(Delivery.objects.order_by("seq", "id"))


def planned(url: str = "https://news.example/hook", **values: Any) -> Delivery:
    """Return a delivery that is due, of a fresh change to a fresh endpoint."""
    endpoint = make_hook(url, **values).endpoint
    change()
    plan()
    return endpoint.deliveries.get()


def verified(receiver: Receiver, secret: str, number: int = -1) -> Any:
    """Return what a receiver got, after the published library has verified it."""
    head, _, body = receiver.requests[number].partition(b"\r\n\r\n")
    return Webhook(secret).verify(body, headers_of(head))


def headers_of(head: bytes) -> dict[str, str]:
    """Return a request's headers by their names in lower case."""
    lines = head.decode().split("\r\n")[1:]
    pairs = (line.split(": ", 1) for line in lines if ": " in line)
    return {name.lower(): value for name, value in pairs}


def again(row: Any) -> Any:
    """Return a row as it is now."""
    return type(row)._default_manager.get(pk=row.pk)


def endpoint_now() -> Endpoint:
    """Return the only endpoint as it is now."""
    return Endpoint.objects.get()
