"""How revisions are answered: who saved when and why, what they hold, and what differs between two."""

from cms.http.json_schema import (
    Schema,
    closed,
    flag,
    listed,
    moment,
    nullable,
    text,
    whole,
    word,
)

_REVISION_KEYS: dict[str, Schema] = {
    "number": whole(1),
    "made_at": moment(),
    "by": text("A person, or the API key."),
    "via": nullable(text("The API key.")),
    "reason": text(),
    "is_autosave": flag("Saved while somebody was writing."),
}
_DIFFERENCE = closed(
    "A field that differs.",
    {
        "field": text(),
        "pieces": listed(closed("", {"state": word(["same", "added", "removed"]), "text": text()})),
    },
)
COMPONENTS: dict[str, Schema] = {
    "Revision": closed("Who saved when and why.", _REVISION_KEYS),
    "RevisionDetail": closed(
        "A revision with its content.",
        {
            **_REVISION_KEYS,
            "content": {"type": "object", "description": "As a working copy has it."},
            "differences": listed(_DIFFERENCE, "With `compare`."),
        },
        optional=["differences"],
    ),
}
