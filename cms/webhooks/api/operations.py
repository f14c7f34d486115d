"""What the OpenAPI document says of each address about webhooks; the views carry these as decorators."""

from collections.abc import Callable, Mapping, Sequence

from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cms.access.scopes import WEBHOOKS_MANAGE
from cms.http.json_schema import Schema, closed, flag, identifier, moment, ref, text, whole
from cms.http.negotiation import JSON
from cms.http.openapi import EXAMPLE_HOST, Path
from cms.http.openapi_keyed import Keyed, V, keyed_operations
from cms.http.problem import CONTENT_TYPE as PROBLEM_TYPE
from cms.webhooks.api.requests import DeliveryParameters

_TAG = "webhooks"
_WEBHOOKS = "/api/v1/webhooks/"
_IT = f"{_WEBHOOKS}01a203e8-88c4-7288-9f4e-2f1d3a5b7c90/"
_THAT = f"{_IT}deliveries/01a203e8-8828-7287-b121-71fc5c7dc4f0/"
_WEBHOOK = Path("webhook", identifier(), "Id of an endpoint.")
_DELIVERY = Path("delivery", identifier(), "Id of a delivery.")
_NOTHING = closed("Nothing to say: {} or no body.", {})
_GRACE = closed(
    "For how long the secrets before it sign.",
    {"grace_hours": whole(0, 720, "Hours; 24 if it is not given.")},
    optional=["grace_hours"],
)
_SINCE = closed(
    "What is sent again.",
    {
        "since": moment("Changes from this moment on; within the last 30 days."),
        "only_failed": flag("Only those that were never delivered."),
    },
    optional=["only_failed"],
)


def _act(
    address: str,
    paths: Sequence[Path],
    identifier: str,
    summary: str,
    answers: Mapping[int, Schema],
    description: str,
    *,
    body: Schema = _NOTHING,
    send: str = "{}",
    refusals: Sequence[int] = (404,),
) -> Callable[[V], V]:
    """Return the decorator of a view that does one thing to what its address names, once for each Idempotency-Key."""
    method = Keyed(
        identifier,
        summary,
        WEBHOOKS_MANAGE,
        answers,
        description,
        body=body,
        send=send,
        refusals=refusals,
        repeatable=True,
    )
    return keyed_operations(_TAG, address, *paths, post=method)


endpoints = keyed_operations(
    _TAG,
    _WEBHOOKS,
    get=Keyed(
        "listWebhooks",
        "Endpoints",
        WEBHOOKS_MANAGE,
        {200: ref("WebhookList")},
        "All that the key may manage: those that it made, and those that the newsroom shares.",
    ),
    post=Keyed(
        "createWebhook",
        "Make an endpoint",
        WEBHOOKS_MANAGE,
        {201: ref("WebhookWithSecret")},
        "Where changes are sent to, as Standard Webhooks. The answer holds the secret, this one time.",
        body=ref("NewWebhook"),
        send='{"url": "https://archive.example/hook", "types": ["article"]}',
        refusals=[409, 410],
        repeatable=True,
    ),
)
endpoint = keyed_operations(
    _TAG,
    _IT,
    _WEBHOOK,
    get=Keyed(
        "getWebhook",
        "One endpoint",
        WEBHOOKS_MANAGE,
        {200: ref("Webhook")},
        "With its standing and the numbers of deliveries that somebody should look at.",
        refusals=[404],
    ),
    patch=Keyed(
        "changeWebhook",
        "Change an endpoint",
        WEBHOOKS_MANAGE,
        {200: ref("Webhook")},
        "What is given is changed, the rest stays. Switching it on ends its rest after failures; everything since it "
        "was switched off is sent.",
        body=ref("WebhookChanges"),
        send='{"is_enabled": false}',
        refusals=[404],
    ),
    delete=Keyed(
        "deleteWebhook",
        "Delete an endpoint",
        WEBHOOKS_MANAGE,
        {204: None},
        "With the log of its deliveries.",
        refusals=[404],
    ),
)
rotate = _act(
    f"{_IT}rotate-secret/",
    (_WEBHOOK,),
    "rotateWebhookSecret",
    "Give it a new secret",
    {200: ref("WebhookWithSecret")},
    "The secrets before it sign beside it for a while, so that no message fails while receivers change over.",
    body=_GRACE,
)
test = _act(
    f"{_IT}test/",
    (_WEBHOOK,),
    "testWebhook",
    "Send a ping",
    {200: ref("WebhookAttempt")},
    "Sends an event of the type `ping` at once, waits up to 5 seconds and answers what came back. A success ends "
    "the rest that failures led to.",
)
redeliver_all = _act(
    f"{_IT}redeliver/",
    (_WEBHOOK,),
    "redeliverWebhookSince",
    "Send everything again since a moment",
    {202: closed("How many are sent.", {"count": whole(0)})},
    "Each with the `webhook-id` that it had. What is being sent right now is left to it.",
    body=_SINCE,
    send='{"since": "2026-11-22T06:00:00Z"}',
    refusals=[404, 409],
)
deliveries = keyed_operations(
    _TAG,
    f"{_IT}deliveries/",
    _WEBHOOK,
    get=Keyed(
        "listWebhookDeliveries",
        "Deliveries",
        WEBHOOKS_MANAGE,
        {200: ref("WebhookDeliveryList")},
        "What was sent to an endpoint or will be, newest first. What came to an end is kept for 30 days.",
        parameters=DeliveryParameters.openapi_parameters(),
        refusals=[404],
    ),
)
delivery = keyed_operations(
    _TAG,
    _THAT,
    _WEBHOOK,
    _DELIVERY,
    get=Keyed(
        "getWebhookDelivery",
        "One delivery",
        WEBHOOKS_MANAGE,
        {200: ref("WebhookDeliveryDetail")},
        "With every attempt: what was sent, what was answered and how long it took.",
        refusals=[404],
    ),
)
redeliver = _act(
    f"{_THAT}redeliver/",
    (_WEBHOOK, _DELIVERY),
    "redeliverWebhookDelivery",
    "Send one again",
    {202: ref("WebhookDelivery")},
    "Now, and with the same `webhook-id`.",
    refusals=[404, 409],
)
acknowledge = _act(
    f"{_THAT}acknowledge/",
    (_WEBHOOK, _DELIVERY),
    "acknowledgeWebhookDelivery",
    "Acknowledge a kill",
    {200: ref("WebhookDelivery")},
    "Says that what was killed is gone from the subscriber's copies; it is not sent again.",
    refusals=[404, 409],
)
acknowledge_by_link = extend_schema_view(
    post=extend_schema(
        operation_id="acknowledgeKill",
        summary="Acknowledge a kill by its link",
        description="The address is in every message of a kill, as `data.acknowledge`. It needs no key: who has it was "
        "told. Once more changes nothing.\n\n```sh\ncurl -X POST "
        f"'{EXAMPLE_HOST}{_WEBHOOKS}acknowledgements/01a203e888287287b12171fc5c7dc4f0:n0nsense/'\n```",
        tags=[_TAG],
        auth=[],
        parameters=[
            OpenApiParameter(
                "token",
                text(pattern="^[0-9a-f]{32}:[A-Za-z0-9_-]{43}$"),
                OpenApiParameter.PATH,
                required=True,
                description="As it was sent.",
            )
        ],
        request=None,
        responses={
            (200, JSON): OpenApiResponse(ref("WebhookAcknowledgement"), "It is acknowledged."),
            (404, PROBLEM_TYPE): OpenApiResponse(ref("Problem"), "This link is not ours."),
        },
    )
)
