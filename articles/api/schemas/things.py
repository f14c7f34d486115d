"""Tags and sources, short and in full."""

from articles.models import CitationRole, SourceKind, TagKind
from cms.http.json_schema import (
    Schema,
    closed,
    extended,
    foreign_address,
    identifier,
    listed,
    moment,
    nullable,
    part,
    ref,
    text,
    texts_by,
    whole,
    word,
)

SLUG = {"pattern": "^[a-z0-9][a-z0-9-]*$"}

_TAG = closed(
    "A tag: section, topic, person, organisation, place, event, series or contributor.",
    {
        "id": identifier(),
        "kind": word(TagKind.values),
        "slug": text(**SLUG),
        "name": text("In the document's language where there is one."),
        "url": foreign_address("Its page."),
    },
)
_COUNTS = {
    "article_count": whole(0, description="Live articles with it; descendants of a tag count."),
    "latest_at": nullable(moment("When the latest of them was published.")),
}
_TAG_DETAIL = extended(
    _TAG,
    "A tag with everything that is said of it.",
    {
        "names": texts_by("language", "Its name in other languages."),
        "description": nullable(text()),
        "parent": nullable(ref("Tag")),
        "position": whole(0, description="Its place among its siblings."),
        "image": nullable(ref("Image")),
        "external_ids": texts_by("vocabulary", "Its names elsewhere: Wikidata, IPTC Media Topics."),
        **_COUNTS,
    },
)
_SECTION = extended(
    _TAG,
    "A section as a menu shows it.",
    {
        "names": texts_by("language", "Its name in other languages."),
        "children": listed(ref("Section"), "The sections below it, in order."),
    },
)
_CONTRIBUTOR = extended(
    _TAG,
    "A name of the byline.",
    {"role": text("What they did; may be empty."), "image": nullable(ref("Portrait"))},
)
_SOURCE = closed(
    "Who reported something: an agency, a newspaper, a person, a document.",
    {
        "id": identifier(),
        "name": text(),
        "slug": text(**SLUG),
        "kind": word(SourceKind.values),
        "homepage": nullable(foreign_address()),
    },
)
_SOURCE_DETAIL = extended(_SOURCE, "A source and how many articles cite it.", _COUNTS)
_ARTICLE_SOURCE = closed(
    "A source as one article cites it.",
    {
        "citation_id": identifier("What a citation mark in the body points to."),
        **_SOURCE["properties"],
        "role": word(CitationRole.values),
        "url": nullable(foreign_address("The cited report.")),
        "title": nullable(text("The cited report's title.")),
        "published_at": nullable(moment("When the cited report came out.")),
        "accessed_at": nullable(moment("When it was read.")),
    },
)

THINGS: dict[str, Schema] = {
    "Tag": _TAG,
    "TagPart": part("Tag", _TAG),
    "TagDetail": _TAG_DETAIL,
    "TagDetailPart": part("TagDetail", _TAG_DETAIL),
    "Section": _SECTION,
    "Contributor": _CONTRIBUTOR,
    "Source": _SOURCE,
    "SourcePart": part("Source", _SOURCE),
    "SourceDetail": _SOURCE_DETAIL,
    "SourceDetailPart": part("SourceDetail", _SOURCE_DETAIL),
    "ArticleSource": _ARTICLE_SOURCE,
}
