"""The shapes of webhooks, as named components of the OpenAPI document."""

from typing import Any

from cms.changes.filters import OPERATIONS, TYPES
from cms.http.json_schema import (
    Schema,
    closed,
    extended,
    flag,
    foreign_address,
    identifier,
    listed,
    moment,
    nullable,
    ref,
    text,
    whole,
    word,
)
from cms.webhooks.endpoint_values import FIELDS, LONGEST_LIST
from cms.webhooks.models import Payload
from cms.webhooks.models.endpoint import DisabledBecause
from cms.webhooks.states import STATES

_SAID: dict[str, Schema] = {
    "url": foreign_address("The receiver: https or http, on the open internet."),
    "description": text("For people: whose it is.", maxLength=200),
    "types": listed(word(TYPES), "Only these types of things; empty: all.", maxItems=LONGEST_LIST),
    "operations": listed(
        word(OPERATIONS),
        "Only these; empty: all. Of what is killed everybody is told.",
        maxItems=LONGEST_LIST,
    ),
    "tags": listed(
        text(),
        "Only what carries one of these tags or a descendant. Written as slugs or ids, answered as ids.",
        maxItems=LONGEST_LIST,
    ),
    "sections": listed(
        text(),
        "Only what is in one of these sections. Written as slugs or ids, answered as ids.",
        maxItems=LONGEST_LIST,
    ),
    "languages": listed(text(), "Only articles in these languages.", maxItems=LONGEST_LIST),
    "payload": word(Payload.values, "`full` brings the public document along, where there is one."),
    "is_enabled": flag(
        "Whether anything is sent. Meanwhile changes wait, and are sent when it is on again."
    ),
}
_STATE: dict[str, Schema] = {
    "standing": word(
        ["working", "failing", "resting", "disabled"],
        "`resting`: several calls in a row failed, so its deliveries wait.",
    ),
    "disabled_because": nullable(word(DisabledBecause.values)),
    "disabled_at": nullable(moment()),
    "failures_in_a_row": whole(0),
    "failing_since": nullable(moment()),
    "rests_until": nullable(moment()),
    "last_success_at": nullable(moment()),
    "waiting": whole(0, description="Deliveries that are due or will be."),
    "given_up": whole(0, description="Deliveries that nobody tries any more, of the last 30 days."),
    "unacknowledged_kills": whole(0),
    "secrets": listed(
        closed(
            "A secret that signs.",
            {"created_at": moment(), "expires_at": nullable(moment("Null: until it is rotated."))},
        )
    ),
    "created_at": moment(),
}
_ENDPOINT = closed("Where changes are sent to.", {"id": identifier(), **_SAID, **_STATE})
_SECRET = text("`whsec_…`: what to verify with. It is told this one time.", pattern="^whsec_.+$")
_WRITTEN = closed("What may be said of an endpoint.", _SAID, optional=FIELDS)
_NEW = closed(
    "A new endpoint.",
    {
        **_SAID,
        "cursor": text(
            "A cursor of the change feed: tell of everything since; else of what is new."
        ),
    },
    optional=[name for name in (*FIELDS, "cursor") if name != "url"],
)
_DELIVERY = closed(
    "One event for one endpoint.",
    {
        "id": identifier(),
        "webhook_id": text("The same for every attempt.", pattern="^msg_[0-9a-f]{32}$"),
        "event": text("`article.published` and the like, `ping`, or `changes.resync`."),
        "thing_type": nullable(word(TYPES)),
        "thing": nullable(identifier()),
        "at": moment("When it happened."),
        "state": word(
            STATES,
            "`retrying`: an attempt failed. `repeating`: sent again though it was delivered, because it was asked for "
            "or is a kill that nobody has acknowledged. `given_up`: failed for 3 days, or the receiver is gone.",
        ),
        "tries": whole(0),
        "due_at": nullable(moment("When it is sent, or sent again.")),
        "delivered_at": nullable(moment()),
        "failed_at": nullable(moment("When it was given up.")),
        "last_status": nullable(whole(100, 999)),
        "last_error": nullable(text()),
        "is_kill": flag(
            "Whether it tells that something was killed, which has to be acknowledged."
        ),
        "acknowledged_at": nullable(moment()),
        "acknowledged_by": nullable(text()),
        "created_at": moment(),
    },
)
_HEADERS = listed(closed("A header.", {"name": text(), "value": text()}))
_ATTEMPT = closed(
    "A request and what came back.",
    {
        "began_at": moment(),
        "milliseconds": whole(0),
        "is_success": flag("Whether the receiver has it."),
        "error_code": nullable(text("Why not, for programs.")),
        "error": nullable(text("Why not, for people.")),
        "request": closed(
            "What was sent; a document is not kept.", {"headers": _HEADERS, "body": text()}
        ),
        "answer": nullable(
            closed(
                "What was answered; up to 2 kB of the body.",
                {"status": whole(100, 999), "headers": _HEADERS, "body": text()},
            )
        ),
    },
)


def _list_of(name: str) -> Schema:
    pages = {"next": nullable(text(format="uri")), "previous": nullable(text(format="uri"))}
    return closed(f"A page of {name}.", {"results": listed(ref(name)), **pages})


COMPONENTS: dict[str, Schema] = {
    "Webhook": _ENDPOINT,
    "WebhookList": _list_of("Webhook"),
    "WebhookWithSecret": extended(
        _ENDPOINT, "An endpoint with a secret that is told this one time.", {"secret": _SECRET}
    ),
    "NewWebhook": _NEW,
    "WebhookChanges": _WRITTEN,
    "WebhookDelivery": _DELIVERY,
    "WebhookDeliveryList": _list_of("WebhookDelivery"),
    "WebhookDeliveryDetail": extended(
        _DELIVERY,
        "A delivery with what was told and every attempt.",
        {
            "data": {"type": "object", "description": "What is told, without a document."},
            "attempts": listed(ref("WebhookAttempt")),
        },
    ),
    "WebhookAttempt": _ATTEMPT,
    "WebhookAcknowledgement": closed(
        "A kill that was acknowledged.", {"webhook_id": text(), "acknowledged_at": moment()}
    ),
}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
