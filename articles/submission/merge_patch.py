"""JSON Merge Patch (RFC 7386): an object that says what changes; null takes away."""

from collections.abc import Mapping
from typing import Any


def patched(target: Any, patch: Any) -> Any:
    """Return a JSON value with a patch applied; both stay as they are."""
    if not isinstance(patch, Mapping):
        return patch
    found = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = patched(found.get(name), value)
    return found
