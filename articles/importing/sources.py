"""Finds the sources that a page names, or makes them."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from articles.attributions import SourceSuggestion
from articles.content import CitationContent
from articles.models import Source, SourceAlias
from articles.sourcing import save_source
from cms.access.models import User
from cms.uuid7 import uuid7


class Named(NamedTuple):
    """The ids of a page's sources by slug as suggested, and the names of those that are new."""

    ids: dict[str, UUID]
    made: list[str]


def find_or_make_sources(suggestions: Sequence[SourceSuggestion], *, by: User | None) -> Named:
    """Return the source of each suggestion: by slug (also an old one), else by name, else a new one."""
    ids = _by_slug([one.slug for one in suggestions])
    ids |= _by_name([one for one in suggestions if one.slug not in ids])
    made = []
    for one in suggestions:
        if one.slug not in ids:
            ids[one.slug] = save_source(values={"name": one.name, "kind": one.kind}, by=by).id
            made.append(one.name)
    return Named(ids, made)


def citations(
    suggestions: Sequence[SourceSuggestion],
    ids: dict[str, UUID],
    *,
    confirmed: str,
    before: Sequence[CitationContent],
) -> list[CitationContent]:
    """Return a citation for each suggestion, as a suggestion unless a person named it (`confirmed`, a slug).

    One that the article has already, in the same role, stays as it is.
    """
    kept = {(one["source"], one["role"]): one for one in before}
    return [
        kept.get((str(ids[one.slug]), one.role))
        or _citation(ids[one.slug], one.role, is_suggested=one.slug != confirmed)
        for one in suggestions
    ]


def _by_slug(slugs: Sequence[str]) -> dict[str, UUID]:
    rows = SourceAlias.objects.filter(label__in=slugs) if slugs else SourceAlias.objects.none()
    return dict(rows.values_list("label", "source"))


def _by_name(suggestions: Sequence[SourceSuggestion]) -> dict[str, UUID]:
    if not suggestions:
        return {}
    wanted = {one.name: one.slug for one in suggestions}
    rows = Source.objects.filter(name__in=wanted).order_by("-id").values_list("name", "id")
    return {wanted[name]: id_ for name, id_ in rows}


def _citation(source: UUID, role: str, *, is_suggested: bool) -> CitationContent:
    return {
        "id": str(uuid7()),
        "source": str(source),
        "role": role,
        "url": "",
        "title": "",
        "published_at": None,
        "accessed_at": None,
        "is_suggested": is_suggested,
    }
