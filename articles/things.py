"""Tags, sources and whatever else documents show: values, free of the database."""

from collections.abc import Mapping
from typing import NamedTuple

from articles.addresses import Addresses
from media.shapes import ImageThing

JsonObject = dict[str, object]


class TagThing(NamedTuple):
    """What a document says of a tag; `names` maps a language to the name in it."""

    id: str
    kind: str
    slug: str
    name: str
    names: dict[str, str]
    image: str | None
    version: int


class SourceThing(NamedTuple):
    """What a document says of a source."""

    id: str
    slug: str
    name: str
    kind: str
    homepage: str
    version: int


class Translation(NamedTuple):
    """A live article of the same translation group."""

    id: str
    language: str
    slug: str
    section: str


class Things(NamedTuple):
    """Everything that contents refer to, by id; an image that may not be shown is missing.

    `written` remembers the JSON of images for all documents that are built from these things.
    """

    tags: Mapping[str, TagThing]
    sources: Mapping[str, SourceThing]
    images: Mapping[str, ImageThing]
    written: dict[tuple[str | bool, ...], bytes] | None = None


class Gathered(NamedTuple):
    """Things by id (a merged tag's id leads to the tag that took its place) and how tags hang together."""

    things: Things
    parents: Mapping[str, str | None]


def tag_document(tag: TagThing, *, language: str, addresses: Addresses) -> JsonObject:
    """Return the API's short shape of a tag: `id kind slug name url`, named in the document's language."""
    return {
        "id": tag.id,
        "kind": tag.kind,
        "slug": tag.slug,
        "name": tag.names.get(language) or tag.name,
        "url": addresses.tag_page(id=tag.id, kind=tag.kind, slug=tag.slug, language=language),
    }


def source_document(source: SourceThing) -> JsonObject:
    """Return the API's shape of a source: `id name slug kind homepage`."""
    return {
        "id": source.id,
        "name": source.name,
        "slug": source.slug,
        "kind": source.kind,
        "homepage": source.homepage or None,
    }
