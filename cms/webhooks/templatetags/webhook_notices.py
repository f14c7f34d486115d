"""What editors are told of webhooks on the first page of the admin."""

from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.urls import reverse

from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.models.endpoint import DisabledBecause
from cms.webhooks.states import UNACKNOWLEDGED

register = template.Library()


class Notice(NamedTuple):
    """A sentence, and where to look."""

    text: str
    url: str


@register.simple_tag(takes_context=True)
def webhook_notices(context: Context) -> list[Notice]:
    """Return what should be looked at, for whoever may: receivers that are gone, kills that nobody acknowledged."""
    user: Any = context["request"].user
    found = []
    if user.has_perm("webhooks.view_endpoint"):
        gone = Endpoint.objects.filter(disabled_because=DisabledBecause.GONE).order_by("id")
        found += [_gone(endpoint) for endpoint in gone]
    if user.has_perm("webhooks.view_kill"):
        waiting = Delivery.objects.filter(UNACKNOWLEDGED).count()
        found += [_kills(waiting)] if waiting else []
    return found


def _gone(endpoint: Endpoint) -> Notice:
    text = f"{endpoint} is switched off: its receiver answered 410 Gone."
    return Notice(text, reverse("admin:webhooks_endpoint_change", args=[endpoint.pk]))


def _kills(waiting: int) -> Notice:
    text = f"Kills that a subscriber has not acknowledged: {waiting:,}."
    return Notice(text, reverse("admin:webhooks_kill_changelist"))
