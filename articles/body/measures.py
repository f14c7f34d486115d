"""How long a text is: in words, and in minutes of reading."""

import re
from functools import lru_cache

_LETTER = re.compile(r"\w")

# Silent reading of non-fiction by adults, words per minute. English: the mean of 190 studies
# (Brysbaert 2019, 238). Others: measured side by side with English in the same texts
# (Trauzettel-Klosinski and Dietz 2012), as a share of 238. Kazakh was not measured; its long words
# are those of Turkish, which was.
WORDS_PER_MINUTE = {
    "ar": 144,
    "de": 187,
    "en": 238,
    "es": 228,
    "fi": 168,
    "fr": 204,
    "it": 196,
    "kk": 173,
    "nl": 211,
    "pl": 173,
    "pt": 189,
    "ru": 192,
    "sl": 188,
    "sv": 208,
    "tr": 173,
}
_OTHER_LANGUAGES = 190


_LONGEST_REMEMBERED = 2_000


def count_words(text: str) -> int:
    """Return the number of words: what stands between spaces and holds a letter or digit."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _counted(text)


def _counted(text: str) -> int:
    return len([word for word in text.split() if word[0].isalnum() or _LETTER.search(word)])


# A body is counted when it is saved, checked and published.
_remembered = lru_cache(maxsize=8192)(_counted)


def reading_minutes(words: int, language: str) -> int:
    """Return whole minutes, at least one for any words; `language` is a BCP 47 tag."""
    if words <= 0:
        return 0
    speed = WORDS_PER_MINUTE.get(language.split("-")[0].lower(), _OTHER_LANGUAGES)
    return max(1, round(words / speed))
