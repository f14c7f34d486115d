"""The shapes of an article's citations and pins in the manage API, as named components of the OpenAPI document."""

from typing import Any

from articles.api.manage.article_schemas import ANYTHING, CITATION_TEXTS
from articles.content import MOST_CITATIONS, MOST_PINS
from articles.receipts import Outcome
from cms.http.json_schema import (
    Schema,
    closed,
    identifier,
    listed,
    nullable,
    ref,
    text,
    whole,
    word,
)

_TYPE = word(["citation"])
_PASSAGE = closed(
    "A passage of the body that is marked with the citation.",
    {
        "block": text("Id of the block, as in the body as blocks."),
        "start": whole(0, description="First character, counted in Unicode code points."),
        "end": whole(1, description="The character after the last."),
        "quote": text("The characters themselves."),
    },
)
_STATE = closed(
    "Told, not asked.",
    {"position": whole(0, description="Its place, from 0."), "passages": listed(_PASSAGE)},
)
_SENT: dict[str, Schema] = {
    "id": nullable(identifier("Its own; a new one may choose it.")),
    "type": _TYPE,
    "source": ref("ThingReference"),
    **CITATION_TEXTS,
    "state": ANYTHING,
}
COMPONENTS: dict[str, Schema] = {
    "ManagedCitation": closed(
        "What an article takes from a source; the body's citation marks name its id.",
        {
            "id": identifier(),
            "type": _TYPE,
            "source": identifier(),
            **CITATION_TEXTS,
            "state": _STATE,
        },
    ),
    "CitationDocument": closed(
        "What is to be said of a citation; what is left out is empty.",
        _SENT,
        optional=_SENT.keys() - {"source"},
    ),
    "CitationPatch": {
        "type": "object",
        "description": "JSON Merge Patch (RFC 7386) on what GET answers; null takes away.",
    },
    "CitationReceipt": closed(
        "What became of a citation.",
        {
            "id": identifier(),
            "type": _TYPE,
            "article": identifier(),
            "outcome": word([Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED]),
            "revision": whole(1, description="The article's."),
        },
    ),
    "Citations": closed(
        "The citations of an article, in their order.",
        {"citations": listed(ref("ManagedCitation"), maxItems=MOST_CITATIONS)},
    ),
    "CitationList": closed(
        "Citations in the order that they are to have.",
        {"citations": listed(ref("CitationDocument"), maxItems=MOST_CITATIONS)},
    ),
    "Pins": closed(
        "The pinned articles, in their order.",
        {"pins": listed(identifier(), maxItems=MOST_PINS)},
    ),
    "PinList": closed(
        "Articles in the order that they are to be pinned in.",
        {"pins": listed(ref("ThingReference"), maxItems=MOST_PINS)},
    ),
    "Pin": closed("The article to be pinned.", {"article": ref("ThingReference")}),
}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this (see `SPECTACULAR_SETTINGS`)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
