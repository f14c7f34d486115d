"""The finished bytes of the public pages of a tag, a source and an image."""

from hashlib import blake2s
from typing import NamedTuple

import orjson

from articles.addresses import Addresses
from articles.things import JsonObject, SourceThing, TagThing, source_document, tag_document
from media.recipes import RATIOS
from media.shapes import ImageThing, image_document, terms_document


class ThingDocuments(NamedTuple):
    """The pieces of JSON that a public thing stores (see `articles.models.public_thing`)."""

    document: bytes
    ratios: dict[str, bytes]
    tail: bytes
    etag: str


class TagDetail(NamedTuple):
    """What the page of a tag says beyond its short shape."""

    tag: TagThing
    description: str
    position: int
    parent: TagThing | None
    image: ImageThing | None
    external_ids: dict[str, str]


def build_tag(detail: TagDetail, *, language: str, addresses: Addresses) -> ThingDocuments:
    """Return the documents of a tag, named in the newsroom's own language."""
    parent = detail.parent and tag_document(detail.parent, language=language, addresses=addresses)
    tail: JsonObject = {
        "names": detail.tag.names,
        "description": detail.description or None,
        "parent": parent,
        "position": detail.position,
        "image": image_document(detail.image, language=language) if detail.image else None,
        "external_ids": detail.external_ids,
    }
    return _pieces(tag_document(detail.tag, language=language, addresses=addresses), {}, tail)


def build_source(source: SourceThing) -> ThingDocuments:
    """Return the documents of a source."""
    return _pieces(source_document(source), {}, {})


def build_image(
    image: ImageThing, *, language: str, renditions: list[JsonObject]
) -> ThingDocuments:
    """Return the documents of an image, one for each ratio; the detail adds its terms and every rendition."""
    ratios = {
        ratio: orjson.dumps(image_document(image, language=language, ratio=ratio))[:-1]
        for ratio in RATIOS
    }
    return _pieces({}, ratios, {**terms_document(image), "renditions": renditions})


def _pieces(document: JsonObject, ratios: dict[str, bytes], tail: JsonObject) -> ThingDocuments:
    pieces = [orjson.dumps(document)[:-1], *ratios.values(), orjson.dumps(tail)[:-1]]
    etag = blake2s(b"\0".join(pieces), digest_size=12).hexdigest()
    return ThingDocuments(pieces[0], ratios, pieces[-1], etag)
