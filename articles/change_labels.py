"""How the change feed finds the tags and sections that its filters name."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef

from articles.models import PublicThing, TagAlias, TagKind, ThingType
from cms.changes.label_names import register_finder


def find_labels(kind: str, words: Collection[str]) -> dict[str, UUID]:
    """Return the id of the tag that each word names, a former slug or a merged tag's too.

    It must have been public once: whoever follows a tag hears that its last article left.
    """
    was_public = PublicThing.objects.filter(type=ThingType.TAG, thing=OuterRef("tag"))
    aliases = TagAlias.objects.filter(Exists(was_public), label__in=words)
    if kind == TagKind.SECTION:
        aliases = aliases.filter(tag__kind=TagKind.SECTION)
    return dict(aliases.values_list("label", "tag"))


register_finder(find_labels)
