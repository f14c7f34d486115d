"""What working copies refer to: read for many at once, then resolved and checked one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import models

from articles import body
from articles.content import Content, merged, thing_ids, union
from articles.models import Article, Source, Tag, TranslationGroup
from cms.http.problem import FieldError
from cms.locks import share_lock
from media.models import Image


class Targets(NamedTuple):
    """What is there of everything that some contents refer to.

    `successors` leads from each tag to the one it was merged into, or to itself; `kinds` holds the kinds of the tags
    that are there; `there` the ids of everything else.
    """

    successors: Mapping[str, str]
    kinds: Mapping[str, str]
    there: Mapping[type[models.Model], frozenset[str]]


def read_targets(contents: Sequence[Content]) -> Targets:
    """Read what the contents refer to, in a fixed number of statements; the tags stay as they are until we commit.

    A merge that runs at the same time waits for us and then moves what we write; who deletes an image waits, too.
    """
    ids = union(thing_ids(one, body.references(one["body"]).images) for one in contents)
    kept = _kept_tags(ids.tags)
    share_lock(Image, ids.images, lets_updates_pass=True)
    wanted: dict[type[models.Model], Iterable[str]] = {
        Source: ids.sources,
        Image: ids.images,
        Article: {pin for content in contents for pin in content["pins"]},
        TranslationGroup: {
            one["translation_group"] for one in contents if one["translation_group"]
        },
    }
    return Targets(
        kept.successors,
        kept.kinds,
        {model: _present(model, [*ids_]) for model, ids_ in wanted.items()},
    )


class _Kept(NamedTuple):
    """For each tag the one that it is now, and the kinds of all that are there."""

    successors: dict[str, str]
    kinds: dict[str, str]


def _kept_tags(tags: Iterable[str]) -> _Kept:
    """Lock tags and those that they were merged into, and read them."""
    given = [*tags]
    locked: set[str] = set()
    wanted = {*given}
    while True:
        share_lock(Tag, wanted)
        locked |= wanted
        rows = _tag_rows(locked)
        successors = {tag: _successor(tag, rows) for tag in given}
        wanted = {*successors.values()} - locked
        if not wanted:
            return _Kept(successors, {tag: kind for tag, (_into, kind) in rows.items()})


def _tag_rows(tags: Iterable[str]) -> dict[str, tuple[str | None, str]]:
    """Return what each tag was merged into, and its kind."""
    ids = [*tags]
    rows = Tag.objects.filter(id__in=ids).order_by().values_list("id", "merged_into", "kind")
    return (
        {str(id_): (str(into) if into else None, kind) for id_, into, kind in rows} if ids else {}
    )


def _successor(tag: str, rows: Mapping[str, tuple[str | None, str]]) -> str:
    """Return the end of a tag's chain of merges, as far as the rows lead."""
    while tag in rows and (into := rows[tag][0]):
        tag = into
    return tag


def resolved(content: Content, targets: Targets) -> Content:
    """Return the content with each merged tag replaced by the one that took its place, each named once."""
    now = targets.successors
    contributors = [{**one, "tag": now[one["tag"]]} for one in content["contributors"]]
    return merged(
        content,
        {
            "tags": [*dict.fromkeys(now[tag] for tag in content["tags"])],
            "section": content["section"] and now[content["section"]],
            "contributors": list({(one["tag"], one["role"]): one for one in contributors}.values()),
        },
    )


def reference_problems(content: Content, targets: Targets) -> list[FieldError]:
    """Return an error for each thing that a resolved content refers to and that is not there, or not of its kind."""
    return [*_missing(content, targets), *_wrong_kinds(content, targets)]


def _missing(content: Content, targets: Targets) -> Iterator[FieldError]:
    ids = thing_ids(content, body.references(content["body"]).images)
    group = content["translation_group"]
    wanted: list[tuple[str, type[models.Model], Iterable[str]]] = [
        ("tags", Tag, ids.tags),
        ("citations", Source, ids.sources),
        ("images", Image, ids.images),
        ("pins", Article, content["pins"]),
        ("translation_group", TranslationGroup, [group] if group else []),
    ]
    for field, model, ids_ in wanted:
        there = targets.kinds if model is Tag else targets.there[model]
        for id_ in sorted(set(ids_).difference(there)):
            name = model._meta.verbose_name
            yield FieldError(field, "not_there", f"{field}: there is no {name} {id_}.")


def _wrong_kinds(content: Content, targets: Targets) -> Iterator[FieldError]:
    """Yield an error where the section is no section or a contributor no contributor."""
    wanted = [("contributors", "contributor", one["tag"]) for one in content["contributors"]]
    wanted += [("section", "section", content["section"])] if content["section"] else []
    for field, kind, id_ in wanted:
        if targets.kinds.get(id_, kind) != kind:
            yield FieldError(field, "wrong_kind", f"The tag {id_} is no {kind}.")


def _present(model: type[models.Model], ids: Sequence[str]) -> frozenset[str]:
    rows = model._default_manager.filter(pk__in=ids).order_by().values_list("pk", flat=True)
    return frozenset(map(str, rows)) if ids else frozenset()
