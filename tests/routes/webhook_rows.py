"""Who may call what below /api/v1/webhooks/; a row is explained in `tests.routes.keyed`."""

from tests.routes.keyed import Keyed, keyed

_SCOPE = "webhooks:manage"
_ENDPOINT, _IT = "webhooks/<uuid:webhook>/", "webhooks/{webhook}/"
_DELIVERY, _THAT = f"{_ENDPOINT}deliveries/<uuid:delivery>/", f"{_IT}deliveries/{{delivery}}/"
_KEPT = "an endpoint and how it is doing"
_WITH_SECRET = "an endpoint and its new secret, once"

ROWS: list[Keyed] = [
    *keyed(
        "webhooks/",
        GET=(_SCOPE, 200, "the endpoints that the key made, and those that all keys share"),
        POST=(_SCOPE, 400, _WITH_SECRET),
    ),
    *keyed(
        _ENDPOINT,
        _IT,
        GET=(_SCOPE, 200, _KEPT),
        PATCH=(_SCOPE, 200, _KEPT),
        DELETE=(_SCOPE, 204, "nothing"),
    ),
    *keyed(f"{_ENDPOINT}rotate-secret/", f"{_IT}rotate-secret/", POST=(_SCOPE, 200, _WITH_SECRET)),
    *keyed(f"{_ENDPOINT}test/", f"{_IT}test/", POST=(_SCOPE, 200, "what the receiver answered")),
    *keyed(f"{_ENDPOINT}redeliver/", f"{_IT}redeliver/", POST=(_SCOPE, 400, "how many are sent")),
    *keyed(f"{_ENDPOINT}deliveries/", f"{_IT}deliveries/", GET=(_SCOPE, 200, "what was sent")),
    *keyed(_DELIVERY, _THAT, GET=(_SCOPE, 200, "what was sent, and every answer")),
    *keyed(f"{_DELIVERY}redeliver/", f"{_THAT}redeliver/", POST=(_SCOPE, 202, "what was sent")),
    *keyed(f"{_DELIVERY}acknowledge/", f"{_THAT}acknowledge/", POST=(_SCOPE, 200, "what was sent")),
]
