"""How a list divides: counts by language, kind, section, tag and source over all its pages."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from articles.listing import Choice, select
from articles.models import Edition, PublicThing, SourceEntry, TagEntry

MOST_VALUES = 20


def count_articles(choice: Choice) -> int:
    """Return how many articles a list holds in all."""
    return select(choice, is_by_publication=False).rows.count()


def facets(choice: Choice) -> dict[str, list[dict[str, Any]]]:
    """Return for `language kind section tag source` the commonest values: `{value, name, count}`."""
    editions = select(choice, is_by_publication=False).rows
    own_tags = TagEntry.objects.filter(edition__in=editions.values("pk"))
    sources = SourceEntry.objects.filter(edition__in=editions.values("pk"))
    return {
        "language": _plain(editions, "language"),
        "kind": _plain(editions, "kind"),
        "section": _things("tag", own_tags, "tag", kinds=Q(tag__kind="section")),
        "tag": _things("tag", own_tags, "tag", kinds=~Q(tag__kind__in=["section", "contributor"])),
        "source": _things("source", sources, "source"),
    }


def _plain(editions: QuerySet[Edition], column: str) -> list[dict[str, Any]]:
    rows = (
        editions.order_by()
        .values_list(column)
        .annotate(count=Count("pk"))
        .order_by("-count", column)
    )
    return [{"value": value, "name": value, "count": count} for value, count in rows]


def _things(
    type_: str, entries: QuerySet[Any], column: str, *, kinds: Q | None = None
) -> list[dict[str, Any]]:
    matching = entries.filter(kinds) if kinds is not None else entries
    rows = (
        matching.order_by()
        .values_list(column)
        .annotate(count=Count("edition"))
        .order_by("-count", column)
    )
    counts = dict(rows[:MOST_VALUES])
    names = {
        thing: (slug, name)
        for thing, slug, name in PublicThing.objects.public()
        .filter(type=type_, thing__in=counts)
        .values_list("thing", "slug", "name")
    }
    return [
        {"value": names[thing][0], "name": names[thing][1], "count": count}
        for thing, count in counts.items()
        if thing in names
    ]
