"""Joins the stored pieces of documents to the JSON that a reader asked for. No field is rendered here."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import orjson

BODY_FORMS = ("html", "blocks", "markdown", "text", "none")

HEADLINE_FIELDS = (
    "id", "type", "kind", "slug", "url", "headline", "list_headline", "kicker", "standfirst", "byline", "contributors",
    "section", "tags", "language", "urgency", "ai_use", "published_at", "first_published_at", "updated_at",
    "corrected_at", "has_body", "word_count", "reading_minutes", "translations", "lead_image",
)  # fmt: skip
ARTICLE_FIELDS = (
    *HEADLINE_FIELDS, "sources", "images", "body", "body_format", "edition", "corrections", "seo", "links",
)  # fmt: skip


class Shape(NamedTuple):
    """What of an edition an answer shows; `body` is None for a headline item, else one of `BODY_FORMS`."""

    body: str | None
    ratio: str = "original"
    fields: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the edition's columns that hold the pieces, in the order that `joined` takes them."""
        if self.body is None:
            return ("headline", f"lead_image_{self.ratio}")
        pieces = ("headline", "tail", f"images_{self.ratio}")
        return pieces if self.body == "none" else (*pieces, f"body_{self.body}")

    @property
    def variant(self) -> str:
        """Return a word that differs between representations of one edition."""
        return "-".join(filter(None, (self.body or "headline", self.ratio, ".".join(self.fields))))


def joined(
    pieces: Sequence[bytes], shape: Shape, extras: Iterable[tuple[str, bytes]] = ()
) -> bytes:
    """Return one document from its stored pieces; `extras` are further keys with finished JSON values.

    A choice of fields leaves the extras in place: they belong to the answer, not to the article.
    """
    if shape.body is None:
        parts = [pieces[0], b',"lead_image":', pieces[1]]
    else:
        body = pieces[3] if shape.body != "none" else b"null"
        parts = [pieces[0], b",", pieces[1][1:], b",", pieces[2][1:], b',"body":', body]
        parts += [b',"body_format":"', shape.body.encode(), b'"']
    if shape.fields:
        parts = [_only(b"".join([*parts, b"}"]), shape.fields)[:-1]]
    for name, value in extras:
        parts += [b',"', name.encode(), b'":', value]
    parts.append(b"}")
    return b"".join(parts)


def results(
    items: Iterable[bytes],
    *,
    next_url: str | None,
    previous_url: str | None,
    extras: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """Return a list page: `results next previous` and further keys with finished JSON values."""
    parts = [b'{"results":[', b",".join(items), b'],"next":', orjson.dumps(next_url)]
    parts += [b',"previous":', orjson.dumps(previous_url)]
    for name, value in extras:
        parts += [b',"', name.encode(), b'":', value]
    return b"".join([*parts, b"}"])


def array(items: Iterable[bytes]) -> bytes:
    """Return finished JSON values as one JSON array."""
    return b"[" + b",".join(items) + b"]"


def _only(document: bytes, fields: Collection[str]) -> bytes:
    whole = orjson.loads(document)
    return orjson.dumps({name: value for name, value in whole.items() if name in fields})
