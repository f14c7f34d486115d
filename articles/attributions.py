"""Who reported what a text tells: sources suggested from the phrases that name them.

Known organisations are believed with any verb of telling. A stranger is suggested only where the
phrase itself says that it is a medium ("…, Orda reports.", "Harbour Daily reports that"); people,
places and ordinary words at the start of a sentence never are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from articles import kazakh
from articles.slugs import slug_for
from articles.stems import fold, stem_words
from articles.stop_words import STOP_WORDS
from media.organisations import ORGANISATIONS, Organisation, known

REPORTED_BY: Final = "reported_by"
QUOTED: Final = "quoted"
VIA: Final = "via"
DATA_FROM: Final = "data_from"


@dataclass(frozen=True, slots=True)
class SourceSuggestion:
    """A source and its part in the article, with the phrase that says so; an editor confirms."""

    name: str
    slug: str
    kind: str
    role: str
    evidence: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase with a ``name`` in it. ``strong`` phrases name a medium even when it is unknown.

    ``before`` says on which side of the name the verb stands, so which words of a longer run of
    capitals belong to it.
    """

    role: str
    phrase: re.Pattern[str]
    strong: bool = False
    verb_follows: bool = False


_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІЇЄҐ]"
_CAPITAL_WORD: Final = rf"{_CAPITAL}[\w&]*(?:[-.'’/]\w+){{0,4}}"
_QUOTED_NAME: Final = r"[«“\"„](?:[^«»“”\"„\n]{2,60})[»”\"]"
_RUN: Final = rf"{_CAPITAL_WORD}(?: (?:of |and |& )?(?:{_CAPITAL_WORD}|24|\d{{1,2}}\b)){{0,6}}"
_NAME: Final = rf"(?P<name>(?<!\w)(?:(?:{_RUN} )?{_QUOTED_NAME}|{_RUN}))"
_MEDIUM_RU: Final = (
    r"(?:(?:информационн\w+|новостн\w+|деловое|деловая|российск\w+) )?(?:информ?агентств\w+"
    r"|агентств\w+|издани\w+|газет\w+|портал\w*|телеканал\w*|журнал\w*|радио|сайт\w*"
    r"|(?:телеграм|Telegram)-канал\w*)"
)
_TELLS_EN: Final = (
    r"(?:(?:has|had|have|also|first|earlier|previously|exclusively) ){0,2}"
    r"(?i:reports?|reported|writes|wrote|claims?|claimed|says|said|notes|noted|reveals|revealed"
    r"|learned|cites|cited)\b"
)
_TELLS_RU: Final = (
    r"(?:сообща(?:ет|ют|л\w?)|сообщил[аи]?|пиш(?:ет|ут)|написал[аи]?|переда[её]т|передают"
    r"|передал[аи]?|информиру(?:ет|ют)|утверждает|рассказал[аи]?)"
)
_TELLS_KK: Final = (
    r"(?:хабарлай?ды|хабарлады|жазады|жазды|мәлімдеді|мәлімдейді|деп хабарла\w+|деп жаз\w+)"
)
_BY_WORD_EN: Final = "according to|citing|quoted by|told|interview with|as reported by"
_CITING_RU: Final = "(?: со ссылкой на [^,.]{2,80})?"
_BY_WORD_RU: Final = (
    r"(?:[Пп]о (?:данным|информации|сообщению|сведениям|словам)|[Сс]о ссылкой на|[Сс]сылаясь на"
    r"|[Вв] интервью)"
)
_SUFFIX_KK: Final = r"(?:(?:-| )?[а-яёәғқңөұүһі]{1,9})?"

