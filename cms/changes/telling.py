"""What followers are sent: changes as JSON, with their documents."""

from collections.abc import Mapping, Sequence

import orjson

from cms.changes.cursors import encode
from cms.changes.documents import Thing, documents_of
from cms.changes.reading import Told
from cms.http.moments import utc_text

UPSERTS = frozenset({"published", "updated"})


def told_documents(told: Sequence[Told]) -> dict[Thing, bytes]:
    """Return the documents of what was published or updated, as they are now."""
    return documents_of([_thing(one) for one in told if one.operation in UPSERTS])


def change_document(one: Told, documents: Mapping[Thing, bytes]) -> bytes:
    """Return a change as one JSON object.

    Its document is null when it is not among `documents`, and when the thing has left since, which
    a later change says.
    """
    change, is_withdrawn = one.change, one.operation == "withdrawn"
    said = {
        "cursor": encode(one.place),
        "type": change.type,
        "id": change.thing,
        "operation": one.operation,
        "version": change.version,
        "at": utc_text(change.at),
        "aliases": change.aliases,
        "withdrawal": change.withdrawal if is_withdrawn else None,
        "cache_tags": change.cache_tags,
    }
    document = documents.get(_thing(one), b"null") if one.operation in UPSERTS else b"null"
    return b"".join([orjson.dumps(said)[:-1], b',"document":', document, b"}"])


def _thing(one: Told) -> Thing:
    return one.change.type, one.change.thing
