"""An image with its disclosure, as every document shows it."""

from cms.http.json_schema import (
    Schema,
    address,
    closed,
    extended,
    flag,
    identifier,
    listed,
    nullable,
    part,
    ref,
    text,
    whole,
    word,
)
from media.credential_states import STATES
from media.models.image import AltOrigin, Determination
from media.recipes import RATIOS

_DETERMINED = [value for value in Determination.values if value]
_FRACTION: Schema = {"type": "number", "minimum": 0, "maximum": 1}

_DISCLOSURE = closed(
    "What the image is made of (IPTC Digital Source Type). Show `label` wherever the image is shown.",
    {
        "is_ai": flag("Generative AI made the image or a part of it."),
        "digital_source_type": nullable(
            address("Term of the IPTC NewsCodes; null while nobody has stated it.")
        ),
        "label": nullable(text("The term in the document's language.")),
        "ai_system": nullable(text("The AI system, such as Grok.")),
        "is_illustrative": flag("It illustrates; it does not show the event."),
        "is_confirmed": flag("An editor stands behind the disclosure."),
    },
)
_SRCSET = closed(
    "Ready values of `srcset`, one for each format; null while the file is awaited. In lists only some of the sizes.",
    {name: nullable(text()) for name in ("avif", "webp", "jpeg")},
)
_IMAGE = closed(
    "An image in one ratio, with the alt text and caption of this use.",
    {
        "id": identifier(),
        "alt": nullable(text("Alternative text; null for a decorative image or when missing.")),
        "is_decorative": flag('It says nothing: write alt="".'),
        "alt_origin": word(AltOrigin.values, "Who wrote the alternative text."),
        "caption": nullable(text("In the document's language where there is one.")),
        "credit": nullable(text("The credit line, verbatim.")),
        "caption_line": nullable(
            text("Disclosure and credit in one line, ready to show below the image.")
        ),
        "creator": nullable(text()),
        "copyright": nullable(text()),
        "ratio": word(RATIOS, "What `ratio` asked for; `src`, `width` and `height` follow it."),
        "width": nullable(whole(1, description="Pixels; null while the file is awaited.")),
        "height": nullable(whole(1, description="Pixels; null while the file is awaited.")),
        "focal_point": closed(
            "What must stay in sight when it is cropped: fractions from the top left corner.",
            {"x": _FRACTION, "y": _FRACTION},
        ),
        "thumbhash": nullable(text("Placeholder while it loads (ThumbHash, base64).")),
        "dominant_color": nullable(text("As #rrggbb.")),
        "src": nullable(address("The file; null while it is awaited.")),
        "srcset": _SRCSET,
        "disclosure": ref("Disclosure"),
        "provenance": closed(
            "How the disclosure became known, and what the uploaded file's Content Credentials (C2PA) are worth.",
            {
                "determined_by": nullable(word(_DETERMINED)),
                "content_credentials": word(
                    STATES,
                    "`not_checked`: nobody has looked; `none`: the file has none; `valid_trusted` and "
                    "`valid_untrusted`: unchanged since it was signed, by a signer whom the newsroom trusts or does "
                    "not know; `invalid`: changed since, or broken.",
                ),
                "signer": nullable(text("Who signed the file; null unless the signature holds.")),
            },
        ),
    },
)
_RENDITION = closed(
    "A stored file made from the image.",
    {
        "ratio": word(RATIOS),
        "url": address(),
        "format": word(("avif", "webp", "jpeg")),
        "width": whole(1, description="Pixels."),
        "height": whole(1, description="Pixels."),
        "bytes": nullable(whole(1, description="Null until it is made.")),
        "sha256": nullable(text(pattern="^[0-9a-f]{64}$", description="Null until it is made.")),
    },
)
_IMAGE_DETAIL = extended(
    _IMAGE,
    "An image with the terms of its use and all its files.",
    {
        "licence": nullable(text("Name of the licence under which it may be used.")),
        "usage_terms": nullable(text("What may be done with it, or an address that says so.")),
        "renditions": listed(ref("Rendition")),
    },
)

_PORTRAIT = closed(
    "A contributor's small picture. The tag's own page has the whole image.",
    {name: _IMAGE["properties"][name] for name in ("alt", "src", "width", "height")}
    | {"disclosure": nullable(ref("Disclosure"))},
)

IMAGES: dict[str, Schema] = {
    "Image": _IMAGE,
    "ImagePart": part("Image", _IMAGE),
    "ImageDetail": _IMAGE_DETAIL,
    "ImageDetailPart": part("ImageDetail", _IMAGE_DETAIL),
    "Portrait": _PORTRAIT,
    "Disclosure": _DISCLOSURE,
    "Rendition": _RENDITION,
}
