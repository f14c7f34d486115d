"""Signs pictures as a camera or a generator does, outside our own signing."""

import io
import json
from typing import Any

import c2pa

from tests.media.certificates import Identity

GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
_OFFLINE = {"remote_manifest_fetch": False, "ocsp_fetch": False}


def context_of(**settings: Any) -> c2pa.Context:
    return c2pa.Context(settings=c2pa.Settings.from_dict({"verify": _OFFLINE} | settings))


def signed(
    content: bytes,
    identity: Identity,
    *actions: dict[str, Any],
    mime_type: str = "image/jpeg",
    ingredients: tuple[tuple[str, bytes], ...] = (),
    remote_url: str = "",
) -> bytes:
    """Return the picture with a manifest of these actions and JPEG ingredients (relationship, content)."""
    definition = {
        "claim_generator_info": [{"name": "Test camera", "version": "1"}],
        "format": mime_type,
        "assertions": [{"label": "c2pa.actions", "data": {"actions": list(actions)}}],
    }
    context = context_of(builder={"thumbnail": {"enabled": False}})
    builder = c2pa.Builder(json.dumps(definition), context=context)
    if remote_url:
        builder.set_no_embed()
        builder.set_remote_url(remote_url)
    for relationship, ingredient in ingredients:
        described = json.dumps(
            {"label": relationship, "title": relationship, "relationship": relationship}
        )
        builder.add_ingredient(described, "image/jpeg", io.BytesIO(ingredient))
    info = c2pa.C2paSignerInfo(
        "es256", identity.chain.read_bytes(), identity.key.read_bytes(), None
    )
    out = io.BytesIO()
    builder.sign(c2pa.Signer.from_info(info), mime_type, io.BytesIO(content), out)
    return out.getvalue()


def created(term: str, agent: str = "") -> dict[str, Any]:
    """Return the action of a picture that came into being so."""
    action = {"action": "c2pa.created", "digitalSourceType": term}
    return action | ({"softwareAgent": {"name": agent, "version": "3"}} if agent else {})


def tampered(content: bytes) -> bytes:
    """Return a JPEG with one byte of its pixels changed after it was signed."""
    at = len(content) - 40
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
