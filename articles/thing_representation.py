"""Joins the stored pieces of a tag, source or image to the JSON that a reader asked for."""

from collections.abc import Collection

import orjson

from articles.public_things import ThingDetail, ThingRow
from cms.http.moments import utc_text


def thing_columns(type_: str, ratio: str, *, is_detail: bool) -> tuple[str, ...]:
    """Return the columns that hold the pieces, in the order that the functions below take them."""
    document = f"ratio_{ratio}" if type_ == "image" else "document"
    return (document, "tail") if is_detail else (document,)


def thing_item(row: ThingRow, fields: Collection[str] = ()) -> bytes:
    """Return the item of a list."""
    return _only(row.pieces[0] + b"}", fields)


def thing_detail(found: ThingDetail, fields: Collection[str] = ()) -> bytes:
    """Return the whole document; of tags and sources with `article_count` and `latest_at`."""
    document, tail = found.pieces
    parts = [document]
    if tail != b"{":
        parts += [b",", tail[1:]]
    if found.article_count is not None or found.latest_at is not None:
        counted = {
            "article_count": found.article_count or 0,
            "latest_at": found.latest_at and utc_text(found.latest_at),
        }
        parts += [b",", orjson.dumps(counted)[1:-1]]
    return _only(b"".join([*parts, b"}"]), fields)


def _only(document: bytes, fields: Collection[str]) -> bytes:
    if not fields:
        return document
    whole = orjson.loads(document)
    return orjson.dumps({name: value for name, value in whole.items() if name in fields})
