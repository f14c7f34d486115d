"""Setting up where changes are sent to: the verbs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.access.models import User
from cms.changes.cursors import decode, refuse_lost
from cms.changes.reading import Head, current_head
from cms.http.problem import FieldError, NotFound, Refusal
from cms.webhooks.endpoint_values import read_values
from cms.webhooks.models import Endpoint, Secret
from cms.webhooks.models.endpoint import DisabledBecause
from cms.webhooks.signing import new_secret

MOST_ENDPOINTS = 500
GRACE = timedelta(hours=24)
LONGEST_GRACE = timedelta(days=30)


class EndpointRefused(Refusal):
    """An endpoint cannot be like this."""

    status = 400
    code = "endpoint_refused"
    title = "The endpoint cannot be like this"


class TooManyEndpoints(Refusal):
    """There are as many as there may be."""

    code = "too_many_endpoints"
    title = "No endpoint was made"


class MadeEndpoint(NamedTuple):
    """A new endpoint; `secret` is what receivers verify with, and this is the only time it is told."""

    endpoint: Endpoint
    secret: str


def make_endpoint(
    *,
    values: Mapping[str, Any],
    by: User | None,
    key: UUID | None = None,
    cursor: str | None = None,
) -> MadeEndpoint:
    """Make an endpoint that hears of everything from now on, or since a cursor of the change feed.

    `url` must be given; `key` is the API key that may manage it. Raises `EndpointRefused`,
    `TooManyEndpoints`, and what the feed raises for a cursor that leads nowhere.
    """
    ready = _ready({"url": "", **values})
    head = current_head()
    position = head.last_seq if cursor is None else _followed(cursor, head)
    with transaction.atomic():
        if Endpoint.objects.count() >= MOST_ENDPOINTS:
            raise TooManyEndpoints(
                f"There are {MOST_ENDPOINTS} endpoints. Delete those that nobody needs."
            )
        endpoint = Endpoint(
            key_id=key,
            created_by=by,
            epoch=head.epoch,
            position=position,
            kills_position=position,
        )
        _fill(endpoint, ready)
        endpoint.save(force_insert=True)
        secret = Secret.objects.create(endpoint=endpoint, value=new_secret())
    return MadeEndpoint(endpoint, secret.value)


def change_endpoint(*, endpoint: UUID, values: Mapping[str, Any]) -> Endpoint:
    """Change what an endpoint hears of and where; raises `EndpointRefused`, `NotFound`.

    One that is switched on again hears of everything since it was switched off; switching on also
    ends its rest after failures.
    """
    ready = _ready(values)
    with transaction.atomic():
        row = locked_endpoint(endpoint)
        _fill(row, ready)
        row.revision += 1
        row.save()
    return row


def give_to_keys(*, endpoint: UUID, key: UUID | None, is_shared: bool) -> None:
    """Say which API key may manage an endpoint, or that all with the scope may."""
    with transaction.atomic():
        row = locked_endpoint(endpoint)
        row.key_id, row.is_shared = key, is_shared
        row.save(update_fields=["key", "is_shared"])


def delete_endpoint(*, endpoint: UUID) -> None:
    """Delete an endpoint with the log of its deliveries; raises `NotFound`."""
    with transaction.atomic():
        locked_endpoint(endpoint).delete()


def rotate_secret(*, endpoint: UUID, grace: timedelta = GRACE) -> str:
    """Return a new secret, told this one time; the ones before sign beside it for `grace`.

    Raises `EndpointRefused`, `NotFound`.
    """
    if not timedelta() <= grace <= LONGEST_GRACE:
        message = f"grace: give up to {LONGEST_GRACE.days} days."
        raise EndpointRefused(errors=[FieldError("grace", "out_of_bounds", message)])
    now = timezone.now()
    with transaction.atomic():
        row = locked_endpoint(endpoint)
        old = row.secrets.filter(Q(expires_at=None) | Q(expires_at__gt=now + grace))
        old.update(expires_at=now + grace)
        row.secrets.filter(expires_at__lte=now).delete()
        secret = Secret.objects.create(endpoint=row, value=new_secret())
    return secret.value


def switch_off(endpoint: Endpoint, *, because: DisabledBecause) -> None:
    """Send nothing more to an endpoint, for a reason that its page tells; inside a transaction."""
    Endpoint.objects.filter(pk=endpoint.pk, is_enabled=True).update(
        is_enabled=False, disabled_because=because, disabled_at=timezone.now()
    )


def locked_endpoint(endpoint: UUID) -> Endpoint:
    """Return an endpoint that nobody else changes until the transaction ends; raises `NotFound`."""
    row = Endpoint.objects.select_for_update(of=("self",)).filter(pk=endpoint).first()
    if row is None:
        raise NotFound("There is no such endpoint.")
    return row


def _followed(cursor: str, head: Head) -> int:
    """Return how far somebody has followed the feed."""
    place = decode(cursor)
    refuse_lost(
        place,
        epoch=head.epoch,
        last_seq=head.last_seq,
        low_water=head.low_water,
        asked=place.asked,
    )
    return place.seq


def _ready(values: Mapping[str, Any]) -> dict[str, Any]:
    ready, problems = read_values(values)
    if problems:
        raise EndpointRefused(errors=problems)
    return ready


def _fill(endpoint: Endpoint, ready: Mapping[str, Any]) -> None:
    was_enabled, was_sent_to = endpoint.is_enabled, endpoint.url
    for name, value in ready.items():
        setattr(endpoint, name, value)
    if endpoint.is_enabled:
        endpoint.disabled_because, endpoint.disabled_at = "", None
    elif was_enabled:
        endpoint.disabled_because, endpoint.disabled_at = DisabledBecause.PERSON, timezone.now()
    if endpoint.url != was_sent_to or (endpoint.is_enabled and not was_enabled):
        endpoint.failures_in_a_row, endpoint.failing_since = 0, None
        endpoint.rests_until = None
