"""The terms that tell what an article is about, for finding its relatives."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final

from articles.stems import fold, stem_words
from articles.stems import text_stems as text_stems_of
from articles.stop_words import STOP_WORDS

_IN_HEADLINE: Final = 4
_IN_STANDFIRST: Final = 2
_MOST_COUNTED: Final = 5
_LONGEST_WORD: Final = 30
_LONGEST_NAME: Final = 3
_LONGEST_REMEMBERED: Final = 2_000

_CAPITALS: Final = "".join(chr(code) for code in range(0x530) if chr(code).isupper())
_CAPITAL_WORD: Final = rf"[{_CAPITALS}][^\W_]*(?:[-’'][^\W_]+)*"
_RUN: Final = re.compile(rf"{_CAPITAL_WORD}(?: (?:[^\W\d_]{{1,4}}-)?{_CAPITAL_WORD})*")
# What a name owns is not a part of it: "Golovkin's Team".
_OWNED: Final = re.compile(r"(?<=['’]s) ")
_WORD: Final = re.compile(r"[^\W_]+")
# A word of five letters or more; what is found is its initial.
_LONGER_WORD: Final = re.compile(r"([^\W_])[^\W_]{4,}")
_OPENING: Final = " «\"“„'‘(—–-•*"
_SENTENCE_ENDS: Final = (".", "!", "?", "…", ":", ";", "\n")


@dataclass(slots=True)
class _Names:
    """The names of a text: single stems, and how often names of several words stand there."""

    stems: set[str] = field(default_factory=set)
    runs: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words that stand together, and whether a sentence starts with them."""

    raw: list[str]
    starts_sentence: bool


def salient_terms(
    headline: str,
    standfirst: str,
    text: str,
    language: str,
    most: int = 12,
    *,
    text_stems: list[str] | None = None,
) -> list[tuple[str, int]]:
    """At most ``most`` terms with their weights, heaviest first, ties in the alphabet's order.

    A term is a stem, or the stems of a name of two or three words joined by spaces. A word counts
    once each time, at most five times; in the standfirst twice as much, in the headline four
    times, a name double. A plain word that comes only once in the text is no term. `text_stems` are
    the stems of the text (`stems.text_stems`) where the caller has them.
    """
    parts = ((headline, _IN_HEADLINE), (standfirst, _IN_STANDFIRST), (text, 1))
    stems = [text_stems_of(headline, language), text_stems_of(standfirst, language)]
    stems.append(text_stems_of(text, language) if text_stems is None else text_stems)
    weights: dict[str, int] = {}
    runs: Counter[str] = Counter()
    names: set[str] = set()
    for (part, weight), found_stems in zip(parts, stems, strict=True):
        found = _names(part, language)
        names |= found.stems
        for stem, times in Counter(found_stems).items():
            if times > 1 or weight > 1 or stem in names:
                weights[stem] = weights.get(stem, 0) + weight * min(times, _MOST_COUNTED)
        for run in found.runs:
            runs[" ".join(run[-_LONGEST_NAME:])] += 2 * weight
    # Written so that they sort as they are: the heaviest first, then by the alphabet.
    weighed = [
        (-2 * weight if stem in names else -weight, stem, False) for stem, weight in weights.items()
    ]
    weighed += [(-weight, run, True) for run, weight in runs.items()]
    weighed.sort()
    telling = (
        (term, -lightness)
        for lightness, term, is_run in weighed
        if is_run or _is_telling(term, is_name=term in names)
    )
    return [*islice(telling, most)]


def _is_telling(stem: str, is_name: bool) -> bool:
    return (
        (len(stem) > 2 or (len(stem) == 2 and is_name))
        and len(stem) <= _LONGEST_WORD
        and stem not in _STOP_STEMS
        and not stem.isdigit()
    )


def _names(part: str, language: str) -> _Names:
    """The words written with a capital where grammar asks for none, or all in capitals.

    In a part where nearly every longer word has a capital (an English headline), only those all
    in capitals tell anything; where all have nothing else, none do.
    """
    if part.isupper():
        return _Names()
    is_title_case = _is_title_case(part)
    runs = [run for line in part.split("\n") for run in _runs(line)]
    stems = _stems_of([word for run in runs for word in run.raw], language)
    sure = [
        word
        for run in runs
        for place, word in enumerate(run.raw)
        if _is_shouted(word) or not (is_title_case or (run.starts_sentence and place == 0))
    ]
    names = {stem for word in sure if _is_telling(stem := stems[word], is_name=True)}
    if is_title_case:
        return _Names(names)
    named = [_named(run, stems, names) for run in runs if len(run.raw) > 1]
    return _Names(names, [run for run in named if len(run) > 1])


def _runs(line: str) -> list[_Run]:
    """Return the capitalised words of a line, which no name goes beyond."""
    return _remembered_runs(line) if len(line) <= _LONGEST_REMEMBERED else _found_runs(line)


def _found_runs(line: str) -> list[_Run]:
    return [run for hit in _RUN.finditer(line) for run in _parted(line, hit)]


# As with the stems of a paragraph (`stems.text_stems`); nobody may change these lists.
_remembered_runs = lru_cache(maxsize=8192)(_found_runs)


def _named(run: _Run, stems: dict[str, str], names: set[str]) -> list[str]:
    return [stems[word] for word in run.raw if stems[word] in names]


def _parted(part: str, hit: re.Match[str]) -> list[_Run]:
    """The runs in a stretch of capitalised words; none when it starts inside a word (iPhone)."""
    start, stretch = hit.start(), hit[0]
    if part[start - 1 : start].isalnum():
        return []
    before = part[max(0, start - 5) : start].rstrip(_OPENING)
    starts = not before or before.endswith(_SENTENCE_ENDS)
    if stretch.isalpha():
        # Most stretches are one word, and at the start of a sentence it tells nothing.
        return [] if starts and not stretch.isupper() else [_Run([stretch], starts)]
    return [
        _Run(_WORD.findall(piece), starts and place == 0)
        for place, piece in enumerate(_OWNED.split(stretch))
    ]


def _stems_of(raw: list[str], language: str) -> dict[str, str]:
    distinct = list(dict.fromkeys(raw))
    folded = [fold(word) for word in distinct]
    return dict(zip(distinct, stem_words(folded, language), strict=True))


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _is_title_case(part: str) -> bool:
    initials = _LONGER_WORD.findall(part[:400])
    return len(initials) > 1 and 4 * sum(map(str.isupper, initials)) > 3 * len(initials)


_STOP_STEMS: Final = STOP_WORDS | {
    stem for language in ("ru", "kk") for stem in stem_words(sorted(STOP_WORDS), language)
}
