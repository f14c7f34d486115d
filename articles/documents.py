"""From a frozen content and what it refers to, the finished bytes of every public answer about an article.

Pure: values in, values out. The same call makes an edition, its rebuild and a preview.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from articles.addresses import Addresses
from articles.article_document import ArticleDocument, Standing
from articles.article_pictures import ArticlePictures
from articles.content import Content
from articles.recent_bodies import read_body
from articles.things import JsonObject, Things, Translation
from media.recipes import RATIOS

_ETAG_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Documents:
    """The pieces of JSON that an edition stores (see `articles.models.edition`), and what lists filter by."""

    headline: bytes
    lead_image: dict[str, bytes]
    tail: bytes
    images: dict[str, bytes]
    body_html: bytes
    body_blocks: bytes
    body_markdown: bytes
    body_text: bytes
    plain_text: str
    has_body: bool
    has_ai_images: bool
    corrected_at: datetime | None
    etag: str


def build(
    content: Content,
    *,
    standing: Standing,
    things: Things,
    translations: list[Translation],
    addresses: Addresses,
) -> Documents:
    """Return the documents of one article; the same arguments give the same bytes."""
    article = ArticleDocument(
        content, standing=standing, things=things, translations=translations, addresses=addresses
    )
    text = read_body(content["body"])
    pictures = ArticlePictures(content, text, things)
    shown = pictures.in_body()
    plain_text = text.text(shown)
    pieces = [
        _open(article.headline(text.word_count())),
        *(lead := {ratio: pictures.in_list(ratio) for ratio in RATIOS}).values(),
        _open(article.tail()),
        *(images := {ratio: pictures.in_article(ratio) for ratio in RATIOS}).values(),
        html := orjson.dumps(text.html(shown)),
        blocks := orjson.dumps(text.blocks(shown)),
        markdown := orjson.dumps(text.markdown(shown)),
        plain := orjson.dumps(plain_text),
    ]
    return Documents(
        headline=pieces[0],
        lead_image=lead,
        tail=pieces[1 + len(RATIOS)],
        images=images,
        body_html=html,
        body_blocks=blocks,
        body_markdown=markdown,
        body_text=plain,
        plain_text=plain_text,
        has_body=article.has_body,
        has_ai_images=pictures.has_ai(),
        corrected_at=article.corrected_at,
        etag=sha256(b"\0".join(pieces)).hexdigest()[:_ETAG_DIGITS],
    )


def columns(documents: Documents) -> dict[str, Any]:
    """Return the documents by the names of the columns that an edition keeps them in."""
    found: dict[str, Any] = {name: getattr(documents, name) for name in _PLAIN_COLUMNS}
    found |= {f"lead_image_{ratio}": piece for ratio, piece in documents.lead_image.items()}
    return found | {f"images_{ratio}": piece for ratio, piece in documents.images.items()}


_PLAIN_COLUMNS = [
    field.name
    for field in fields(Documents)
    if field.name not in {"lead_image", "images", "plain_text"}
]


def _open(document: JsonObject) -> bytes:
    """Return a JSON object without its closing brace, so that a read can add keys by joining bytes."""
    return orjson.dumps(document)[:-1]
