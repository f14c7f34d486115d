"""What integrators send of an article: the shapes of documents, and of the references in them."""

from articles.content import (
    LIMITS,
    MOST_CITATIONS,
    MOST_CONTRIBUTORS,
    MOST_CORRECTIONS,
    MOST_PINS,
    MOST_TAGS,
)
from articles.draft_checks import AI_USES, CORRECTION_KINDS, KINDS, ROLES
from articles.models import Stage
from articles.submission.decision import OnConflict
from articles.submission.document import BODY_FORMATS, MOST_IMAGES
from cms.http.json_schema import (
    Schema,
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


TEXTS: dict[str, Schema] = {
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


def content(reference: Schema, *, optional: bool) -> dict[str, Schema]:
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
    **TEXTS,
    **content(ref("ThingReference"), optional=True),
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
}
