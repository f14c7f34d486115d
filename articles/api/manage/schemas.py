"""The shapes of the manage API, as named components of the OpenAPI document."""

from typing import Any

from articles.api.schemas.things import SLUG
from articles.content import (
    LIMITS,
    MOST_CITATIONS,
    MOST_CONTRIBUTORS,
    MOST_CORRECTIONS,
    MOST_PINS,
    MOST_TAGS,
)
from articles.draft_checks import AI_USES, CORRECTION_KINDS, KINDS, ROLES
from articles.models import EditionStatus, ScheduledVerb, Stage, WithdrawalKind
from articles.receipts import Outcome
from articles.submission.decision import OnConflict
from articles.submission.document import BODY_FORMATS, MOST_IMAGES
from cms.http.json_schema import (
    Schema,
    address,
    closed,
    flag,
    identifier,
    listed,
    moment,
    nullable,
    ref,
    text,
    whole,
    word,
)

ANYTHING: Schema = {"description": "Told, not asked: it may be sent back, and is not read."}


def _line(name: str, description: str = "") -> Schema:
    return text(description, maxLength=LIMITS[name])


_TEXTS: dict[str, Schema] = {
    "kind": word(KINDS, "A brief may be public with its headline alone."),
    "language": text("BCP 47: one of the newsroom's languages."),
    "slug": text("Empty: made from the headline when it is published.", maxLength=80),
    "kicker": _line("kicker"),
    "headline": _line("headline"),
    "list_headline": _line("list_headline", "For lists; empty: the headline."),
    "standfirst": _line("standfirst"),
    "byline": _line("byline", "Empty: the contributors' names."),
    "urgency": whole(1, 9, "1 is most urgent."),
    "ai_use": word(AI_USES, "What part AI had in the text."),
    "seo_title": _line("seo_title"),
    "seo_description": _line("seo_description"),
    "canonical_url": _line("canonical_url", "Where it was published first, if elsewhere."),
    "embargo_until": nullable(moment()),
    "published_at": nullable(moment("Moves the time that readers see.")),
    "external_source": _line("external_source", "Whose `external_id` it is."),
    "external_id": _line("external_id"),
    "translation_group": nullable(identifier("What ties it to its translations.")),
}
CITATION_TEXTS: dict[str, Schema] = {
    "role": word(ROLES),
    "url": text("Address of the cited report.", maxLength=LIMITS["citation_url"]),
    "title": text(maxLength=LIMITS["citation_title"]),
    "published_at": nullable(moment()),
    "accessed_at": nullable(moment()),
    "is_suggested": flag("Found by a machine, not yet confirmed by an editor."),
}
_CORRECTION_TEXTS: dict[str, Schema] = {
    "kind": word(CORRECTION_KINDS),
    "text": text(minLength=1, maxLength=LIMITS["correction_text"]),
    "at": moment(),
}


def _image_use(image: Schema) -> Schema:
    return closed(
        "An image, with the words that hold in this article alone; empty: the image's own.",
        {
            "image": image,
            "alt": text(maxLength=LIMITS["lead_image_alt"]),
            "caption": text(maxLength=LIMITS["lead_image_caption"]),
        },
        optional=["alt", "caption"],
    )


def _contributor(tag: Schema) -> Schema:
    return closed(
        "A name of the byline.",
        {"tag": tag, "role": text(maxLength=LIMITS["contributor_role"])},
        optional=["role"],
    )


def _citation(source: Schema, *, optional: list[str]) -> Schema:
    return closed(
        "What the article takes from a source; `id` is what the body's citation marks name.",
        {"id": nullable(identifier()), "source": source, **CITATION_TEXTS},
        optional=optional,
    )


def _correction(optional: list[str]) -> Schema:
    return closed(
        "A note that is public with the article.",
        {"id": nullable(identifier()), **_CORRECTION_TEXTS},
        optional=optional,
    )


