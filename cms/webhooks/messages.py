"""What is sent: the body of a webhook. Pure: values in, bytes out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from cms.http.moments import utc_text

PING = "ping"
RESYNC = "changes.resync"
DOCUMENT = "document"


def event_type(type_: str, operation: str) -> str:
    """Return what a change is called as an event, such as `article.published`."""
    return f"{type_}.{operation}"


def body(
    *, event: str, at: datetime, data: Mapping[str, Any], document: bytes | None = None
) -> bytes:
    """Return `{"type", "timestamp", "data"}`; a document goes into the data as it is."""
    if document is not None:
        data = {**data, DOCUMENT: orjson.Fragment(document)}
    return orjson.dumps({"type": event, "timestamp": utc_text(at), "data": data})


def body_to_keep(*, event: str, at: datetime, data: Mapping[str, Any], document_bytes: int) -> str:
    """Return the body as the log of deliveries keeps it: a document by its size alone.

    What is killed must be gone everywhere, so no log holds a copy of it.
    """
    if document_bytes:
        data = {**data, DOCUMENT: f"({document_bytes:,} bytes, not kept)"}
    return body(event=event, at=at, data=data).decode()
