"""The sections that words name, public or not, for what is limited to some of them."""

from collections.abc import Sequence
from uuid import UUID

from articles.models import TagAlias, TagKind


def sections_named(words: Sequence[str]) -> dict[str, UUID]:
    """Return the section that each slug or id names, aliases followed; a word that names none is left out."""
    rows = TagAlias.objects.filter(label__in=words, tag__kind=TagKind.SECTION)
    return dict(rows.values_list("label", "tag"))