def _content(reference: Schema, *, optional: bool) -> dict[str, Schema]:
    """Return the keys that refer to other things, named by a schema."""
    citation_keys = [*CITATION_TEXTS, "id"] if optional else []
    correction_keys = ["id", "kind"] if optional else []
    return {
        "contributors": listed(_contributor(reference), maxItems=MOST_CONTRIBUTORS),
        "tags": listed(reference, "In order.", maxItems=MOST_TAGS),
        "section": nullable(reference),
        "lead_image": nullable(_image_use(reference)),
        "citations": listed(_citation(reference, optional=citation_keys), maxItems=MOST_CITATIONS),
        "pins": listed(reference, "Related articles, pinned.", maxItems=MOST_PINS),
        "corrections": listed(_correction(correction_keys), maxItems=MOST_CORRECTIONS),
    }


_REFERENCE: Schema = {
    "description": "A thing by its id or slug here, or by the id that it has in the sender's own system. With its "
    "external id a tag, source or image may be described, and is made if it is not there yet.",
    "anyOf": [
        text(minLength=1, maxLength=LIMITS["slug"]),
        closed("", {"id": text(minLength=1, maxLength=LIMITS["slug"])}),
        closed("", {"slug": text(minLength=1, maxLength=LIMITS["slug"])}),
        {
            "type": "object",
            "properties": {
                "source": text(minLength=1, maxLength=100),
                "external_id": text(minLength=1, maxLength=LIMITS["external_id"]),
                "name": text("Of a tag or source."),
                "url": text("Of an image: where its file is; it is fetched."),
            },
            "required": ["source", "external_id"],
        },
    ],
}
_DOCUMENT_KEYS: dict[str, Schema] = {
    **_TEXTS,
    **_content(ref("ThingReference"), optional=True),
    "body": {
        "description": "In the form that `body_format` says.",
        "anyOf": [text(), listed({"type": "object"})],
    },
    "body_format": word(BODY_FORMATS, "html unless it says otherwise."),
    "images": listed(
        ref("ThingReference"),
        "Images with their `url`, which the body shows by that address.",
        maxItems=MOST_IMAGES,
    ),
    "stage": word(Stage.values),
    "id": identifier("May be sent back as it was."),
    "type": word(["article"]),
    "state": ANYTHING,
    "then": nullable(word(["publish"], "Publish it in the same transaction.")),
}
_PUBLIC = closed(
    "How it stands in public.",
    {
        "status": word([EditionStatus.LIVE, EditionStatus.WITHDRAWN]),
        "revision": whole(0, description="The revision that was published."),
        "edition": whole(1),
        "version": whole(1),
        "slug": text(**SLUG),
        "published_at": moment(),
        "updated_at": moment(),
        "withdrawal": nullable(
            closed(
                "Why it left.",
                {
                    "kind": word([one for one in WithdrawalKind.values if one]),
                    "at": nullable(moment()),
                    "reason": text(),
                },
            )
        ),
    },
)
_ROW_STATE: dict[str, Schema] = {
    "revision": whole(1),
    "created_at": moment(),
    "saved_at": moment(),
    "public": nullable(ref("PublicState")),
}
_SCHEDULE = closed(
    "What is to happen.",
    {
        "id": identifier(),
        "verb": word(ScheduledVerb.values),
        "at": moment(),
        "revision": whole(1),
        "refusal": listed(ref("FieldError"), "Why it was refused when it was due."),
    },
)
_PROPOSAL = closed(
    "A push that waits for an editor.",
    {
        "id": identifier(),
        "made_at": moment(),
        "via": text("The API key that pushed."),
        "fields": listed(text()),
        "wants_publication": flag("The sender asked to publish it."),
    },
)
_STATE = closed(
    "How the working copy stands: told, not asked.",
    {
        **_ROW_STATE,
        "saved_by": text(),
        "responsible": nullable(text()),
        "schedules": listed(_SCHEDULE),
        "proposal": nullable(_PROPOSAL),
    },
)
_RECEIPT = closed(
    "What became of what was sent.",
    {
        "id": identifier(),
        "type": word(["article"]),
        "outcome": word([str(one) for one in Outcome]),
        "revision": whole(1),
        "edition": nullable(whole(1, description="The edition that was published.")),
        "proposal": nullable(identifier("What waits for an editor.")),
        "warnings": listed(ref("Warning")),
    },
)
_WARNING = closed(
    "Something that was rewritten or left out, or that deserves a second look.",
    {
        "field": text(),
        "code": text("For programs."),
        "message": text("What it was, and what became of it.", minLength=1),
        "excerpt": text("The first place."),
        "times": whole(1),
    },
)
_SUMMARY = closed(
    "A working copy in a list.",
    {
        "id": identifier(),
        "type": word(["article"]),
        **{name: _TEXTS[name] for name in ("kind", "language", "headline", "slug")},
        **{name: _TEXTS[name] for name in ("external_source", "external_id")},
        "stage": word(Stage.values),
        "state": closed("How it stands.", _ROW_STATE),
    },
)
_REVISION_KEYS: dict[str, Schema] = {
    "number": whole(1),
    "made_at": moment(),
    "by": text("A person, or the API key."),
    "via": nullable(text("The API key.")),
    "reason": text(),
    "is_autosave": flag("Saved while somebody was writing."),
}
_DIFFERENCE = closed(
    "A field that differs.",
    {
        "field": text(),
        "pieces": listed(closed("", {"state": word(["same", "added", "removed"]), "text": text()})),
    },
)