_THE_WHOLE: Final = (
    # The end of a paragraph attributes all of it: the one reporting.
    (rf", {_NAME} (?:reports|reported|writes|wrote)\s*[.…]?$", True),
    (rf", (?:reports|reported|writes) (?:the )?{_NAME}[.…]?$", False),
    (rf"(?:, |[Оо]б этом )(?:как )?{_TELLS_RU} (?:{_MEDIUM_RU} )?{_NAME}{_CITING_RU}[.…]?$", False),
    (rf"деп (?:хабарлайды|жазады) {_NAME}[.…]?$", False),
    (rf", (?:деп )?{_NAME}{_SUFFIX_KK} (?:хабарлайды|хабарлады)[.…]?$", True),
)
_CALLED_A_MEDIUM: Final = (
    (rf"\b(?i:{_MEDIUM_RU}) (?P<name>{_QUOTED_NAME}) {_TELLS_RU}", True),
    (rf"\b(?:{_TELLS_RU}|{_BY_WORD_RU}) {_MEDIUM_RU} (?P<name>{_QUOTED_NAME})", False),
)
_DATA: Final = ((rf"\b(?i:data|figures|statistics) (?:from|of|by) (?:the )?{_NAME}", False),)
_DATA_OF_THE_KNOWN: Final = (
    (rf"\b[Пп]о данным {_NAME}", False),
    (rf"{_NAME}{_SUFFIX_KK} (?:деректері|дерегі|мәліметі)(?:нше|не)\b", True),
)
_CITED: Final = (
    (rf"{_NAME} {_TELLS_EN}", True),
    (rf"{_NAME}['’]s (?:report|sources|investigation)\b", True),
    (rf"\b(?i:{_BY_WORD_EN}) (?:the )?{_NAME}", False),
    (rf"{_NAME} {_TELLS_RU}\b", True),
    (rf"\b(?:{_TELLS_RU}|{_BY_WORD_RU}) (?:{_MEDIUM_RU} )?{_NAME}", False),
    (rf"{_NAME}{_SUFFIX_KK},? {_TELLS_KK}", True),
    (rf"деп (?:хабарлайды|жазады) {_NAME}", False),
    (rf"{_NAME}{_SUFFIX_KK} (?:хабарлауынша|жазуынша|сілтеме жаса\w+)", True),
)
_PATTERNS: Final = tuple(
    _Pattern(role, re.compile(phrase), strong, verb_follows)
    for role, strong, phrases in (
        (REPORTED_BY, True, _THE_WHOLE),
        (QUOTED, True, _CALLED_A_MEDIUM),
        (DATA_FROM, True, _DATA),
        (DATA_FROM, False, _DATA_OF_THE_KNOWN),
        (VIA, False, ((rf"\bvia (?:the )?{_NAME}", False),)),
        (QUOTED, False, _CITED),
    )
    for phrase, verb_follows in phrases
)
_HEADLINE_PATTERNS: Final = (
    _Pattern(QUOTED, re.compile(rf"^{_NAME}: "), verb_follows=True),
    _Pattern(QUOTED, re.compile(rf" [—–-] {_NAME}$")),
    _Pattern(QUOTED, re.compile(rf"{_NAME} (?:Report|Investigation)\b"), verb_follows=True),
    *(pattern for pattern in _PATTERNS if not pattern.strong),
)
# A stranger with one of these is a medium by its own name.
_MEDIUM_WORD: Final = re.compile(
    r"\b(?:News|Times|Post|Daily|Herald|Tribune|Journal|Gazette|Press|Radio|TV|Media|Agency|Weekly"
    r"|Magazine|Online|Observer|Chronicle|Courier|Newspaper|Broadcasting|Telegraph)\b|\w\.(?:com|net"
    r"|org|kz|ru|info|media|news|io)\b|(?:ньюс|инфо|медиа|пресс|TV|ТВ)\b",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(r"\b(?:Corp|Inc|Co|Ltd|LLC|PLC)\b", re.IGNORECASE)
# Words with a capital that are no media, wherever they stand.
_NOBODY: Final = frozenset(
    fold(word)
    for word in (
        *("he", "she", "they", "it", "we", "police", "officials", "official", "ministry", "court"),
        *(
            "minister",
            "president",
            "government",
            "media",
            "sources",
            "source",
            "witnesses",
            "moscow",
        ),
        *("investigators", "investigation", "prosecutors", "authorities", "residents", "experts"),
        *("russia", "ukraine", "kazakhstan", "washington", "beijing", "kyiv", "astana", "damascus"),
        *("mvd", "мвд", "мид", "мчс", "президент", "правительство", "полиция", "министерство"),
        *("россия", "украина", "казахстан", "москва", "киев", "суд", "прокуратура", "очевидцы"),
        *("сми", "ол", "олар", "үкімет", "министрлік", "полиция", "сот", "қазақстан", "ресей"),
    )
)
_QUOTES: Final = '«»“”"„.,'
_KAZAKH_ENDING: Final = re.compile(r"(?<=[A-Za-z»])-[а-яёәғқңөұүһі]{1,6}$")
_ORDER: Final = {REPORTED_BY: 0, QUOTED: 1, VIA: 2, DATA_FROM: 3}
_UNBELIEVED: Final = frozenset({"social_media"})


def suggest_sources(
    headline: str, paragraphs: tuple[str, ...], language: str
) -> list[SourceSuggestion]:
    """The sources named in a text, each once: the one reporting first, then in order of mention.

    The first paragraph that ends with an attribution tells who reports the whole. Of several phrases for a source,
    the evidence is the first of the paragraphs, else that of the headline.
    """
    found: dict[str, tuple[tuple[int, bool], SourceSuggestion]] = {}
    reported_by = ""
    texts = [(headline, _HEADLINE_PATTERNS), *((text, _PATTERNS) for text in paragraphs)]
    for place, (text, patterns) in enumerate(texts):
        for suggestion in _suggestions(text, patterns, language):
            if suggestion.role == REPORTED_BY:
                reported_by = reported_by or suggestion.slug
            # A paragraph says it in full where a headline only hints at it.
            ranked = ((_ORDER[suggestion.role], place == 0), suggestion)
            earlier = found.get(suggestion.slug, ranked)
            found[suggestion.slug] = min(earlier, ranked, key=lambda each: each[0])
    settled = [_settled(suggestion, reported_by) for _rank, suggestion in found.values()]
    return sorted(settled, key=lambda each: each.role != REPORTED_BY)


def _settled(suggestion: SourceSuggestion, reported_by: str) -> SourceSuggestion:
    """Only one source reports the whole; who ends another paragraph is cited there."""
    if suggestion.role != REPORTED_BY or suggestion.slug == reported_by:
        return suggestion
    return replace(suggestion, role=QUOTED)


def _suggestions(
    text: str, patterns: tuple[_Pattern, ...], language: str
) -> Iterator[SourceSuggestion]:
    for pattern in patterns:
        for hit in pattern.phrase.finditer(text):
            organisation = _organisation(hit["name"], pattern)
            if organisation is not None:
                yield SourceSuggestion(
                    name=organisation.name,
                    slug=slug_for(organisation.name, language),
                    kind=organisation.kind,
                    role=_role(pattern.role, organisation),
                    evidence=hit[0].strip(" ,.…"),
                )


def _role(role: str, organisation: Organisation) -> str:
    """«По данным Reuters» cites a report; the same phrase with an office cites its data."""
    is_medium = organisation.kind in {"agency", "newspaper", "broadcaster", "online"}
    return QUOTED if role == DATA_FROM and is_medium else role


def _organisation(raw: str, pattern: _Pattern) -> Organisation | None:
    """The organisation that a run of capitals means on the side of the verb, or a new one."""
    words = raw.split()
    for length in range(len(words), 0, -1):
        name = " ".join(words[-length:] if pattern.verb_follows else words[:length])
        found = _known(name)
        if found is not None:
            return None if found.kind in _UNBELIEVED else found
    name = _bare(raw)
    if not name or _COMPANY.search(name):
        return None
    believed = _is_title(name, pattern) if raw[0] in _QUOTES else _is_medium(name, pattern)
    return Organisation(name, "other", (name,)) if believed else None


def _is_medium(name: str, pattern: _Pattern) -> bool:
    """Whether a stranger's name, by itself or by the phrase it stands in, is that of a medium."""
    words = name.split()
    if fold(words[0]) in STOP_WORDS or any(fold(word) in _NOBODY for word in words):
        return False
    if _MEDIUM_WORD.search(name):
        # "Daily" alone is no name.
        return len(words) > 1 or "." in name
    # Two capitalised words with nothing of a medium about them are a reporter's name.
    return pattern.strong and (len(words) == 1 or pattern.role == DATA_FROM)


def _is_title(name: str, pattern: _Pattern) -> bool:
    """Whether quoted words are a medium's title and not what somebody said."""
    capitals = [word[0].isupper() for word in name.split()]
    is_medium = pattern.strong or _MEDIUM_WORD.search(name) is not None
    return is_medium and capitals[0] and (len(capitals) <= 2 or sum(capitals) > 2)


def _bare(raw: str) -> str:
    """A name without its quotes, a possessive and the Kazakh ending after a hyphen."""
    name = _KAZAKH_ENDING.sub("", raw.strip(_QUOTES))
    return re.sub(r"['’]s$", "", name).strip(_QUOTES)


def _known(raw: str) -> Organisation | None:
    name = _bare(raw)
    return known(name) or _BY_STEMS.get(_stems(name))


def _stems(name: str) -> str:
    """A Cyrillic name without its case ending; empty for others, which have none."""
    bare = re.sub(r"[«»\"“”]", "", name)
    words = fold(bare).split()
    if not words or bare.isascii() or len(bare) < 5:
        return ""
    return " ".join(kazakh.stem(stem) for stem in stem_words(words, "ru"))


_BY_STEMS: Final = {
    stems: organisation
    for organisation in ORGANISATIONS
    for spelling in organisation.spellings
    if (stems := _stems(spelling))
}
