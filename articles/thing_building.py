"""Reads tags, sources and images and builds their public documents."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.conf import settings

from articles.addresses import Addresses, current_addresses
from articles.gathering import image_thing, source_thing, tag_thing
from articles.models import Source, Tag
from articles.thing_documents import TagDetail, ThingDocuments, build_image, build_source, build_tag
from media.models import Image
from media.rendition_list import MadeRendition, made_renditions, rendition_documents

Thing = tuple[str, str]


class Built(NamedTuple):
    """The documents of one thing with what lists filter and sort by."""

    version: int
    etag: str
    document: bytes
    ratios: dict[str, bytes]
    tail: bytes
    kind: str
    slug: str
    name: str
    parent: str | None
    position: int
    image: str | None


def build_things(things: Iterable[Thing]) -> dict[Thing, Built]:
    """Return the documents of the given (type, id) pairs; one that is gone or killed is missing."""
    wanted: dict[str, list[str]] = {"tag": [], "source": [], "image": []}
    for type_, thing in things:
        wanted[type_].append(thing)
    addresses = current_addresses()
    built = {("tag", str(tag.id)): _tag(tag, addresses) for tag in _tags(wanted["tag"])}
    built |= {
        ("source", str(one.id)): _source(one)
        for one in Source.objects.filter(id__in=wanted["source"])
    }
    images = Image.objects.filter(id__in=wanted["image"], killed_at=None)
    made = made_renditions(wanted["image"])
    return built | {("image", str(image.id)): _image(image, made) for image in images}


def _tags(ids: list[str]) -> Iterable[Tag]:
    return (
        Tag.objects.filter(id__in=ids, merged_into=None)
        .select_related("parent", "image")
        .prefetch_related("identifiers")
    )


def _tag(tag: Tag, addresses: Addresses) -> Built:
    thing = tag_thing(tag)
    has_image = tag.image and tag.image.killed_at is None
    detail = TagDetail(
        tag=thing,
        description=tag.description,
        position=tag.position,
        parent=tag_thing(tag.parent) if tag.parent else None,
        image=image_thing(tag.image) if tag.image and has_image else None,
        external_ids={one.scheme: one.value for one in tag.identifiers.all()},
    )
    documents = build_tag(detail, language=settings.LANGUAGE_CODE, addresses=addresses)
    return _built(
        documents,
        tag.version,
        kind=tag.kind,
        slug=tag.slug,
        name=tag.name,
        parent=str(tag.parent_id) if tag.parent_id else None,
        position=tag.position,
        image=thing.image if has_image else None,
    )


def _source(source: Source) -> Built:
    documents = build_source(source_thing(source))
    return _built(documents, source.version, kind=source.kind, slug=source.slug, name=source.name)


def _image(image: Image, made: Mapping[str, MadeRendition]) -> Built:
    thing = image_thing(image)
    documents = build_image(
        thing, language=settings.LANGUAGE_CODE, renditions=rendition_documents(thing, made)
    )
    return _built(documents, image.version)


def _built(
    documents: ThingDocuments,
    version: int,
    *,
    kind: str = "",
    slug: str = "",
    name: str = "",
    parent: str | None = None,
    position: int = 0,
    image: str | None = None,
) -> Built:
    return Built(
        version,
        documents.etag,
        documents.document,
        documents.ratios,
        documents.tail,
        kind,
        slug,
        name,
        parent,
        position,
        image,
    )
