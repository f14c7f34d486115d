"""Which changes somebody follows, and as what they are told. Pure: values in, values out.

A reader's filter and the limits of its key are both a `Filter`; a change has to pass all of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

LEFT = "left"
WITHDRAWN = "withdrawn"
OPERATIONS = ("published", "updated", WITHDRAWN, LEFT)
TYPES = ("article", "image", "tag", "source")

_NOTHING: frozenset[str] = frozenset()


class Reported(Protocol):
    """What of a change decides who is told; a `Change` row is one.

    `labels` are all that the thing ever carried, `carries` those of this version.
    """

    type: str
    operation: str
    labels: list[str]
    carries: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What is asked for: one of each set that is not empty. `tags` and `sections` hold ids as text."""

    types: frozenset[str] = _NOTHING
    operations: frozenset[str] = _NOTHING
    tags: frozenset[str] = _NOTHING
    sections: frozenset[str] = _NOTHING
    languages: frozenset[str] = _NOTHING

    @property
    def label_groups(self) -> tuple[frozenset[str], ...]:
        """Return the labels that a thing must carry, one of each group.

        A section's articles are those of its descendants too, as in the read API; all of them
        carry it as a tag.
        """
        named = (("tag", self.tags), ("tag", self.sections), ("language", self.languages))
        return tuple(frozenset(f"{name}:{one}" for one in some) for name, some in named if some)


EVERYTHING = Filter()


def told_as(change: Reported, *filters: Filter) -> str | None:
    """Return the operation that a follower is told, or None for a change that is not its business.

    What carried a label once and does not now is `left`: whoever follows the label takes it away.
    Something withdrawn is told to everybody who may ever have had it.
    """
    if not all(change.type in one.types for one in filters if one.types):
        return None
    if not _are_carried(change.labels, filters):
        return None
    is_here = change.operation == WITHDRAWN or _are_carried(change.carries, filters)
    operation = change.operation if is_here else LEFT
    is_wanted = all(operation in one.operations for one in filters if one.operations)
    return operation if is_wanted else None


def fingerprint(*filters: Filter) -> bytes:
    """Return 8 bytes that differ between filters that ask for different things."""
    digest = blake2b(digest_size=8, person=b"filter")
    for one in filters:
        for some in (one.types, one.operations, one.tags, one.sections, one.languages):
            digest.update(",".join(sorted(some)).encode() + b";")
    return digest.digest()


def _are_carried(labels: Collection[str], filters: Collection[Filter]) -> bool:
    return all(not group.isdisjoint(labels) for group in _groups(filters))


def _groups(filters: Collection[Filter]) -> Iterator[frozenset[str]]:
    for one in filters:
        yield from one.label_groups
