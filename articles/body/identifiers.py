"""Identifiers in a body: of images and citations, and of the blocks themselves."""

from hashlib import blake2b
from typing import Any

import orjson

from cms.uuid7 import uuid_in

_DIGEST_BYTES = 5


def uuid_text(value: str) -> str | None:
    """Return a UUID in its usual form, None when the text is none."""
    found = uuid_in(value.strip())
    return str(found) if found else None


def identify(blocks: list[dict[str, Any]]) -> None:
    """Give every block, inner ones too, its id.

    An id is "b" and ten hexadecimal digits, made from the block's type and content alone, so a
    block keeps it while others change around it. Of equal blocks the second gets "-2", and so on.
    """
    _identify(blocks, {})


def _identify(blocks: list[dict[str, Any]], seen: dict[str, int]) -> None:
    for block in blocks:
        # The inner blocks have no ids yet: those depend on their neighbours, this digest must not.
        name = "b" + blake2b(orjson.dumps(block), digest_size=_DIGEST_BYTES).hexdigest()
        times = seen[name] = seen.get(name, 0) + 1
        block["id"] = name if times == 1 else f"{name}-{times}"
        if "blocks" in block:
            _identify(block["blocks"], seen)
        elif "items" in block:
            for item in block["items"]:
                _identify(item, seen)
