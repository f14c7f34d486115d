"""What is answered to who wrote: receipts, warnings, and the results of a bulk request with its order."""

from articles.receipts import Outcome
from cms.http.json_schema import (
    Schema,
    closed,
    flag,
    identifier,
    listed,
    nullable,
    ref,
    text,
    whole,
    word,
)

_RECEIPT = closed(
    "What became of what was sent.",
    {
        "id": identifier(),
        "type": word(["article"]),
        "outcome": word([str(one) for one in Outcome]),
        "revision": whole(1),
        "edition": nullable(whole(1, description="The edition that was published.")),
        "proposal": nullable(identifier("What waits for an editor.")),
        "warnings": listed(ref("Warning")),
    },
)
_WARNING = closed(
    "Something that was rewritten or left out, or that deserves a second look.",
    {
        "field": text(),
        "code": text("For programs."),
        "message": text("What it was, and what became of it.", minLength=1),
        "excerpt": text("The first place."),
        "times": whole(1),
    },
)
COMPONENTS: dict[str, Schema] = {
    "Receipt": _RECEIPT,
    "Warning": _WARNING,
    "BulkOrder": closed(
        "What is to be done, in this order.",
        {
            "operations": listed(
                {
                    "description": "An object with `op` and what it takes; what is none is refused in its own "
                    "result: upsert {source, external_id, document}; create "
                    "{document}; replace {article, document}; publish {article, revision, is_minor}; withdraw "
                    "{article, kind, reason}; delete {article}. `if_revision` says which revision was read.",
                },
                minItems=1,
                maxItems=500,
            ),
            "atomic": flag("All of them or none."),
        },
        optional=["atomic"],
    ),
    "BulkResults": closed(
        "What became of each.",
        {
            "done": whole(0),
            "refused": whole(0),
            "results": listed(
                closed(
                    "The answer that the operation would have had alone.",
                    {
                        "operation": whole(0, description="Its place in the order, from 0."),
                        "status": whole(200, 599),
                        "receipt": nullable(ref("Receipt")),
                        "problem": nullable(ref("Problem")),
                    },
                )
            ),
        },
    ),
}
