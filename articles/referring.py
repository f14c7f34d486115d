"""Which things the pointers of integrators lead to; a fixed number of queries for any number of them."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import models

from articles.models import Article, Slug, Source, SourceAlias, TagAlias, TagIdentifier
from articles.submission import Pointer, Target
from cms.uuid7 import is_id
from media.models import Image


def known_ids(pointers: Iterable[Pointer], *, follows_merges: bool = True) -> dict[Pointer, str]:
    """Return the id of everything that is there; ids are taken at their word, for the verbs to check.

    But the ids of merged tags lead to those that took their place, where it `follows_merges`.
    """
    given = {*pointers}
    found = {
        pointer: pointer.word
        for pointer in given
        if is_id(pointer.word) and not (follows_merges and pointer.target is Target.TAG)
    }
    rest = given - found.keys()
    for target in Target:
        words = {one for one in rest if one.target is target and one.word}
        external = {one for one in rest if one.target is target and not one.word}
        if words:
            found |= _by_word(target, words)
        if external:
            found |= _by_external_id(target, external)
    return found


_WORDS: dict[Target, tuple[type[models.Model], str, str]] = {
    Target.TAG: (TagAlias, "label", "tag"),
    Target.SOURCE: (SourceAlias, "label", "source"),
    Target.ARTICLE: (Slug, "slug", "article"),
}
_EXTERNAL: dict[Target, tuple[type[models.Model], str, str, str]] = {
    Target.TAG: (TagIdentifier, "scheme", "value", "tag"),
    Target.SOURCE: (Source, "external_source", "external_id", "pk"),
    Target.IMAGE: (Image, "external_source", "external_id", "pk"),
    Target.ARTICLE: (Article, "external_source", "external_id", "pk"),
}


def _by_word(target: Target, pointers: Collection[Pointer]) -> dict[Pointer, str]:
    if target not in _WORDS:  # Images have no slugs.
        return {}
    model, word, key = _WORDS[target]
    rows = model._default_manager.filter(**{f"{word}__in": {one.word for one in pointers}})
    ids: dict[str, UUID] = dict(rows.values_list(word, key))
    return {one: str(ids[one.word]) for one in pointers if one.word in ids}


def _by_external_id(target: Target, pointers: Collection[Pointer]) -> dict[Pointer, str]:
    model, source, external_id, key = _EXTERNAL[target]
    rows = model._default_manager.filter(
        **{
            f"{source}__in": {one.source for one in pointers},
            f"{external_id}__in": {one.external_id for one in pointers},
        }
    )
    ids = {(one, other): str(id_) for one, other, id_ in rows.values_list(source, external_id, key)}
    return {
        pointer: ids[pointer.source, pointer.external_id]
        for pointer in pointers
        if (pointer.source, pointer.external_id) in ids
    }
