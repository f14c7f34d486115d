"""What the renditions of an image are made from, beside its pixels."""

from django.conf import settings

from media.disclosure import source_type
from media.metadata.packet import Facts, write_packet
from media.models import Image
from media.recipes import inputs_digest
from media.signing import signer_digest


def packet_of(image: Image) -> bytes:
    """Return the XMP packet that every rendition of an image carries."""
    kind = source_type(image.digital_source_type)
    return write_packet(
        Facts(
            digital_source_type=kind.uri if kind else "",
            ai_system=image.ai_system,
            credit=image.credit,
            creator=image.creator,
            rights=image.copyright,
            usage_terms=image.usage_terms or image.licence,
            alt=_default_first(image.alt),
            description=_default_first(image.caption),
        )
    )


def digest_of(image: Image) -> str:
    """Return the digest of everything that the renditions of an image are made from."""
    return inputs_digest(
        packet=packet_of(image),
        focal_point=(image.focal_x, image.focal_y),
        image=f"{image.id} {image.sha256}",
        signer=signer_digest(),
    )


def _default_first(texts: dict[str, str]) -> dict[str, str]:
    """Return the texts with the newsroom's own language first: it is what a reader without languages shows."""
    own = (
        {settings.LANGUAGE_CODE: texts[settings.LANGUAGE_CODE]}
        if settings.LANGUAGE_CODE in texts
        else {}
    )
    return {**own, **texts}
