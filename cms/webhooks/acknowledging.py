"""Acknowledging kills: a subscriber says that what was killed is gone from its copies."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.http.problem import NotFound, Refusal
from cms.webhooks.models import Delivery
from cms.webhooks.states import locked_delivery

THE_RECEIVER = "the receiver"
_SALT = "webhooks.acknowledge"
_MOST_NAME_CHARACTERS = 150


class NotAKill(Refusal):
    """Only kills are acknowledged."""

    code = "not_a_kill"
    title = "There is nothing to acknowledge"


def acknowledge_link(delivery: Delivery) -> str:
    """Return the address at which whoever got this message acknowledges it; it needs no key."""
    token = signing.Signer(salt=_SALT).sign(delivery.pk.hex)
    return f"{settings.PUBLIC_URL}{reverse('webhooks:acknowledge-by-link', args=[token])}"


def acknowledge_by_token(*, token: str) -> Delivery:
    """Acknowledge the kill that a link was sent with; raises `NotFound` for a link that is not ours."""
    try:
        delivery = UUID(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NotFound("There is nothing to acknowledge at this address.") from error
    return acknowledge(delivery=delivery, by=THE_RECEIVER)


def acknowledge(*, delivery: UUID, by: str) -> Delivery:
    """Note that what was killed is gone from a subscriber's copies; again changes nothing.

    It is not sent again. Raises `NotFound`, `NotAKill`.
    """
    with transaction.atomic():
        row = locked_delivery(delivery)
        if not row.is_kill:
            raise NotAKill("Only the withdrawal of something killed is acknowledged.")
        if row.acknowledged_at is None:
            _acknowledge(row, by)
    return row


def _acknowledge(row: Delivery, by: str) -> None:
    # An attempt may be under way, perhaps the very one that brought the link: its claim stays, so
    # that it is written down, but nobody claims the delivery again.
    row.acknowledged_at, row.acknowledged_by = timezone.now(), by[:_MOST_NAME_CHARACTERS]
    row.due_at = row.failed_at = None
    row.save(update_fields=["acknowledged_at", "acknowledged_by", "due_at", "failed_at"])
