"""A small stemmer for Kazakh: the commonest endings of nouns, on folded letters.

There is no Snowball stemmer for Kazakh. This one takes off, from the outside in, the case
(Алматыда, президентінің), the possessive of the third person (астанасы) and the plural (елдер),
each only where the sounds before it allow that form, and never leaves fewer than three letters.
It works on letters as `articles.stems.fold` leaves them, so that text typed without a Kazakh
keyboard gets the same stems. It is made for matching: a stem need not be a word.
"""

from functools import lru_cache
from typing import Final

_LEAST: Final = 3
_VOWELS: Final = frozenset("аеиоуыэюяё")
_BACK: Final = frozenset("аыя")
_FRONT: Final = frozenset("еэ")
_NASAL: Final = frozenset("мнз")
_SONORANT: Final = frozenset("рлйуивж")
_VOICELESS: Final = frozenset("кптсшщчцхфбгдв")

# (ending, what it may follow). Where one ending contains another, the longer one stands first.
_AFTER_POSSESSIVE: Final = frozenset("ыи")
_CASES: Final = (
    *((ending, _AFTER_POSSESSIVE) for ending in ("нда", "нде", "нан", "нен")),
    *((ending, _VOWELS | frozenset("мнң")) for ending in ("нын", "нин")),
    *((ending, _SONORANT | _NASAL) for ending in ("дын", "дин")),
    *((ending, _VOICELESS) for ending in ("тын", "тин", "тан", "тен", "пен")),
    *((ending, _VOWELS | _SONORANT) for ending in ("дан", "ден")),
    *((ending, frozenset("мн")) for ending in ("нан", "нен")),
    ("мен", _VOWELS | _SONORANT | frozenset("мн")),
    ("бен", frozenset("зж")),
    *((ending, _VOWELS | _SONORANT | _NASAL) for ending in ("да", "де", "га", "ге")),
    *((ending, _VOICELESS) for ending in ("та", "те", "ка", "ке", "ты", "ти")),
    *((ending, _SONORANT | _NASAL) for ending in ("ды", "ди")),
    *((ending, _VOWELS) for ending in ("ны", "ни")),
    *((ending, _AFTER_POSSESSIVE) for ending in ("на", "не", "н")),
)
_POSSESSIVES: Final = (
    *((ending, _VOWELS - _AFTER_POSSESSIVE) for ending in ("сы", "си")),
    *((ending, _VOICELESS | _SONORANT | _NASAL) for ending in ("ы", "и")),
)
_PLURALS: Final = (
    *((ending, _VOWELS | frozenset("рй")) for ending in ("лар", "лер")),
    *((ending, frozenset("лмнзж")) for ending in ("дар", "дер")),
    *((ending, _VOICELESS) for ending in ("тар", "тер")),
)
# Words of the daily news whose own last letters look like an ending.
_WHOLE: Final = frozenset({"тенге", "акорда", "кенес", "катынас", "маселе"})
# Before a vowel these soften (кітап, кітабы); the hard letter stands for both.
_HARDENED: Final = {"б": "п", "г": "к"}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded, lower-case word; stable under a second pass."""
    before = ""
    while before != word and word not in _WHOLE:
        before = word
        word = _without(word, _CASES)
        word = _possessed(word)
        word = _without(word, _PLURALS)
    return word


def _possessed(word: str) -> str:
    bare = _without(word, _POSSESSIVES)
    if bare + "с" in _WHOLE:
        return bare + "с"
    if bare == word or bare[-1] not in _HARDENED:
        return bare
    return bare[:-1] + _HARDENED[bare[-1]]


def _without(word: str, endings: tuple[tuple[str, frozenset[str]], ...]) -> str:
    for ending, may_follow in endings:
        if word.endswith(ending):
            bare = word[: -len(ending)]
            if len(bare) >= _LEAST and bare[-1] in may_follow and _in_harmony(bare, ending):
                return bare
    return word


def _in_harmony(bare: str, ending: str) -> bool:
    """Whether the ending's vowel may follow the stem's last one; folded ones say nothing.

    Countries in -стан keep it: there the ending would be taken for a case. Loans such as банк and
    surnames in -ев take the vowels of another sound than their own.
    """
    if bare.endswith("с") and ending == "тан":
        return False
    if bare.endswith(("в", "нк")):
        return True
    vowel = next((letter for letter in ending if letter in _VOWELS), "")
    last = next((letter for letter in reversed(bare) if letter in _VOWELS), "")
    if ending in {"мен", "бен", "пен"}:
        return True
    if last in _BACK:
        return vowel not in _FRONT and vowel != "и"
    return last not in _FRONT or vowel not in _BACK
