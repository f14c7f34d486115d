"""What the OpenAPI document says of the change feed."""

from drf_spectacular.utils import OpenApiParameter

from cms.changes.api.parameters import ChangeParameters
from cms.http.json_schema import ref, text
from cms.http.openapi import operation

LINES = "application/x-ndjson"
EVENTS = "text/event-stream"

list_changes = operation(
    "listChanges",
    summary="What has changed",
    description=(
        "Without a cursor a full copy, each thing at its latest change; with one, only what changed since. Store "
        "`next` and ask for it again and again: nothing is missed. A page may be empty though `has_more` is true. "
        "410 means that the way on is lost: begin again without a cursor. As `application/x-ndjson` everything up to "
        "now comes as one stream, a change on each line and last a line that says how to go on; as "
        "`text/event-stream` changes come as they happen. A key's limits narrow what it is told."
    ),
    example="/api/v1/changes/?include=document&limit=10",
    tag="changes",
    answers="ChangeList",
    also={
        LINES: {"anyOf": [ref("Change"), ref("ChangeStreamEnd")]},
        EVENTS: text(
            "Events of the type `change`, each with a change as JSON and its cursor as id."
        ),
    },
    parameters=[
        *ChangeParameters.openapi_parameters(),
        OpenApiParameter(
            "Last-Event-ID",
            text(),
            OpenApiParameter.HEADER,
            description="Of events: the cursor to go on from, instead of `cursor`.",
        ),
    ],
    headers=["Link"],
    refusals=[410],
)
