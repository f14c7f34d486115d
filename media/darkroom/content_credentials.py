"""Reads and verifies a file's Content Credentials (C2PA 2.x). Runs in the child process alone; asks no network."""

import io
import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from media.credential_states import (
    INVALID,
    NONE,
    NOT_CHECKED,
    TRUSTED,
    UNTRUSTED,
    Credentials,
)
from media.darkroom.sniffing import format_of
from media.disclosure import is_ai, writable_term

# None: the extra c2pa is not installed.
c2pa: Final[Any] = import_module("c2pa") if find_spec("c2pa") else None

MIME_TYPES: Final = {
    "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif", "GIF": "image/gif",
}  # fmt: skip
# Nothing that a hostile file names is fetched: no manifest, no certificate's state.
OFFLINE: Final = {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True}
_STATES: Final = {"Trusted": TRUSTED, "Valid": UNTRUSTED}
_MOST_LETTERS: Final = 200
_MOST_PROBLEMS: Final = 20
_MOST_PARENTS: Final = 20

Manifest = Mapping[str, Any]


def read_credentials(path: Path, anchors: Path | None) -> Credentials:
    """Return what a picture's manifest says; `anchors` holds the certificates (PEM) that we trust.

    Raises `FileRefused` for what is no picture.
    """
    if c2pa is None:
        return Credentials()
    content = path.read_bytes()
    mime_type = MIME_TYPES[format_of(content)]
    try:
        reader = c2pa.Reader.try_create(mime_type, io.BytesIO(content), context=_context(anchors))
        if reader is None:
            return Credentials(state=NONE)
        with reader:
            return _told(json.loads(reader.json()))
    except c2pa.C2paError as error:
        return _unread(str(error))


def _context(anchors: Path | None) -> Any:
    trust = {"trust": {"trust_anchors": anchors.read_text()}} if anchors else {}
    return c2pa.Context(settings=c2pa.Settings.from_dict({"verify": OFFLINE} | trust))


def _unread(error: str) -> Credentials:
    if error.startswith("Remote"):
        return Credentials(state=NOT_CHECKED, problems=("The manifest is kept elsewhere.",))
    return Credentials(state=INVALID, problems=("The manifest cannot be read.",))


def _told(store: Manifest) -> Credentials:
    manifests = store.get("manifests", {})
    active = manifests.get(store.get("active_manifest"), {})
    signature = active.get("signature_info") or {}
    term, system = _source(manifests, active)
    return Credentials(
        state=_STATES.get(store.get("validation_state", ""), INVALID),
        signer=_clean(signature.get("common_name") or signature.get("issuer")),
        signed_at=_clean(signature.get("time")),
        generator=_generator(active),
        digital_source_type=term,
        ai_system=system,
        problems=tuple(_problems(store))[:_MOST_PROBLEMS],
    )


def _problems(store: Manifest) -> Iterator[str]:
    for problem in store.get("validation_status") or []:
        yield _clean(problem.get("code"))


def _source(manifests: Manifest, active: Manifest) -> tuple[str, str]:
    """Return the digital source type and the AI system: AI counts wherever it stands, else how it was created."""
    found = [*_sources(manifests, active)]
    return next((one for one in found if is_ai(one[0])), found[0] if found else ("", ""))


def _sources(manifests: Manifest, active: Manifest) -> Iterator[tuple[str, str]]:
    """Yield term and system of each action, from this picture back to what it was made from."""
    manifest: Manifest | None = active
    for _ in range(_MOST_PARENTS):
        if not manifest:
            return
        for action in _actions(manifest):
            if term := writable_term(str(action.get("digitalSourceType", ""))):
                yield term, _agent(action, manifest) if is_ai(term) else ""
        parts = [one for one in manifest.get("ingredients", []) if isinstance(one, dict)]
        for part in parts:
            below = manifests.get(str(part.get("active_manifest")))
            if below and part.get("relationship") != "parentOf":
                yield from _of_part(below)
        parents = (one for one in parts if one.get("relationship") == "parentOf")
        manifest = manifests.get(str(next(parents, {}).get("active_manifest")))


def _of_part(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield that the whole is a composite when something that was put into it is made with AI."""
    for action in _actions(manifest):
        if is_ai(writable_term(str(action.get("digitalSourceType", ""))) or ""):
            yield "compositeSynthetic", _agent(action, manifest)


def _actions(manifest: Manifest) -> Iterator[Manifest]:
    for assertion in manifest.get("assertions", []):
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            actions = assertion.get("data", {}).get("actions", [])
            yield from (action for action in actions if isinstance(action, dict))


def _agent(action: Manifest, manifest: Manifest) -> str:
    """Return the program of an action, with its version; the one that made the manifest where none is named."""
    agent = action.get("softwareAgent")
    if isinstance(agent, dict):
        return _clean(f"{agent.get('name', '')} {agent.get('version', '')}")
    return _clean(agent) or _generator(manifest)


def _generator(manifest: Manifest) -> str:
    for one in manifest.get("claim_generator_info") or []:
        return _clean(f"{one.get('name', '')} {one.get('version', '')}")
    return _clean(manifest.get("claim_generator"))


def _clean(text: object) -> str:
    """Return a text that can be stored and shown, empty for anything else."""
    if not isinstance(text, str):
        return ""
    return "".join(letter for letter in text if letter.isprintable())[:_MOST_LETTERS].strip()
