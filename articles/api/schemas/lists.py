"""Pages of lists, whole and with `fields=`, and what `include=` adds to them."""

from cms.http.json_schema import (
    Schema,
    address,
    closed,
    identifier,
    listed,
    nullable,
    ref,
    text,
    whole,
)

_NEIGHBOURS = {
    "next": nullable(address("The next page.")),
    "previous": nullable(address("The page before.")),
}
_TOTAL = {"total": whole(0, description="With `include=total`: items on all pages.")}
_LIST_EXTRAS: dict[str, Schema] = {
    **_TOTAL,
    "facets": ref("Facets"),
    **{
        name: ref("TagDetail") | {"description": f"With `include={name}`: what `{name}` names."}
        for name in ("tag", "section", "contributor")
    },
    "source": ref("SourceDetail") | {"description": "With `include=source`: what `source` names."},
    "missing": listed(identifier(), "With `id`: those that are not live."),
}


def _page(item: str, extras: dict[str, Schema]) -> Schema:
    properties = {"results": listed(ref(item), maxItems=100), **_NEIGHBOURS, **extras}
    return closed(f"A page of {item}.", properties, optional=extras)


def _pages(name: str, item: str, extras: dict[str, Schema]) -> dict[str, Schema]:
    return {name: _page(item, extras), f"{name}Part": _page(f"{item}Part", extras)}


_FACET = closed(
    "How many articles of the list share a value.",
    {
        "value": text("What the parameter of the facet's name takes."),
        "name": text("For readers."),
        "count": whole(1),
    },
)

LISTS: dict[str, Schema] = {
    **_pages("HeadlineList", "Headline", _LIST_EXTRAS),
    **_pages("ArticleList", "Article", _LIST_EXTRAS),
    **_pages("RelatedList", "RelatedHeadline", {}),
    **_pages("TagList", "Tag", _TOTAL),
    **_pages("SourceList", "Source", _TOTAL),
    **_pages("ImageList", "Image", _TOTAL),
    "Facets": closed(
        "With `include=facets`: how all pages of the list divide, the commonest values first.",
        {name: listed(ref("Facet")) for name in ("language", "kind", "section", "tag", "source")},
    ),
    "Facet": _FACET,
}
