"""Readable addresses from headlines: lower-case Latin words joined by hyphens.

Russian follows the way names stand in Russian passports, Kazakh the Latin spelling that readers
type without a special keyboard (қ is q, and the letters with marks lose them).
"""

import hashlib
import re
import unicodedata
from typing import Final

from articles.content import Content

MAX_LENGTH: Final = 80
FALLBACK: Final = "article"
RESERVED: Final = frozenset(
    {
        "admin", "api", "articles", "by-external-id", "changes", "docs", "drafts", "edit", "feeds",
        "headlines", "healthz", "images", "latest", "manage", "media", "new", "null", "none",
        "preview", "publish", "readyz", "related", "robots", "schema", "search", "site", "sitemaps",
        "sources", "static", "tags", "undefined", "v1", "withdraw",
    }
)  # fmt: skip
"""Words that are parts of addresses of our own, or that broken clients send for "nothing"."""

_RUSSIAN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    # Neighbours' letters turn up in names, whatever the language of the article.
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ђ": "dj",
    "ћ": "c", "џ": "dz", "ѓ": "g", "ќ": "k",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
}  # fmt: skip
_KAZAKH: Final = _RUSSIAN | {"қ": "q", "х": "h", "ң": "ng"}
_LATIN: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
    "ı": "i", "ə": "a", "ŋ": "ng",
}  # fmt: skip
_TABLES: Final = {
    language: str.maketrans(_LATIN | letters)
    for language, letters in {"ru": _RUSSIAN, "kk": _KAZAKH}.items()
}

_IN_WORD = re.compile(r"['’‘ʼ`´«»\"“”„]")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


def slug_for(headline: str, language: str) -> str:
    """The readable slug of a headline, always valid by `is_valid_slug`; not yet unique.

    A headline without a letter that has a Latin form gets a word and a digest of itself.
    """
    words = _cut(_BETWEEN_WORDS.sub("-", _latin(headline, language)).strip("-"), MAX_LENGTH)
    if not words:
        return _named_by_digest(headline)
    if words in RESERVED or is_uuid_shaped(words):
        return _cut(f"{FALLBACK}-{words}", MAX_LENGTH)
    return words


def is_valid_slug(slug: str) -> bool:
    """Whether the slug has our form, fits, is no word of our own and cannot pass for an id."""
    return (
        len(slug) <= MAX_LENGTH
        and _SLUG.fullmatch(slug) is not None
        and slug not in RESERVED
        and not is_uuid_shaped(slug)
    )


def is_uuid_shaped(slug: str) -> bool:
    """Whether the text could be read as a UUID, with or without its hyphens."""
    return _UUID.fullmatch(slug) is not None


def with_suffix(slug: str, n: int) -> str:
    """The n-th (2 or more) slug of the same words, cut so that it still fits and is valid."""
    if n < 2:
        raise ValueError(f"A slug's suffix starts at 2, not at {n}.")
    numbered = _numbered(slug, n)
    return _numbered(f"{FALLBACK}-{slug}", n) if is_uuid_shaped(numbered) else numbered


def _numbered(slug: str, n: int) -> str:
    suffix = f"-{n}"
    return _cut(slug, MAX_LENGTH - len(suffix)) + suffix


def _latin(headline: str, language: str) -> str:
    """The headline in lower-case letters a to z as far as tables and decomposition reach."""
    table = _TABLES["kk" if language.lower().startswith("kk") else "ru"]
    composed = unicodedata.normalize("NFKC", headline).casefold()
    written = unicodedata.normalize("NFC", _IN_WORD.sub("", composed)).translate(table)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", written)
        if not unicodedata.combining(letter)
    )


def _cut(words: str, length: int) -> str:
    """At most `length` characters, ending with a whole word unless the first one is longer."""
    if len(words) <= length:
        return words
    whole, hyphen, _ = words[: length + 1].rpartition("-")
    return (whole if hyphen else words[:length]).strip("-")


def _named_by_digest(headline: str) -> str:
    text = headline.strip()
    if not text:
        return FALLBACK
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{FALLBACK}-{digest[:8]}"


def provisional_slug(content: Content, *, known: str = "") -> str:
    """Return the slug that a draft would get if nobody else had it, for previews."""
    return content["slug"] or known or slug_for(content["headline"], content["language"])
