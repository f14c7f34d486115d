"""What may be known of a file's Content Credentials (C2PA 2.x), as it is kept and told."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

NOT_CHECKED: Final = "not_checked"
NONE: Final = "none"
TRUSTED: Final = "valid_trusted"
UNTRUSTED: Final = "valid_untrusted"
INVALID: Final = "invalid"
STATES: Final = (NOT_CHECKED, NONE, TRUSTED, UNTRUSTED, INVALID)


class Credentials(NamedTuple):
    """What a manifest says: its state, who signed it and when (ISO 8601), with which program, and what went wrong.

    `digital_source_type` is a current IPTC term, the AI one where an action or the picture it was made from names one.
    `not_checked` means that nobody has looked: the extra is not installed, or the manifest is kept elsewhere.
    """

    state: str = NOT_CHECKED
    signer: str = ""
    signed_at: str = ""
    generator: str = ""
    digital_source_type: str = ""
    ai_system: str = ""
    problems: tuple[str, ...] = ()


def state_of(kept: Mapping[str, Any] | None) -> str:
    """Return the state of what is kept of a file; of one that came before this was looked at, `not_checked`."""
    return str(kept["state"]) if kept else NOT_CHECKED


def signer_of(kept: Mapping[str, Any] | None) -> str:
    """Return who signed, where the signature holds."""
    return str(kept["signer"]) if kept and kept["state"] in {TRUSTED, UNTRUSTED} else ""
