"""The words with which a line of text says, or denies, that AI made a picture: three languages.

A name of an institute, a ministry or a person that only contains such a word claims nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

from media.source_types import AI_COMPOSITE, AI_EDITED, AI_GENERATED


@dataclass(frozen=True, slots=True)
class AiClaim:
    """One phrase that says so: its language, the public class it speaks of, and itself."""

    language: str
    public_class: str
    phrase: str


_NOUN_EN: Final = (
    r"(?:\bAI\b|\bA\.I(?:\.|\b(?!\.))|\bartificial\s+intelligence\b|\bneural\s+net(?:work)?s?\b)"
)
_MADE_EN: Final = (
    r"(?:generat(?:ed|ion)|created|made|produced|rendered|drawn|illustrated|designed|painted"
    r"|imagined|synthesi[sz]ed|assisted)"
)
_EDIT_EN: Final = (
    r"(?:edited|enhanced|altered|retouched|modified|manipulated|colou?ri[sz]ed|upscaled"
    r"|restored|improved|extended|expanded)"
)
_WORK_EN: Final = rf"{_MADE_EN}|{_EDIT_EN}|collage|montage|composite"
_PICTURE_EN: Final = (
    r"(?:image|picture|photo|illustration|art|artwork|graphic|visual|rendering|collage|montage"
    r"|composite)s?"
)
_BY_EN: Final = (
    r"(?:by|with|using|via|through|in|from|of)\s+"
    r"(?:(?:the|an?|help|of|means|power|use|assistance|generative|our|modern)\s+){0,4}"
)
# "AI" before a capitalised word is a part of a name: "AI Summit", "A.I. Petrov", "Ai Weiwei".
_NO_NAME: Final = r"(?!\s+(?-i:[A-Z][a-z]))(?!\s+weiwei)"

_NOUN_RU: Final = r"(?:\bИИ\b|\bискусственн\w+\s+интеллект\w*|\bнейросет\w+|\bнейронн\w+\s+сет\w+)"
_MADE_RU: Final = (
    r"\b(?:с?генерирован|сгенерировал|создан|создал|сделан|нарисован|нарисовал|выполнен|получен"
    r"|подготовлен|изготовлен|генерац)\w*"
)
_EDIT_RU: Final = (
    r"\b(?:обработ|измен[её]н|отредактирован|улучшен|дорисован|раскрашен|отретуширован)\w*"
)
_PICTURE_RU: Final = r"(?:иллюстрац|изображен|картинк|фото|рисун|арт\b|генерац|коллаж)\w*"
_BY_RU: Final = (
    r"(?:(?:с|при|через|в|на|помощью|помощи|использованием|применением|посредством"
    r"|элементами|генеративн\w+|модел\w+|технологи\w+)\s+){0,4}"
)
_NO_NAME_RU: Final = r"(?![-\s]+(?:лаборатор|институт|центр|компани|агентств|стартап))"

_NOUN_KK: Final = (
    r"(?:\bЖИ\b|\bжасанды\s+(?:интеллект|зерде)\w*|\bнейрожелі\w*|\bнейрондық\s+желі\w*)"
)
_MADE_KK: Final = (
    r"\b(?:жасалған|жасаған|жасалды|жасады|жасалынған|генерация\w*|салынған|салған|дайында\w*ған"
    r"|әзірлен?ген|құрастырылған)"
)
_EDIT_KK: Final = r"\b(?:өңделген|өңдеген|өзгертілген|жақсартылған)"
_PICTURE_KK: Final = r"(?:сурет|кескін|иллюстрация|коллаж|фото)\w*"
_BY_KK: Final = r"(?:(?:көмегімен|арқылы|технологиясымен|негізінде|қолдануымен)\s+)?"

_CLAIMS: Final = {
    "en": (
        rf"{_NOUN_EN}[\s-]*(?:{_MADE_EN}|{_EDIT_EN})\b",
        rf"\b(?:{_WORK_EN})\s+(?:\w+\s+)?{_BY_EN}{_NOUN_EN}{_NO_NAME}",
        rf"{_NOUN_EN}[\s-]*{_PICTURE_EN}\b{_NO_NAME}",
        rf"\bgenerative\s+AI\b{_NO_NAME}|\btext[\s-]to[\s-]image\b",
    ),
    "ru": (
        rf"(?:{_MADE_RU}|{_EDIT_RU}|\b{_PICTURE_RU})\s+(?:{_PICTURE_RU}\s+)?{_BY_RU}{_NOUN_RU}{_NO_NAME_RU}",
        rf"{_NOUN_RU}[\s-]+(?:{_MADE_RU}|{_EDIT_RU}|{_PICTURE_RU})",
        r"\bсгенерирован\w*\b(?!\s+(?:\w+\s+)?(?:компьютер|программ))",
    ),
    "kk": (
        rf"{_NOUN_KK}[\s-]+(?:\w+\s+)?{_BY_KK}(?:{_MADE_KK}|{_EDIT_KK})",
        rf"{_NOUN_KK}[\s-]+{_PICTURE_KK}",
        r"\bгенерациялан?ған\b",
    ),
}
_CLAIM_PATTERNS: Final = tuple(
    (language, re.compile(pattern, re.IGNORECASE))
    for language, patterns in _CLAIMS.items()
    for pattern in patterns
)
# Short forms are claims only in capitals and only when a part of the credit is nothing else.
_PART: Final = r"(?:^|[:/|,;]|\s[—–-]\s)\s*({})\s*(?=$|\.$|[/|,;()]|\s[—–-]\s)"
_BARE_PATTERNS: Final = (
    ("en", re.compile(_PART.format(r"A\.?I\.?|(?i:generative\s+AI|artificial\s+intelligence)"))),
    ("ru", re.compile(_PART.format(r"ИИ|(?i:нейросеть\w*|искусственный\s+интеллект)"))),
    ("kk", re.compile(_PART.format(r"ЖИ|(?i:жасанды\s+интеллект|нейрожелі)"))),
)
_DENIALS: Final = re.compile(
    rf"\b(?:not?|never|without|non)[\s-]+(?:\w+\s+)?(?:{_BY_EN})?(?:an?\s+)?{_NOUN_EN}"
    rf"|n['’]t\s+(?:\w+\s+){{0,2}}{_NOUN_EN}|{_NOUN_EN}[\s-]free\b"
    rf"|\b(?:не|без)\s+(?:\w+\s+){{0,3}}?{_NOUN_RU}"
    rf"|{_NOUN_KK}[\s-]+(?:\w+\s+){{0,3}}?"
    r"(?:емес|с[ыі]з|\w*[мбп][ае](?:ған|ген|ды|ді|й))\b",
    re.IGNORECASE,
)
_COLLAGE: Final = re.compile(r"\b(?:photo)?(?:collage|montage|composite)\b|коллаж", re.IGNORECASE)
_MADE: Final = re.compile(rf"{_MADE_EN}|{_MADE_RU}|{_MADE_KK}", re.IGNORECASE)
_EDIT: Final = re.compile(rf"\b{_EDIT_EN}|{_EDIT_RU}|{_EDIT_KK}", re.IGNORECASE)


def claims(text: str) -> tuple[AiClaim, ...]:
    """Every phrase of the text that says AI was at work; none when the text denies it."""
    if denies(text):
        return ()
    found = [
        AiClaim(language, class_of(hit[0], within=text), hit[0].strip())
        for language, pattern in _CLAIM_PATTERNS
        for hit in pattern.finditer(text)
    ]
    found += [
        AiClaim(language, class_of("", within=text), hit[1])
        for language, pattern in _BARE_PATTERNS
        for hit in pattern.finditer(text)
    ]
    return tuple(found)


def denies(text: str) -> bool:
    """Whether the text says that no AI was at work."""
    return _DENIALS.search(text) is not None


def class_of(phrase: str, *, within: str) -> str:
    """Whether AI made all of it, changed it, or is a part of a collage."""
    if _COLLAGE.search(within):
        return AI_COMPOSITE
    return AI_EDITED if _EDIT.search(phrase) and not _MADE.search(phrase) else AI_GENERATED
