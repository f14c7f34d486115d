"""The people and organisations in a credit line: "A. Person / Agency", "REUTERS/A. Person"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from media.organisations import known

_PARTING: Final = re.compile(
    r"(\s*[/|;()\[\]]\s*|\s+[—–·•-]\s+|,\s+|(?<=\w{4})\.\s+"
    r"|\s+(?:via|exclusively for|for|для|через)\s+)",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s+(?:and|и|және|&)\s+", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"(?:(?:photo(?:graph)?s?|image|picture)\s*(?:by\b|:)|by\b|courtesy(?: of)?\b|from\b"
    r"|handout(?: by| from)?\b|©|copyright\b|(?:19|20)\d\d\b|авторы?\b|предоставлено\b"
    r"|из архива\b|архив\b|видео\b|video\b|из открытых источников)[\s:]*",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(r"\(c\)", re.IGNORECASE)
_AROUND: Final = " \t,:;\"'«»“”„"
_PERSON_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.-?){1,3}|[A-ZА-ЯЁӘҒҚҢӨҰҮҺІÀ-ÖØ-Þ][^\W\d_]*(?:['-][^\W\d_]+)*\.?"
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_PARTICLES: Final = frozenset(
    {"al", "bin", "da", "de", "del", "der", "di", "el", "ibn", "la", "van", "von", "ұлы", "қызы"}
)
# A name with one of these is an organisation's, however person-like its capitals look.
_ORGANISATION: Final = re.compile(
    r"\b(?:press|images?|agency|agencies|observatory|ministry|news|tv|media|studios?|university"
    r"|institute|museum|office|service|services|department|police|archives?|library|foundation"
    r"|association|club|group|company|desk|pictures|photos?|international|times|post|journal"
    r"|government|parliament|council|court|bank|airlines?|airways|stock|radio|television"
    r"|channel|army|forces|committee|embassy|centre|center|corporation|inc|ltd|llc|administration"
    r"|пресс\S*|министерств\w*|агентств\w*|музе\w*|акимат\w*|департамент\w*|полици\w*|архив\w*"
    r"|служб\w*|редакци\w*|телеканал\w*|канал\w*|газет\w*|университет\w*|фонд\w*|центр\w*|мчс"
    r"|мвд|комитет\w*|администраци\w*|суд\w*|банк\w*|посольств\w*"
    r"|министрлі\w*|әкімді\w*|агентті\w*|мұражай\w*|басқарма\w*|қызметі|орталы\w*|комитеті"
    r"|арна\w*|мұрағат\w*|қоры)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """Who made the picture and who supplied it, as written; empty when not named."""

    creator: str = ""
    agency: str = ""


def parts(text: str) -> list[str]:
    """The text cut where credits are cut, with what stands between as parts of their own."""
    return [part for part in _PARTING.split(_COPYRIGHT.sub("©", text)) if part]


def read(text: str, *, by: bool = False) -> Names:
    """The names in what a credit says beside AI; with ``by`` a lone first word is a person."""
    creators: list[str] = []
    agencies: list[str] = []
    parting = ""
    for part in parts(text):
        if _PARTING.fullmatch(part):
            parting = part.strip()
            continue
        people = _AND.split(_name(part))
        if all(map(_is_person, people)) and (not creators or parting == ","):
            creators += people
        elif by and not creators and not agencies and _is_lone_name(_name(part)):
            creators.append(_name(part))
        elif _name(part):
            agencies.append(_name(part))
    return Names(", ".join(creators), " / ".join(agencies))


def is_all(text: str, name: str, ignored: Callable[[str], bool]) -> bool:
    """Whether the text has nothing but the name, its version and parts that are ignored."""
    others = [
        part
        for part in parts(text)
        if not _PARTING.fullmatch(part) and not ignored(part) and _name(part)
    ]
    return len(others) == 1 and name.casefold() in others[0].casefold()


def person_before(part: str, phrases: tuple[str, ...]) -> str:
    """The person named before a phrase of the part ("A. Person with Midjourney"), or nothing."""
    start = min(part.find(phrase) for phrase in phrases if phrase in part)
    lead = re.sub(r"\s+(?:with|using|via|in|by|с помощью|при помощи)\s*$", "", part[:start])
    return lead if _is_person(_name(lead)) and lead != part[:start] else ""


def _name(part: str) -> str:
    """The part without what leads to a name, quotes and years; empty when nothing is left."""
    bare = part.strip(_AROUND)
    while lead := _LEAD.match(bare):
        bare = bare[lead.end() :].strip(_AROUND)
    if not _INITIALS.fullmatch(bare.rsplit(" ", 1)[-1]):
        bare = bare.rstrip(".")
    return bare if re.search(r"\w", bare) else ""


def _is_lone_name(name: str) -> bool:
    return known(name) is None and _PERSON_WORD.fullmatch(name) is not None and not name.isupper()


def _is_person(name: str) -> bool:
    """Two to four capitalised words or initials that no organisation word spoils."""
    words = [word for word in name.split() if word.casefold() not in _PARTICLES]
    if known(name) or _ORGANISATION.search(name) or not 2 <= len(words) <= 4:
        return False
    if not all(_PERSON_WORD.fullmatch(word) for word in words):
        return False
    return any(not word.isupper() or _INITIALS.fullmatch(word) for word in words)
