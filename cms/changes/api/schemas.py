"""The shapes of the change feed, as named components of the OpenAPI document."""

from typing import Any

from cms.changes.cursors import CHARACTERS
from cms.changes.filters import OPERATIONS, TYPES
from cms.http.json_schema import (
    Schema,
    address,
    closed,
    flag,
    identifier,
    listed,
    moment,
    nullable,
    ref,
    text,
    whole,
    word,
)

_CURSOR = text("A place in the log: keep it as it is.", minLength=CHARACTERS, maxLength=CHARACTERS)
_NEXT = address("Where to go on: store it.")
_HAS_MORE = flag("Whether there is more already; without, ask again later or with `wait`.")
_WITHDRAWAL = closed(
    "Why something is gone.",
    {
        "kind": word(["withdrawn", "expired", "killed", "merged"]),
        "at": moment(),
        "reason": nullable(text("Public; for readers.")),
        "replaced_by": nullable(identifier("What stands in for it.")),
    },
)
_CHANGE = closed(
    "Something that the public may see has changed.",
    {
        "cursor": _CURSOR | {"description": "The place after this change."},
        "type": word(TYPES),
        "id": identifier(),
        "operation": word(
            OPERATIONS,
            "`published` and `updated`: keep what is new. `withdrawn`: delete it. `left`: it is public, but not in what"
            " you follow any more: delete it.",
        ),
        "version": whole(
            1, description="Goes up with every change of the thing: drop a lower one."
        ),
        "at": moment(),
        "aliases": listed(text(), "Every other word that led to it: former slugs and ids."),
        "withdrawal": nullable(ref("ChangeWithdrawal")),
        "cache_tags": listed(text(), "What a shared cache must forget."),
        "document": {
            "description": "With `include=document`: what its own address answers, at least as new as this change;"
            " tags and sources come without their counts. Null when it is gone.",
            "anyOf": [
                {"type": "null"},
                {"type": "object", "required": ["id"], "properties": {"id": identifier()}},
            ],
        },
    },
)
_PAGE: dict[str, Schema] = {
    "results": listed(ref("Change"), maxItems=100),
    "next": _NEXT,
    "previous": {"type": "null", "description": "The log is followed in one direction."},
    "cursor": _CURSOR | {"description": "The cursor of `next`."},
    "has_more": _HAS_MORE,
}
_END = closed(
    "The last line of a stream: how to go on.",
    {"next": _NEXT, "cursor": _CURSOR, "has_more": _HAS_MORE},
)

COMPONENTS: dict[str, Schema] = {
    "Change": _CHANGE,
    "ChangeWithdrawal": _WITHDRAWAL,
    "ChangeList": closed("A page of the log of changes.", _PAGE),
    "ChangeStreamEnd": _END,
}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this (see `SPECTACULAR_SETTINGS`)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
