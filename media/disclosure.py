"""What an image is made of, and how a label and a caption line say so in the reader's language."""

import re
from typing import Final, TypedDict

from media.ai_words import claims
from media.source_types import (
    AI_CLASSES,
    AI_TERMS,
    CHOICES,
    LANGUAGES,
    NOT_STATED,
    SOURCE_TYPES,
    VOCABULARY,
    WRITABLE_TERMS,
    SourceType,
)

__all__ = [
    "AI_CLASSES",
    "AI_TERMS",
    "CHOICES",
    "LANGUAGES",
    "NOT_STATED",
    "SOURCE_TYPES",
    "UNKNOWN",
    "VOCABULARY",
    "WRITABLE_TERMS",
    "DisclosureDocument",
    "SourceType",
    "caption_line",
    "document",
    "is_ai",
    "label",
    "public_class",
    "source_type",
    "writable_term",
]

UNKNOWN: Final = ""
"""The stored term of an image whose origin nobody has stated yet."""

_ADDRESS = re.compile(r"(?:https?://cv\.iptc\.org/newscodes/digitalsourcetype/|digsrctype:)(\w+)/?")
_BY_TERM: Final = {kind.term: kind for kind in SOURCE_TYPES}


class DisclosureDocument(TypedDict):
    """The ``disclosure`` object of the public image shape."""

    is_ai: bool
    digital_source_type: str | None
    label: str | None
    ai_system: str | None
    is_illustrative: bool
    is_confirmed: bool


_NOT_STATED_LABEL = ("Origin not stated", "Происхождение не указано", "Шығу тегі көрсетілмеген")
_WITH_SYSTEM = ("{phrase} with {system}", "{phrase} ({system})", "{phrase} ({system})")
_ILLUSTRATIVE = ("illustrative", "иллюстративное изображение", "көрнекі сурет")

# What a credit line may say in its own words, so that the caption need not say it again.
_ILLUSTRATIVE_SAID = (
    re.compile(r"\billustrati|\bill(us)?\.?\s+purpose", re.IGNORECASE),
    re.compile(r"иллюстра", re.IGNORECASE),
    re.compile(r"көрнекі|иллюстра", re.IGNORECASE),
)


def source_type(term_or_uri: str) -> SourceType | None:
    """Find a term given bare, as an address (http or https) or as ``digsrctype:term``.

    Retired terms are found too. Anything else, also a term in the wrong case, is None.
    """
    wanted = term_or_uri.strip()
    address = _ADDRESS.fullmatch(wanted)
    return _BY_TERM.get(address[1] if address else wanted)


def writable_term(term_or_uri: str) -> str | None:
    """The term to store for one that was read: itself, or what replaced it; None for a stranger."""
    found = source_type(term_or_uri)
    return None if found is None else found.replaced_by or found.term


def is_ai(term: str) -> bool:
    """Whether the term or address says that generative AI made the image or a part of it."""
    found = source_type(term)
    return found is not None and found.is_ai


def public_class(term: str) -> str:
    """The plain class that readers are shown; ``unknown`` for no term or a stranger."""
    found = source_type(term)
    return NOT_STATED if found is None else found.public_class


def label(term: str, language: str) -> str:
    """The term's name in the language, English where there is none; says so when not stated."""
    found = source_type(term)
    names = _NOT_STATED_LABEL if found is None else found.labels
    return names[_spoken(language)]


def caption_line(
    *,
    credit: str,
    term: str,
    ai_system: str = "",
    is_illustrative: bool = False,
    language: str = "en",
) -> str:
    """The line under a picture: what must be disclosed, then the credit as it was written.

    What the credit already says in the reader's language is not said twice.
    """
    spoken = _spoken(language)
    credit = credit.strip()
    parts = [_made_of(term, ai_system.strip(), credit, spoken)]
    if is_illustrative and not _ILLUSTRATIVE_SAID[spoken].search(credit):
        parts.append(_ILLUSTRATIVE[spoken])
    disclosed = ", ".join(part for part in parts if part)
    disclosed = disclosed[:1].upper() + disclosed[1:]
    return ". ".join(part for part in (disclosed, credit) if part)


def document(
    *,
    term: str,
    ai_system: str = "",
    is_illustrative: bool = False,
    is_confirmed: bool = False,
    language: str = "en",
) -> DisclosureDocument:
    """The public ``disclosure`` object; type and label are null while the origin is not stated."""
    found = source_type(term)
    return {
        "is_ai": found is not None and found.is_ai,
        "digital_source_type": None if found is None else found.uri,
        "label": None if found is None else found.labels[_spoken(language)],
        "ai_system": ai_system.strip() or None,
        "is_illustrative": is_illustrative,
        "is_confirmed": is_confirmed,
    }


def _spoken(language: str) -> int:
    """The place of the language among `LANGUAGES`, regions aside; English for all others."""
    primary = language.lower().replace("_", "-").split("-")[0]
    return LANGUAGES.index(primary) if primary in LANGUAGES else 0


def _made_of(term: str, ai_system: str, credit: str, spoken: int) -> str:
    """The phrase for the term and the system, less what the credit says already."""
    found = source_type(term)
    if found is None:
        return ""
    names_system = not found.is_ai or not ai_system or _names(credit, ai_system)
    phrase = "" if _says(credit, found, spoken) else found.phrases[spoken]
    if names_system:
        return phrase
    # A system's name alone would read like a photographer's: it is said with what it did.
    return _WITH_SYSTEM[spoken].format(phrase=found.phrases[spoken], system=ai_system)


def _says(credit: str, kind: SourceType, spoken: int) -> bool:
    if kind.is_ai:
        wanted = (LANGUAGES[spoken], kind.public_class)
        return any((said.language, said.public_class) == wanted for said in claims(credit))
    phrase = kind.phrases[spoken].casefold()
    return not phrase or phrase in credit.casefold()


def _names(credit: str, ai_system: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(ai_system)}(?!\w)", credit, re.IGNORECASE) is not None
