"""The tags, sources and pictures that a load refers to: found by name, or made by the verbs."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction

from articles.models import Source, Tag
from articles.sample_load.names import SourceName, TagName
from articles.sample_load.pictures import drawn_picture
from articles.sourcing import save_source
from articles.vocabulary import save_tag
from media.library import add_image
from media.models import Image

_PORTRAYED = "contributor"


class Known(NamedTuple):
    """Ids by name; `pictures` by their number in the pool."""

    tags: dict[tuple[str, str], str]
    sources: dict[str, str]
    pictures: list[str]


def make_known(
    *,
    tags: Collection[TagName],
    sources: Collection[SourceName],
    pictures: Callable[[], list[str]],
) -> Known:
    """Return the ids of everything named; what is not there yet is made.

    `pictures` waits for those of the pool (`make_pictures`), which take as long as all tags: others may make them.
    """
    names = dict.fromkeys(tags)
    with transaction.atomic():
        found = _found_tags(names)
        _make_tags(found, [name for name in names if name.kind != _PORTRAYED])
        named = _sources(sources)
        portraits = pictures()
        _make_tags(found, [name for name in names if name.kind == _PORTRAYED], portraits)
    return Known(found, named, portraits)


@transaction.atomic
def make_pictures(count: int) -> list[str]:
    """Return the ids of the pool's pictures by their numbers; those that are not there yet are drawn."""
    rows = Image.objects.filter(external_source="sample-load")
    stored = {name: str(id_) for name, id_ in rows.values_list("external_id", "id")}
    return [stored.get(f"picture-{number}") or _new_picture(number) for number in range(count)]


def _found_tags(names: Collection[TagName]) -> dict[tuple[str, str], str]:
    rows = Tag.objects.filter(merged_into=None, kind__in={name.kind for name in names})
    return {(kind, name): str(id_) for kind, name, id_ in rows.values_list("kind", "name", "id")}


def _make_tags(
    found: dict[tuple[str, str], str], names: Iterable[TagName], portraits: Sequence[str] = ()
) -> None:
    """Make the tags that are not found, with a portrait for every other one, and add them."""
    for place, name in enumerate(names):
        if name[:2] not in found:
            portrait = UUID(portraits[place % len(portraits)]) if portraits and place % 2 else None
            values = {
                "kind": name.kind,
                "name": name.name,
                "names": _in_our_languages(name.names),
                "image": portrait,
            }
            found[name[:2]] = str(save_tag(values=values, by=None).id)


def _sources(names: Collection[SourceName]) -> dict[str, str]:
    rows = Source.objects.filter(name__in={name.name for name in names})
    found = {name: str(id_) for name, id_ in rows.values_list("name", "id")}
    for name in dict.fromkeys(names):
        if name.name not in found:
            values = {"name": name.name, "kind": name.kind}
            found[name.name] = str(save_source(values=values, by=None).id)
    return found


def _new_picture(number: int) -> str:
    content, values = drawn_picture(number)
    for texts in ("alt", "caption"):
        values[texts] = _in_our_languages(values[texts].items())
    return str(add_image(values=values, by=None, content=content).id)


def _in_our_languages(texts: Collection[tuple[str, str]]) -> dict[str, str]:
    return {language: text for language, text in texts if language in settings.NEWSROOM_LANGUAGES}
