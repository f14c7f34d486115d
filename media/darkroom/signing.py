"""Signs finished renditions (C2PA 2.x). Runs in the child process alone."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from media.darkroom.content_credentials import MIME_TYPES, OFFLINE, c2pa
from media.darkroom.sniffing import format_of

_FORMATS: Final = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
_ACTIONS: Final = [{"action": "c2pa.resized"}, {"action": "c2pa.transcoded"}]
_GENERATOR: Final = {"name": "Standfirst"}

Sign = Callable[[bytes, str], bytes]


class Identity(NamedTuple):
    """Who signs: the certificate chain and the private key (PEM files), and the algorithm, such as `es256`."""

    certificates: Path
    key: Path
    algorithm: str


class SigningFailedError(Exception):
    """Nothing can be signed: the certificate or its key is at fault, never the picture."""


def signer(identity: Identity, original: Path, title: str) -> Sign:
    """Return what signs a rendition of an original: content and format in, the signed content out.

    Both raise `SigningFailedError`.
    """
    parent = original.read_bytes()
    parent_type = MIME_TYPES[format_of(parent)]
    certificates, key = _read(identity.certificates), _read(identity.key)
    settings = {"verify": OFFLINE, "builder": {"thumbnail": {"enabled": False}}}

    def signed(content: bytes, format_: str) -> bytes:
        context = c2pa.Context(settings=c2pa.Settings.from_dict(settings))
        builder = c2pa.Builder(json.dumps(_claim(title, _FORMATS[format_])), context=context)
        builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
        ingredient = {"title": title, "relationship": "parentOf"}
        builder.add_ingredient(json.dumps(ingredient), parent_type, io.BytesIO(parent))
        info = c2pa.C2paSignerInfo(identity.algorithm, certificates, key, None)
        out = io.BytesIO()
        builder.sign(c2pa.Signer.from_info(info), _FORMATS[format_], io.BytesIO(content), out)
        return out.getvalue()

    def sign(content: bytes, format_: str) -> bytes:
        try:
            return signed(content, format_)
        except c2pa.C2paError as error:
            raise SigningFailedError(str(error)) from error

    return sign


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SigningFailedError(f"{path}: {error.strerror}") from error


def _claim(title: str, mime_type: str) -> dict[str, object]:
    return {
        "claim_generator_info": [_GENERATOR],
        "title": title,
        "format": mime_type,
        "assertions": [{"label": "c2pa.actions", "data": {"actions": _ACTIONS}}],
    }
