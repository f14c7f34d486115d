"""The shapes of tags, sources and images in the manage API, as named components of the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

from articles.models import SourceKind, TagKind
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
    texts_by,
    whole,
    word,
)
from media.description import TEXT_LIMITS
from media.disclosure import WRITABLE_TERMS
from media.models import AltOrigin, Determination

_ANYTHING: Schema = {"description": "Told, not asked: it may be sent back, and is not read."}
TAG: Mapping[str, Schema] = {
    "kind": word(TagKind.values),
    "name": text(minLength=1, maxLength=150),
    "slug": text("Empty: made from the name.", maxLength=80),
    "names": texts_by("language", "Its name in other languages."),
    "synonyms": listed(text(maxLength=150), maxItems=50),
    "parent": nullable(identifier("A tag of the same kind.")),
    "position": whole(0, 1_000_000, "Its place among its siblings."),
    "description": text(maxLength=2000),
    "image": nullable(identifier()),
    "external_ids": texts_by("scheme", "Its names elsewhere: Wikidata, IPTC, the sender's own."),
}
SOURCE: Mapping[str, Schema] = {
    "kind": word(SourceKind.values),
    "name": text(minLength=1, maxLength=200),
    "slug": text("Empty: made from the name.", maxLength=80),
    "homepage": text(maxLength=500),
    "external_source": text(maxLength=100),
    "external_id": text(maxLength=300),
}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
IMAGE: Mapping[str, Schema] = {
    **{name: text(maxLength=limit) for name, limit in TEXT_LIMITS.items()},
    "alt": texts_by("language", "What it shows, for who cannot see it."),
    "caption": texts_by("language", "Its caption."),
    "is_decorative": flag("It says nothing that needs a description."),
    "alt_origin": word(AltOrigin.values),
    "digital_source_type": word(["", *sorted(WRITABLE_TERMS)], "IPTC; empty: unknown."),
    "is_illustrative": flag("It illustrates, and shows nothing that happened."),
    "determined_by": word(Determination.values, "How the source type became known."),
    "focal_x": _SHARE,
    "focal_y": _SHARE,
    "captured_at": nullable(moment()),
    "rights_expire_at": nullable(moment()),
}
_VERSION = {"version": whole(1), "updated_at": moment()}
TOLD: Mapping[str, Mapping[str, Schema]] = {
    "tag": {**_VERSION, "merged_into": nullable(identifier())},
    "source": _VERSION,
    "image": {
        **_VERSION,
        "is_awaited": flag("Its file has yet to arrive."),
        "is_public": flag("A live edition shows it."),
        "is_confirmed": flag("A person, or the file itself, stands behind how it was made."),
        "killed_at": nullable(moment()),
        "sha256": text(),
        "format": text(),
        "width": nullable(whole(1)),
        "height": nullable(whole(1)),
        "bytes": nullable(whole(1)),
    },
}
KEYS: Mapping[str, Mapping[str, Schema]] = {"tag": TAG, "source": SOURCE, "image": IMAGE}


def _read(name: str) -> Schema:
    own = {"id": identifier(), "type": word([name])}
    return closed(
        f"A {name} as it is written.", {**own, **KEYS[name], "state": closed("", TOLD[name])}
    )


def _sent(name: str, also: Mapping[str, Schema]) -> Schema:
    keys = {"id": identifier(), "type": word([name]), **KEYS[name], "state": _ANYTHING, **also}
    return closed(f"What is to be said of a {name}.", keys, optional=keys)


_URL = {"url": text("Where its file is; it is fetched and passes the gate for uploads.")}
_RECEIPT = closed(
    "What became of a tag, source or image.",
    {
        "id": identifier(),
        "type": word([*KEYS]),
        "outcome": word(["created", "updated", "unchanged"]),
        "version": whole(1),
        "warnings": listed(ref("Warning")),
        "duplicates": listed(
            identifier(), "Other images with the same bytes, or that look the same."
        ),
    },
    optional=["duplicates"],
)
_USES = closed(
    "Where an image is used, as far as the key may see.",
    {
        "drafts": listed(closed("", {"id": identifier(), "headline": text()})),
        "live": listed(closed("", {"slug": text(), "headline": text()})),
        "planned": listed(identifier("An article that is scheduled with it.")),
        "tags": listed(identifier()),
        "is_logo": flag("It is the newsroom's logo."),
        "hidden": whole(0, description="Drafts that the key may not see."),
    },
)
COMPONENTS: dict[str, Schema] = {
    "ManagedTag": _read("tag"),
    "ManagedSource": _read("source"),
    "ManagedImage": _read("image"),
    "TagDocument": _sent("tag", {}),
    "SourceDocument": _sent("source", {}),
    "ImageDocument": _sent("image", _URL),
    "ThingPatch": {
        "type": "object",
        "description": "JSON Merge Patch (RFC 7386) on what GET answers; null takes away.",
    },
    "ThingReceipt": _RECEIPT,
    "ImageUses": _USES,
}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this (see `SPECTACULAR_SETTINGS`)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
