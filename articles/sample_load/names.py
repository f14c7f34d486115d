"""Made-up names for the tags and sources of a sample load; the same list every time."""

import itertools
from typing import NamedTuple


class TagName(NamedTuple):
    """A tag by its kind and name, with its names in other languages."""

    kind: str
    name: str
    names: tuple[tuple[str, str], ...] = ()


class SourceName(NamedTuple):
    """A source by its name, with its kind."""

    name: str
    kind: str


# On half of all articles, so that every list meets a tag that narrows nothing.
COMMONEST = TagName("place", "Northland", (("ru", "Нортленд"), ("kk", "Нортленд")))

SECTIONS = [
    TagName("section", english, (("ru", russian), ("kk", kazakh)))
    for english, russian, kazakh in (
        ("Politics", "Политика", "Саясат"),
        ("Economy", "Экономика", "Экономика"),
        ("World", "Мир", "Әлем"),
        ("Science", "Наука", "Ғылым"),
        ("Culture", "Культура", "Мәдениет"),
        ("Sport", "Спорт", "Спорт"),
        ("Technology", "Технологии", "Технология"),
        ("Society", "Общество", "Қоғам"),
    )
]

_FIRST = [
    "Aldo", "Bela", "Cyril", "Dana", "Edda", "Fenja", "Goran", "Hedda", "Ilya", "Jorun", "Kamil",
    "Liv", "Milan", "Nora", "Oskar", "Petra",
]  # fmt: skip
_LAST = [
    "Ashdown", "Brandt", "Castell", "Dvorin", "Elmqvist", "Farrow", "Galen", "Holt", "Iversen",
    "Jansky", "Keller", "Lindqvist",
]  # fmt: skip
_LAST_OF_WRITERS = [
    "Marlow", "Novak", "Okafor", "Pell", "Quist", "Rowan",
]  # fmt: skip
_SITES = [
    "Amber", "Birch", "Clear", "Dun", "East", "Fair", "Grey", "High", "Iron", "King", "Long", "Mill",
    "North", "Oak", "Pine", "Quarry",
]  # fmt: skip
_LANDS = [
    "bridge", "dale", "field", "ford", "haven", "lake",
]  # fmt: skip
_FIELDS = [
    "Climate", "Energy", "Farming", "Health", "Housing", "Migration", "Music", "Schools",
    "Shipping", "Space", "Trade", "Water",
]  # fmt: skip
_ASPECTS = [
    "budgets", "elections", "fairs", "history", "jobs", "laws", "markets", "prices", "records",
    "research",
]  # fmt: skip
_BODIES = [
    "Council", "Institute", "Union", "Agency", "Works",
]  # fmt: skip
_PAPERS = [
    "Courier", "Gazette", "Herald", "Observer", "Post",
]  # fmt: skip


def _paired(first: list[str], second: list[str], between: str = " ") -> list[str]:
    # Sorted by the sum of both positions, so that the head of the list mixes both.
    pairs = itertools.product(range(len(first)), range(len(second)))
    mixed = sorted(pairs, key=lambda pair: (pair[0] + pair[1], pair))
    return [f"{first[one]}{between}{second[two]}" for one, two in mixed]


PERSONS = [TagName("person", name) for name in _paired(_FIRST, _LAST)[:120]]
PLACES = [TagName("place", name) for name in _paired(_SITES, _LANDS, "")[:60]]
TOPICS = [TagName("topic", name) for name in _paired(_FIELDS, _ASPECTS)[:90]]
ORGANISATIONS = [TagName("organisation", name) for name in _paired(_SITES, _BODIES)[:40]]
WRITERS = [TagName("contributor", name) for name in _paired(_FIRST, _LAST_OF_WRITERS)[:24]]
SOURCES = [
    SourceName(name, "agency" if name.endswith("Post") else "newspaper")
    for name in _paired(_SITES, _PAPERS)[:30]
]

# What articles are about, from the most to the least frequent: kinds take turns.
SUBJECTS = [
    tag
    for some in itertools.zip_longest(TOPICS, PERSONS, PLACES, ORGANISATIONS)
    for tag in some
    if tag
]
ALL_TAGS = [COMMONEST, *SECTIONS, *SUBJECTS, *WRITERS]
