"""What a push does to an article that is there: update it, leave it, or wait for an editor."""

import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NamedTuple

from articles.content import Content, empty_content

Said = Mapping[str, str]
"""A digest of each field that a push names."""


class Step(StrEnum):
    """What is to be done."""

    UPDATE = "update"
    NOTHING = "nothing"
    HOLD = "hold"
    REFUSE = "refuse"


class OnConflict(StrEnum):
    """What is to become of a push when a person has edited the article since the last one."""

    HOLD = "hold"
    REPLACE = "replace"
    REFUSE = "refuse"


class Decision(NamedTuple):
    """What is to be done, and with which fields."""

    step: Step
    changes: dict[str, Any]


def digests(changes: Mapping[str, Any]) -> dict[str, str]:
    """Return a digest of each field."""
    return {name: _digest(value) for name, value in changes.items()}


def completed(changes: Mapping[str, Any], said_before: Said) -> dict[str, Any]:
    """Return the changes with those fields emptied that the sender named before and names no more.

    What it never named is the newsroom's own and stays.
    """
    empty: Mapping[str, Any] = empty_content()
    left_out = said_before.keys() - changes.keys() - {"language"}
    return {**{name: empty[name] for name in left_out}, **changes}


def decide(
    changes: Mapping[str, Any],
    *,
    said_before: Said,
    current: Content,
    is_edited: bool,
    on_conflict: str,
) -> Decision:
    """Return what is to be done with a completed push; `is_edited`: a person has saved since the last one."""
    here: Mapping[str, Any] = current
    differing = {name: value for name, value in changes.items() if here.get(name) != value}
    if not differing:
        return Decision(Step.NOTHING, {})
    if not is_edited or on_conflict == OnConflict.REPLACE:
        return Decision(Step.UPDATE, differing)
    news = {
        name: value for name, value in differing.items() if said_before.get(name) != _digest(value)
    }
    if not news:
        return Decision(Step.NOTHING, {})
    if on_conflict == OnConflict.REFUSE:
        return Decision(Step.REFUSE, news)
    return Decision(Step.HOLD, news)


def _digest(value: Any) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return blake2b(written.encode(), digest_size=8).hexdigest()
