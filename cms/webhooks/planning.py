"""Turning numbered changes into deliveries: the verb that moves an endpoint's place in the log.

The place moves in the transaction that writes the deliveries, and only from where it was when the
changes were read: none is lost and none made twice, whoever dies when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.access.callers import caller_for
from cms.access.scopes import CHANGES_READ_ALL
from cms.changes.cursors import Place, Resync
from cms.changes.filters import WITHDRAWN, Filter, fingerprint, told_as
from cms.changes.models import Change
from cms.changes.numbering import number_pending
from cms.changes.reading import Head, Told, current_head, read
from cms.changes.telling import change_document
from cms.webhooks.messages import RESYNC, event_type
from cms.webhooks.models import Delivery, Endpoint

CHANGES_IN_ONE_TRANSACTION = 500
MOST_WAITING = 10_000
"""So many deliveries wait at most for an endpoint; the changes beyond them wait in the log itself."""
KILLED = "killed"


def plan_due() -> int:
    """Make the deliveries of what was numbered since; return how many endpoints were brought further."""
    number_pending()
    head = current_head()
    return sum(_bring_on(endpoint, head) for endpoint in _behind(head))


def _behind(head: Head) -> QuerySet[Endpoint]:
    of_old = ~Q(epoch=head.epoch)
    changes = Q(is_enabled=True, position__lt=head.last_seq)
    kills = Q(kills_position__lt=head.last_seq)
    return Endpoint.objects.filter(of_old | changes | kills).select_related("key").order_by("id")


def _bring_on(endpoint: Endpoint, head: Head) -> bool:
    """Bring one endpoint on by one portion; False when another worker did, or nothing may move."""
    filters = filters_of(endpoint)
    kills = list(_kills(endpoint, head, filters))
    place = Place(endpoint.epoch, endpoint.position, 0, fingerprint(*filters))
    if not endpoint.is_enabled or _is_crowded(endpoint):
        return endpoint.kills_position < head.last_seq and _write(
            endpoint, kills, kills_position=head.last_seq
        )
    try:
        portion = read(place, filters=filters, limit=CHANGES_IN_ONE_TRANSACTION)
    except Resync as refusal:
        return _start_again(endpoint, head, kills, refusal)
    told = [_delivery(endpoint, one) for one in portion.told]
    return _write(
        endpoint,
        kills + told,
        kills_position=max(head.last_seq, endpoint.kills_position),
        position=portion.place.seq,
    )


def filters_of(endpoint: Endpoint) -> tuple[Filter, ...]:
    """Return an endpoint's filter and, as in the feed, the limits of the key that manages it."""
    if endpoint.key is None or CHANGES_READ_ALL in endpoint.key.scopes:
        return (endpoint.filter,)
    limits = caller_for(endpoint.key).limits
    sections = frozenset(str(section) for section in limits.sections)
    return (endpoint.filter, Filter(sections=sections, languages=limits.languages))


def _kills(endpoint: Endpoint, head: Head, filters: Sequence[Filter]) -> Iterator[Delivery]:
    """Yield deliveries of kills, for an endpoint that is off or far behind, too.

    Whoever may hold a copy has to be told, whatever operations it follows.
    """
    if endpoint.epoch != head.epoch:
        return
    unfiltered = [replace(one, operations=frozenset()) for one in filters]
    rows = Change.objects.filter(
        seq__gt=endpoint.kills_position,
        seq__lte=head.last_seq,
        operation=WITHDRAWN,
        withdrawal__kind=KILLED,
    )
    for change in rows.order_by("seq"):
        if told_as(change, *unfiltered):
            place = Place(head.epoch, change.seq or 0, 0, fingerprint(*filters))
            yield _delivery(endpoint, Told(change, WITHDRAWN, place))


def _is_crowded(endpoint: Endpoint) -> bool:
    waiting = endpoint.deliveries.filter(due_at__isnull=False, failed_at__isnull=True)
    return waiting.order_by()[MOST_WAITING - 1 : MOST_WAITING].exists()


def _delivery(endpoint: Endpoint, told: Told) -> Delivery:
    change = told.change
    return Delivery(
        endpoint=endpoint,
        seq=change.seq,
        event=event_type(change.type, told.operation),
        thing_type=change.type,
        thing=change.thing,
        at=change.at,
        data=orjson.loads(change_document(told, {})),
        is_kill=told.operation == WITHDRAWN and (change.withdrawal or {}).get("kind") == KILLED,
        due_at=timezone.now(),
    )


def _start_again(endpoint: Endpoint, head: Head, kills: list[Delivery], refusal: Resync) -> bool:
    """Tell an endpoint that changes were missed, and go on from now."""
    told = Delivery(
        endpoint=endpoint,
        event=RESYNC,
        at=timezone.now(),
        data={"reason": refusal.detail, "cursor": None},
        due_at=timezone.now(),
    )
    return _write(
        endpoint,
        [*kills, told],
        epoch=head.epoch,
        position=head.last_seq,
        kills_position=head.last_seq,
    )


def _write(endpoint: Endpoint, deliveries: list[Delivery], **columns: Any) -> bool:
    """Write the deliveries and move the place, if it is still where the changes were read from."""
    with transaction.atomic():
        unmoved = Endpoint.objects.filter(
            pk=endpoint.pk,
            revision=endpoint.revision,
            epoch=endpoint.epoch,
            position=endpoint.position,
            kills_position=endpoint.kills_position,
        )
        if not unmoved.update(**columns):
            return False
        # A kill that was told ahead comes by again in its turn: the constraint leaves it out.
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    return True
