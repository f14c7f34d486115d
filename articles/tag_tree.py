"""How tags hang together: which one took the place of which, and whose child each is."""

from collections.abc import Iterable

from articles.models import Tag


def merged_tags(tags: Iterable[str]) -> dict[str, str]:
    """Return for each tag the one that it was merged into, at the end of the chain, or itself."""
    found = {tag: tag for tag in tags}
    waiting = set(found)
    while waiting:
        merged = Tag.objects.filter(id__in=waiting, merged_into__isnull=False)
        step = {str(old): str(new) for old, new in merged.values_list("id", "merged_into")}
        found = {tag: step.get(end, end) for tag, end in found.items()}
        waiting = set(step.values())
    return found


def ancestry(tags: set[str]) -> dict[str, str | None]:
    """Return the parent of each tag and of each of its ancestors, up to the roots."""
    parents: dict[str, str | None] = {}
    waiting = set(tags)
    while waiting:
        rows = Tag.objects.filter(id__in=waiting).values_list("id", "parent")
        parents |= {str(tag): str(parent) if parent else None for tag, parent in rows}
        waiting = {parent for parent in parents.values() if parent} - set(parents)
    return parents
