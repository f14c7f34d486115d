"""Reads, under share locks, everything that contents refer to: so that a rename waits for us, or we for it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db import transaction

from articles import body
from articles.content import Content, ThingIds, thing_ids, union
from articles.models import Edition, Source, Tag, TranslationGroup
from articles.tag_tree import ancestry, merged_tags
from articles.things import Gathered, SourceThing, TagThing, Things, Translation
from cms.locks import share_lock
from media.credential_states import signer_of, state_of
from media.inputs import digest_of
from media.models import Image
from media.shapes import ImageThing


def gather(contents: Iterable[Content]) -> Gathered:
    """Lock, for sharing, and read all that the contents refer to. Call it inside a transaction."""
    ids = union(thing_ids(one, body.references(one["body"]).images) for one in contents)
    aliases, parents = _locked_tags(ids.tags)
    share_lock(Source, [*ids.sources])
    tags = {str(tag.id): tag for tag in Tag.objects.filter(id__in=parents)}
    portraits = {str(tag.image_id) for tag in tags.values() if tag.image_id}
    # Whether its file is public is noted on an image's row too, by others who show it.
    share_lock(Image, [*ids.images, *portraits], lets_updates_pass=True)
    return _gathered(ids, aliases, parents, tags)


def read_things(contents: Iterable[Content]) -> Gathered:
    """Read all that the contents refer to without holding it fast: for what is shown once and not stored."""
    ids = union(thing_ids(one, body.references(one["body"]).images) for one in contents)
    aliases = merged_tags(ids.tags)
    parents = ancestry(set(aliases.values()))
    tags = {str(tag.id): tag for tag in Tag.objects.filter(id__in=parents)}
    return _gathered(ids, aliases, parents, tags)


def _gathered(
    ids: ThingIds,
    aliases: Mapping[str, str],
    parents: Mapping[str, str | None],
    tags: Mapping[str, Tag],
) -> Gathered:
    portraits = {str(tag.image_id) for tag in tags.values() if tag.image_id}
    images = Image.objects.filter(id__in=ids.images | portraits, killed_at=None)
    things = Things(
        tags={
            alias: tag_thing(tags[tag])
            for alias, tag in {**{t: t for t in tags}, **aliases}.items()
        },
        sources={
            str(one.id): source_thing(one) for one in Source.objects.filter(id__in=ids.sources)
        },
        images={str(one.id): image_thing(one) for one in images},
        written={},
    )
    return Gathered(things, parents)


def _locked_tags(tags: Iterable[str]) -> tuple[dict[str, str], dict[str, str | None]]:
    """Lock tags, those that they were merged into and all their ancestors; return both ways to go."""
    aliases, parents = _ways(tags)
    while True:
        known = aliases.keys() | parents.keys()
        before = transaction.savepoint()
        share_lock(Tag, [*known])
        # Until these are locked a merge or a move may lead elsewhere: so look again with the locks held.
        aliases, parents = _ways(tags)
        if known >= aliases.keys() | parents.keys():
            transaction.savepoint_commit(before)
            return aliases, parents
        # Gives the locks up again: to ask for more while holding some would be out of the order in which all lock
        # tags, and two could wait for each other.
        transaction.savepoint_rollback(before)


def _ways(tags: Iterable[str]) -> tuple[dict[str, str], dict[str, str | None]]:
    """Return where merged tags lead, and the parents of all, as they are now."""
    aliases = merged_tags(tags)
    return aliases, ancestry(set(aliases.values()))


def translations_of(groups: Iterable[UUID | str]) -> dict[str, list[Translation]]:
    """Return the live members of translation groups, by language."""
    members = (
        Edition.objects.live()
        .filter(translation_group__in=[*groups])
        .order_by("language")
        .values_list("translation_group", "article", "language", "slug", "section__slug")
    )
    found: dict[str, list[Translation]] = {}
    for group, article, language, slug, section in members:
        found.setdefault(str(group), []).append(
            Translation(str(article), language, slug, section or "")
        )
    return found


def group_versions(groups: Iterable[UUID | str]) -> dict[str, int]:
    """Return the version of each translation group."""
    rows = TranslationGroup.objects.filter(id__in=[*groups]).values_list("id", "version")
    return {str(group): version for group, version in rows}


def tag_thing(tag: Tag) -> TagThing:
    """Return a tag as documents show it."""
    return TagThing(
        id=str(tag.id),
        kind=tag.kind,
        slug=tag.slug,
        name=tag.name,
        names=tag.names,
        image=str(tag.image_id) if tag.image_id else None,
        version=tag.version,
    )


def source_thing(source: Source) -> SourceThing:
    """Return a source as documents show it."""
    return SourceThing(
        str(source.id), source.slug, source.name, source.kind, source.homepage, source.version
    )


def image_thing(image: Image) -> ImageThing:
    """Return an image as documents show it."""
    return ImageThing(
        id=str(image.id),
        alt=image.alt,
        caption=image.caption,
        is_decorative=image.is_decorative,
        alt_origin=image.alt_origin,
        credit=image.credit,
        creator=image.creator,
        copyright=image.copyright,
        width=image.width,
        height=image.height,
        focal_point=(image.focal_x, image.focal_y),
        thumbhash=image.thumbhash,
        dominant_color=image.dominant_color,
        sha256=image.sha256 if image.file and not image.is_unservable else "",
        digest=digest_of(image) if image.file else "",
        files_url=f"{settings.PUBLIC_URL}{settings.MEDIA_URL}",
        digital_source_type=image.digital_source_type,
        ai_system=image.ai_system,
        is_illustrative=image.is_illustrative,
        is_confirmed=image.is_confirmed,
        determined_by=image.determined_by,
        version=image.version,
        rights_expire_at=image.rights_expire_at,
        content_credentials=state_of(image.content_credentials),
        signer=signer_of(image.content_credentials),
        licence=image.licence,
        usage_terms=image.usage_terms,
    )