def page_of(name: str) -> Schema:
    """Return a page of a list."""
    neighbours = {
        "next": nullable(address("The next page.")),
        "previous": nullable(address("The page before.")),
    }
    return closed(f"A page of {name}.", {"results": listed(ref(name), maxItems=100), **neighbours})


COMPONENTS: dict[str, Schema] = {
    "ThingReference": _REFERENCE,
    "ArticleDocument": closed(
        "What is to be said of an article; what is left out is empty.",
        _DOCUMENT_KEYS,
        optional=_DOCUMENT_KEYS,
    ),
    "ArticlePush": closed(
        "What a sender says of an article; what it never named stays the newsroom's own.",
        _DOCUMENT_KEYS | {"on_conflict": word([str(one) for one in OnConflict])},
        optional=[*_DOCUMENT_KEYS, "on_conflict"],
    ),
    "ArticlePatch": {
        "type": "object",
        "description": "JSON Merge Patch (RFC 7386): what changes of an ArticleDocument; null takes away.",
    },
    "WorkingCopy": closed(
        "An article as it is being written.",
        {
            "id": identifier(),
            "type": word(["article"]),
            **_TEXTS,
            **_content(identifier(), optional=False),
            "body": text("Clean HTML."),
            "body_format": word(["html"]),
            "stage": word(Stage.values),
            "state": _STATE,
        },
    ),
    "WorkingCopySummary": _SUMMARY,
    "PublicState": _PUBLIC,
    "Receipt": _RECEIPT,
    "Warning": _WARNING,
    "BulkOrder": closed(
        "What is to be done, in this order.",
        {
            "operations": listed(
                {
                    "description": "An object with `op` and what it takes; what is none is refused in its own "
                    "result: upsert {source, external_id, document}; create "
                    "{document}; replace {article, document}; publish {article, revision, is_minor}; withdraw "
                    "{article, kind, reason}; delete {article}. `if_revision` says which revision was read.",
                },
                minItems=1,
                maxItems=500,
            ),
            "atomic": flag("All of them or none."),
        },
        optional=["atomic"],
    ),
    "BulkResults": closed(
        "What became of each.",
        {
            "done": whole(0),
            "refused": whole(0),
            "results": listed(
                closed(
                    "The answer that the operation would have had alone.",
                    {
                        "operation": whole(0, description="Its place in the order, from 0."),
                        "status": whole(200, 599),
                        "receipt": nullable(ref("Receipt")),
                        "problem": nullable(ref("Problem")),
                    },
                )
            ),
        },
    ),
    "Revision": closed("Who saved when and why.", _REVISION_KEYS),
    "RevisionDetail": closed(
        "A revision with its content.",
        {
            **_REVISION_KEYS,
            "content": {"type": "object", "description": "As a working copy has it."},
            "differences": listed(_DIFFERENCE, "With `compare`."),
        },
        optional=["differences"],
    ),
}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this (see `SPECTACULAR_SETTINGS`)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
