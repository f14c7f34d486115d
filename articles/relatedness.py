"""How near two articles are, from the labels that they share. Pure."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from articles.rarity import COMMON

# What sharing a label of each kind tells, before its rarity: an event says more than a section.
_TAG_WEIGHTS = {
    "event": 4.0, "series": 4.0, "person": 3.0, "organisation": 2.5, "topic": 2.5, "place": 2.0, "section": 0.5,
    "contributor": 0.3,
}  # fmt: skip
_SOURCE_WEIGHT = 0.6
_TERM_WEIGHT = 1.0
# A term's weight is a count of mentions, headline fourfold: from here on it is what the article is about.
_HEAVY_TERM = 6.0
# In the headline and once more in the text: sharing this one term alone makes a relative.
_MAIN_TERM = 5.0
# A shared ancestor ("Europe" of two countries) tells a third of what the shared tag itself would.
_ANCESTOR = 0.3
# Of what is shared, this share counts less the older the candidate is than the newest: half of it after so many days.
FRESH_SHARE = 0.3
FRESH_DAYS = 30.0
_MOST_NAMED = 3

_PHRASES = {
    "pinned": ("Chosen by the editors", "Выбор редакции", "Редакция таңдауы"),
    "tag": ("Also about: {}", "Также по теме: {}", "Осы тақырыпта: {}"),
    "contributor": ("Also by: {}", "Тот же автор: {}", "Сол автордан: {}"),
    "source": ("From the same source: {}", "Тот же источник: {}", "Сол дереккөзден: {}"),
    "term": ("On a similar subject", "На близкую тему", "Ұқсас тақырыпта"),
    "latest": ("Latest", "Последнее", "Соңғы жаңалық"),
}
REASON_KINDS = tuple(_PHRASES)
_LANGUAGES = ("en", "ru", "kk")


class SharedLabel(NamedTuple):
    """A tag, source or salient term of an article; `frequency` among all live articles stops at `COMMON`."""

    family: str
    key: str
    kind: str
    name: str
    is_own: bool
    weight: float
    frequency: int

    @property
    def value(self) -> float:
        """Return what sharing it tells: its kind's weight times its rarity."""
        rarity = math.log1p(COMMON / self.frequency)
        if self.family == "source":
            return _SOURCE_WEIGHT * rarity
        if self.family == "term":
            return _TERM_WEIGHT * rarity * min(self.weight / _HEAVY_TERM, 1.0)
        return _TAG_WEIGHTS.get(self.kind, 1.0) * rarity * (1.0 if self.is_own else _ANCESTOR)

    @property
    def makes_a_relative(self) -> bool:
        """Say whether sharing it alone is enough: a tag, a source, or a term that the article is about."""
        return self.family != "term" or self.weight >= _MAIN_TERM


class Reason(NamedTuple):
    """Why an article is listed: `kind` (a key of the phrases above), words for readers, what is shared."""

    kind: str
    label: str
    shared: tuple[str, ...] = ()

    @classmethod
    def pinned(cls, language: str) -> "Reason":
        """Return the reason of what an editor chose."""
        return cls("pinned", _phrase("pinned", language))

    @classmethod
    def latest(cls, language: str) -> "Reason":
        """Return the reason of what fills up the list."""
        return cls("latest", _phrase("latest", language))

    @classmethod
    def sharing(cls, labels: Iterable[SharedLabel], language: str) -> "Reason":
        """Return the reason of what shares these labels: those of the kind that tells most."""
        by_value = sorted(labels, key=lambda label: -label.value)
        kind = _reason_kind(by_value[0])
        names = tuple(label.name for label in by_value if _reason_kind(label) == kind)[:_MOST_NAMED]
        return cls(kind, _phrase(kind, language).format(", ".join(names)), names)

    def document(self) -> dict[str, object]:
        """Return the API's shape: `kind label shared`."""
        return {"kind": self.kind, "label": self.label, "shared": [*self.shared]}


def telling(labels: Iterable[SharedLabel], *, most: int) -> list[SharedLabel]:
    """Return the labels that others share too, those that tell most first."""
    shared = [label for label in labels if label.frequency > 1]
    return sorted(shared, key=lambda label: (-label.value, label.family, label.key))[:most]


def _reason_kind(label: SharedLabel) -> str:
    return "contributor" if label.kind == "contributor" else label.family


def _phrase(kind: str, language: str) -> str:
    base = language.partition("-")[0]
    return _PHRASES[kind][_LANGUAGES.index(base) if base in _LANGUAGES else 0]
