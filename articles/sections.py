"""The sections that words name, public or not, for what is limited to some of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from articles.models import Tag, TagAlias, TagKind
from articles.tag_tree import merged_tags
from cms.access.sections import SectionBook, register_sections


def register() -> None:
    """Tell keys and people which sections there are."""
    register_sections(SectionBook(sections_named, section_names))


def sections_named(words: Sequence[str]) -> dict[str, UUID]:
    """Return the section that each slug or id names, aliases followed; a word that names none is left out."""
    rows = TagAlias.objects.filter(label__in=words, tag__kind=TagKind.SECTION)
    return dict(rows.values_list("label", "tag"))


def with_all_below(sections: Iterable[UUID]) -> frozenset[UUID]:
    """Return sections, those that they were merged into, and every tag below them."""
    level = {UUID(tag) for tag in merged_tags(str(section) for section in sections).values()}
    found: set[UUID] = set()
    while level:
        found |= level
        below = Tag.objects.filter(parent__in=level, merged_into=None)
        level = set(below.values_list("id", flat=True)) - found
    return frozenset(found)


def section_names() -> list[tuple[str, str]]:
    """Return (id, name) of every section: each with its parts after it, named with what they are a part of."""
    rows = Tag.objects.filter(kind=TagKind.SECTION, merged_into=None).order_by("position", "name")
    below: dict[UUID | None, list[Tag]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    ids = {row.id for row in rows}
    tops = [row for parent, some in below.items() if parent not in ids for row in some]
    return [pair for top in tops for pair in _named(top, "", below)]


def _named(
    tag: Tag, before: str, below: Mapping[UUID | None, list[Tag]]
) -> Iterator[tuple[str, str]]:
    name = f"{before}{tag.name}"
    yield str(tag.id), name
    for child in below.get(tag.id, []):
        yield from _named(child, f"{name} › ", below)
