"""Text as search sees it: folded letters, words, stems. The same for both databases.

A word is stemmed by its script: Latin as English whatever the article's language, Cyrillic as
Kazakh in a Kazakh article and as Russian in all others. So a query, whose language nobody knows,
needs at most two stems a word.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import Final

import Stemmer

from articles import kazakh

MOST_QUERY_WORDS: Final = 8
MOST_QUERY_LETTERS: Final = 100
_LONGEST_WORD: Final = 64

# What a reader without a Kazakh keyboard types, and the letters of neighbours.
_LETTERS: Final = {
    "ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
    "і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у", "й": "й",
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a",
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
# These look back only after their sign has been met: on a long text that is five times faster.
_APOSTROPHE: Final = re.compile(r"['’ʼ`](?<=\w.)(?:s\b)?")
_THOUSANDS: Final = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_HYPHEN_NUMBER: Final = re.compile(r"-(\d{1,4})(?![^\W_])")
_SHORT_NAME: Final = re.compile(r"(?<![^\W_])[^\W\d_]{1,5}$")
_WORD: Final = re.compile(r"[^\W_]+")


class _Folding(dict[int, str]):
    """The folded form of every letter asked for, worked out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _LETTERS.get(letter) or self._without_marks(letter)
        self[code] = folded
        return folded

    @staticmethod
    def _without_marks(letter: str) -> str:
        taken_apart = unicodedata.normalize("NFD", letter)
        bare = "".join(part for part in taken_apart if not unicodedata.combining(part))
        if bare == taken_apart:
            return letter
        return "".join(_LETTERS.get(part, part) for part in bare)


class _Stemmers(threading.local):
    """Snowball's stemmers, a pair for each thread: their objects may not be shared."""

    def __init__(self) -> None:
        self.english = Stemmer.Stemmer("english")
        self.russian = Stemmer.Stemmer("russian")


class _Stems(dict[str, str]):
    """The stems of the words met most recently: a newsroom writes the same words again and again."""

    _MOST: Final = 50_000

    def __init__(self, *, kazakh_endings: bool) -> None:
        super().__init__()
        self._kazakh_endings = kazakh_endings

    def __missing__(self, word: str) -> str:
        stem: str = _STEMMERS.english.stemWord(word)
        if self._kazakh_endings:
            stem = kazakh.stem(stem)
        elif not stem.isascii():
            stem = _STEMMERS.russian.stemWord(stem)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= self._MOST:
                self.clear()
            self[word] = stem
        return stem


_FOLDING: Final = _Folding()
_STEMMERS: Final = _Stemmers()
_KAZAKH: Final = _Stems(kazakh_endings=True)
_OTHERS: Final = _Stems(kazakh_endings=False)
_BETWEEN_PARAGRAPHS: Final = "\n\n"
_LONGEST_REMEMBERED: Final = 2_000


def fold(text: str) -> str:
    """Lower case without accents, ё as е, Kazakh letters as a Russian keyboard has them (NFKC)."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDING)


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order; "C-130" gives c, 130 and c130."""
    folded = _folded_for_words(text)
    return _WORD.findall(folded) + [name + number for name, number in _models(folded)]


def stem_words(found: list[str], language: str) -> list[str]:
    """The stems of folded words in the same order, by their script and the article's language."""
    stems = _KAZAKH if is_kazakh(language) else _OTHERS
    return [stems[word] for word in found]


def text_stems(text: str, language: str) -> list[str]:
    """The stems of a text's words and numbers, in order, paragraph by paragraph."""
    found = [_paragraph_stems(one, language) for one in text.split(_BETWEEN_PARAGRAPHS)]
    return [*chain.from_iterable(found)]


def _paragraph_stems(paragraph: str, language: str) -> list[str]:
    if len(paragraph) > _LONGEST_REMEMBERED:
        return stem_words(words(paragraph), language)
    return _remembered_stems(paragraph, "kk" if is_kazakh(language) else "")


# A saved article differs from the one before in a paragraph or two, and a rebuilt one in none. Nobody may change these.
@lru_cache(maxsize=8192)
def _remembered_stems(paragraph: str, language: str) -> list[str]:
    return stem_words(words(paragraph), language)


def search_text(text: str, language: str) -> str:
    """All stems of the text joined by spaces, to be indexed without any further language rules."""
    return indexed(text_stems(text, language))


def indexed(stems: list[str]) -> str:
    """Stems joined by spaces; a run of more than 64 letters is no word that anybody looks for."""
    if max(map(len, stems), default=0) <= _LONGEST_WORD:
        return " ".join(stems)
    return " ".join([stem for stem in stems if len(stem) <= _LONGEST_WORD])


def query_terms(q: str) -> list[frozenset[str]]:
    """For each word of a query the stems that may stand for it in an indexed text.

    All words must be found (quotes and other signs part words and mean no more). Raises
    ValueError, with a sentence for the reader, for more than 100 characters, more than 8 words,
    or none.
    """
    if len(q) > MOST_QUERY_LETTERS:
        raise ValueError(
            f"A search has at most {MOST_QUERY_LETTERS} characters; this one has {len(q)}."
        )
    folded = _folded_for_words(q)
    for name, number in _models(folded):
        folded = folded.replace(f"{name}-{number}", name + number)
    asked = _WORD.findall(folded)
    if not asked:
        raise ValueError("A search needs at least one word or number.")
    if len(asked) > MOST_QUERY_WORDS:
        raise ValueError(
            f"A search has at most {MOST_QUERY_WORDS} words; this one has {len(asked)}."
        )
    return [alternatives(word) for word in asked]


def alternatives(word: str) -> frozenset[str]:
    """The stems that one folded word has in the languages that may have indexed it."""
    return frozenset(stem_words([word], "ru") + stem_words([word], "kk"))


def is_kazakh(language: str) -> bool:
    """Whether the BCP 47 tag is Kazakh, in whatever script or region."""
    return language.lower().split("-")[0] == "kk"


def _models(folded: str) -> list[tuple[str, str]]:
    """The names with a number that a hyphen joins, such as c and 130."""
    found = []
    for number in _HYPHEN_NUMBER.finditer(folded):
        name = _SHORT_NAME.search(folded, max(0, number.start() - 6), number.start())
        if name:
            found.append((name[0], number[1]))
    return found


def _folded_for_words(text: str) -> str:
    """Folded, with apostrophes and thousands separators taken out of words and numbers."""
    folded = fold(text)
    return _THOUSANDS.sub("", _APOSTROPHE.sub("", folded))
