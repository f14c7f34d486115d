"""A headline, an article and what became of one that was withdrawn."""

from articles.api.schemas.things import SLUG
from articles.models import AiUse, ArticleKind, CorrectionKind, WithdrawalKind
from articles.relatedness import REASON_KINDS
from articles.representation import BODY_FORMS
from cms.http.json_schema import (
    Schema,
    closed,
    extended,
    flag,
    foreign_address,
    identifier,
    listed,
    moment,
    nullable,
    part,
    ref,
    text,
    whole,
    word,
)
from cms.http.openapi import PROBLEM

_LANGUAGE = text("BCP 47.", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")

_HEADLINE = closed(
    "An article as a list shows it.",
    {
        "id": identifier(),
        "type": word(["article"]),
        "kind": word(ArticleKind.values, "A brief may be public with its headline alone."),
        "slug": text(**SLUG),
        "url": foreign_address("The article's page for readers."),
        "headline": text(minLength=1),
        "list_headline": text("A short headline for lists; the headline where there is none."),
        "kicker": nullable(text("The words above the headline.")),
        "standfirst": nullable(text("The introduction below the headline.")),
        "byline": nullable(text("Who wrote it, in one line.")),
        "contributors": listed(ref("Contributor"), "The names of the byline, in order."),
        "section": nullable(ref("Tag")),
        "tags": listed(ref("Tag"), "In the editors' order."),
        "language": _LANGUAGE,
        "urgency": whole(1, 9, "1 is the most urgent."),
        "ai_use": word(AiUse.values, "What part AI had in the text."),
        "published_at": moment("What readers see and lists sort by."),
        "first_published_at": moment(),
        "updated_at": moment("The last publication that was not minor."),
        "corrected_at": nullable(moment("The latest correction.")),
        "has_body": flag("There is more than a headline."),
        "word_count": whole(0),
        "reading_minutes": whole(0),
        "translations": listed(ref("Translation"), "The same article in other languages."),
        "lead_image": nullable(ref("Image")),
    },
)
_ARTICLE = extended(
    _HEADLINE,
    "An article.",
    {
        "sources": listed(ref("ArticleSource"), "What it cites, in order."),
        "edition": whole(1, description="Counts its publications."),
        "corrections": listed(ref("Correction")),
        "seo": closed(
            "For the head of the page.",
            {
                "title": text(),
                "description": nullable(text()),
                "canonical_url": foreign_address(),
            },
        ),
        "links": closed(
            "Where more is.",
            {
                "self": foreign_address("This document."),
                "related": foreign_address("Its relatives."),
                "page": foreign_address("Its page for readers."),
            },
        ),
        "images": listed(ref("Image"), "Every image it shows, the lead image first."),
        "body": {
            "description": "A string (HTML, Markdown or text), blocks, or null: see `body_format`.",
            "anyOf": [{"type": "string"}, listed(ref("Block")), {"type": "null"}],
        },
        "body_format": word(BODY_FORMS, "What `body` asked for."),
    },
)
_SNIPPET = {
    "snippet": nullable(
        text(
            "In a list with `q`: HTML around the words found, each in <mark>; null without a body."
        )
    )
}
_PAGE = {
    name: listed(ref(shape), f"With `include={name}`.")
    for name, shape in (("related", "RelatedHeadline"), ("latest", "Headline"))
}
_REASON = closed(
    "Why an article is listed.",
    {
        "kind": word(REASON_KINDS),
        "label": text("For readers, in the article's language."),
        "shared": listed(text(), "The names of what both have."),
    },
)
_WITHDRAWAL = closed(
    "What became of an article that was public.",
    {
        "kind": word([value for value in WithdrawalKind.values if value]),
        "at": moment(),
        "reason": nullable(text()),
        "replaced_by": nullable(identifier("The article that stands in for it.")),
    },
)


def _with(whole_shape: Schema, extras: dict[str, Schema]) -> Schema:
    """Return a shape with keys that only some answers have."""
    return extended(whole_shape, whole_shape["description"], extras, optional=extras)


_SHOWN_HEADLINE = _with(_HEADLINE, _SNIPPET)
_SHOWN_ARTICLE = _with(_ARTICLE, _SNIPPET | _PAGE)
_RELATED = extended(_HEADLINE, "A headline and why it is here.", {"reason": ref("Reason")})
_RELATED_PART = part("RelatedHeadline", _RELATED) | {"required": ["reason"]}

ARTICLES: dict[str, Schema] = {
    "Headline": _SHOWN_HEADLINE,
    "HeadlinePart": part("Headline", _SHOWN_HEADLINE),
    "RelatedHeadline": _RELATED,
    "RelatedHeadlinePart": _RELATED_PART,
    "Article": _SHOWN_ARTICLE,
    "ArticlePart": part("Article", _SHOWN_ARTICLE),
    "Translation": closed(
        "The same article in another language.",
        {
            "id": identifier(),
            "language": _LANGUAGE,
            "url": foreign_address("Its page for readers."),
        },
    ),
    "Correction": closed(
        "A note on what was changed after publication.",
        {"kind": word(CorrectionKind.values), "text": text(minLength=1), "at": moment()},
    ),
    "Reason": _REASON,
    "Withdrawal": _WITHDRAWAL,
    "GoneProblem": extended(
        PROBLEM,
        "It was public and is withdrawn; of an article it says what became of it.",
        {"withdrawal": ref("Withdrawal")},
        optional=["withdrawal"],
    ),
}
