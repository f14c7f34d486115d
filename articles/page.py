"""A plain-text article page, read: headline, credit line, body, and the list of latest headlines.

The form is a line with the headline, a line with the photo's credit, paragraphs, a heading such as
"Latest news", and a bulleted list of headlines. All but the headline may be missing.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from articles.attributions import SourceSuggestion, suggest_sources
from media.credit_line import is_credit_line, names_a_maker

LONGEST_HEADLINE: Final = 300
LONGEST_CREDIT: Final = 300
LONGEST_PAGE: Final = 1_000_000
_CREDIT_WITHIN_LINES: Final = 3
_WRAPPED_AT: Final = 100

_HEADING: Final = re.compile(
    r"[#*_\s]*(?:(?:latest|recent|more|other|top|last)\s+(?:news|headlines|stories)|latest"
    r"|(?:последние|другие|свежие|главные|ещё|еще)\s+новости|лента\s+новостей|новости"
    r"|(?:соңғы|басқа|өзге|жаңа)\s+жаңалықтар|жаңалықтар(?:\s+(?:лентасы|легі))?)[*_\s]*:?[*_\s]*",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"(?:[-*+]\s+|[•▪●◦‣·]\s*)")
# In the list of headlines a dash is a bullet too; in a body it opens what somebody says.
_LIST_BULLET: Final = re.compile(r"(?:[-*+–—]\s+|[•▪●◦‣·]\s*|\d{1,3}[.)]\s+)")
_KAZAKH_LETTERS: Final = re.compile(r"[әғқңөұүһ]", re.IGNORECASE)
_CYRILLIC: Final = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
_LATIN: Final = re.compile(r"[a-zà-öø-ÿ]", re.IGNORECASE)
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")

_PLAIN_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("“”„«»″‟", '"'),
        **dict.fromkeys("‘’‚ʼ`´′‛", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)


class PageRefused(ValueError):  # noqa: N818 - it is an answer, not a defect
    """The text is no article page; the message is one sentence that tells what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. A block of the body is a paragraph, or the items of a list.

    ``credit_line`` is verbatim, empty when there is none; ``latest`` is in the page's order;
    ``language`` is en, ru, kk, or und for another script.
    """

    headline: str
    credit_line: str
    blocks: tuple[str | tuple[str, ...], ...]
    latest: tuple[str, ...]
    sources: tuple[SourceSuggestion, ...]
    language: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body as text, every item of a list a paragraph of its own."""
        return tuple(
            text
            for block in self.blocks
            for text in ((block,) if isinstance(block, str) else block)
        )


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, with or without its mark; raises PageRefused for others."""
    if not data.strip():
        raise PageRefused("The file is empty: give it a headline and save it again.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PageRefused("The file is in UTF-16: save it as UTF-8 and import it again.")
    if b"\x00" in data:
        raise PageRefused(_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _BINARY.search(data[:4096].decode("latin-1")):
            raise PageRefused(_NOT_TEXT) from error
        raise PageRefused(
            f"The file is not in UTF-8 (at byte {error.start + 1}): "
            "save it as UTF-8 and import it again."
        ) from error


_NOT_TEXT: Final = "The file is not plain text: save the page as text in UTF-8 and import it again."


def read_page(text: str) -> Page:
    """Read a page in English, Russian or Kazakh; raises PageRefused and nothing else."""
    lines = _lines(text)
    headline = _headline(lines)
    body, latest = _parted(lines[1:])
    credit, body = _credit(body)
    blocks = _blocks(body)
    language = language_of("\n".join(line.text for line in lines))
    page = Page(headline, credit, blocks, latest, (), language)
    sources = tuple(suggest_sources(headline, page.paragraphs, language))
    return Page(headline, credit, blocks, latest, sources, language)


def body_html(page: Page) -> str:
    """The body as HTML of paragraphs and lists, escaped."""
    return "".join(
        f"<p>{html.escape(block)}</p>" if isinstance(block, str) else _list_html(block)
        for block in page.blocks
    )


def normalised_headline(text: str) -> str:
    """The key by which a headline is recognised however it was typed or set.

    Case, white space, accents of quotes, dashes and the full stop at the end make no difference.
    """
    before = ""
    key = text
    while key != before:
        before = key
        key = unicodedata.normalize("NFKC", key).translate(_PLAIN_SIGNS).casefold()
        key = " ".join(key.split()).strip(" .,;:!?-\"'*")
        key = re.sub(r"\s*-\s*", "-", key)
    return key


def language_of(text: str) -> str:
    """en for Latin letters, kk for Cyrillic with Kazakh ones, ru for other Cyrillic, else und."""
    cyrillic = len(_CYRILLIC.findall(text))
    latin = len(_LATIN.findall(text))
    if max(cyrillic, latin) * 2 < sum(map(str.isalpha, text)) or not cyrillic + latin:
        return "und"
    if latin >= cyrillic:
        return "en"
    return "kk" if len(_KAZAKH_LETTERS.findall(text)) * 50 > cyrillic else "ru"


def _lines(text: str) -> list[_Line]:
    """The lines with white space made plain, blank ones kept between others, none at the ends."""
    if len(text) > LONGEST_PAGE:
        raise PageRefused(
            f"The page has {len(text):,} characters; an article page has at most {LONGEST_PAGE:,}."
        )
    if _BINARY.search(text) or _SURROGATE.search(text):
        raise PageRefused(_NOT_TEXT)
    lines = [
        _Line(number, " ".join(line.replace("\ufeff", "").split()))
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    first = next((place for place, line in enumerate(lines) if line.text), len(lines))
    if first == len(lines):
        raise PageRefused("The page is empty: its first line must be the headline.")
    return lines[first:]


def _headline(lines: list[_Line]) -> str:
    headline = lines[0].text
    problem = (
        "a photo credit"
        if is_credit_line(headline) and names_a_maker(headline)
        else "a list item"
        if _BULLET.match(headline)
        else "the heading of a list"
        if _HEADING.fullmatch(headline)
        else "without any word"
        if not normalised_headline(headline)
        else ""
    )
    if problem:
        raise PageRefused(f"The page has no headline: its first line is {problem}.")
    _check_length(headline, "The first line")
    return headline


def _check_length(headline: str, which: str) -> None:
    if len(headline) > LONGEST_HEADLINE:
        raise PageRefused(
            f"{which} has {len(headline):,} characters and cannot be a headline, which has at most"
            f" {LONGEST_HEADLINE}."
        )


def _parted(lines: list[_Line]) -> tuple[list[_Line], tuple[str, ...]]:
    """The body's lines, and the headlines of the list under the last heading that has one."""
    for place in range(len(lines) - 1, -1, -1):
        if _HEADING.fullmatch(lines[place].text):
            return lines[:place], _latest([line for line in lines[place + 1 :] if line.text])
    return lines, ()


def _latest(items: list[_Line]) -> tuple[str, ...]:
    has_bullets = any(_LIST_BULLET.match(item.text) for item in items)
    headlines = []
    for item in items:
        bullet = _LIST_BULLET.match(item.text)
        if has_bullets and bullet is None:
            raise PageRefused(
                f"Line {item.number} stands in the list of latest headlines but is no list item: "
                "put a hyphen before it, or move it above the list."
            )
        headline = item.text[bullet.end() :] if bullet else item.text
        _check_length(headline, f"Line {item.number}")
        if normalised_headline(headline):
            headlines.append(headline)
    return tuple(headlines)


def _credit(lines: list[_Line]) -> tuple[str, list[_Line]]:
    """The credit line among the first lines after the headline, and the lines without it."""
    written = [line for line in lines if line.text][:_CREDIT_WITHIN_LINES]
    for line in written:
        if len(line.text) <= LONGEST_CREDIT and is_credit_line(line.text):
            return line.text, [other for other in lines if other is not line]
    return "", lines


def _blocks(lines: list[_Line]) -> tuple[str | tuple[str, ...], ...]:
    """Paragraphs and lists. A line is a paragraph, unless the text was wrapped in a narrow column."""
    blocks: list[str | tuple[str, ...]] = []
    run: list[str] = []
    items: list[str] = []
    for text in (*(line.text for line in lines), ""):
        bullet = _BULLET.match(text)
        if items and not bullet and text:
            blocks.append(tuple(items))
            items = []
        if run and (bullet or not text):
            blocks += _paragraphs(run)
            run = []
        if bullet:
            items.append(text[bullet.end() :])
        elif text:
            run.append(text)
    return tuple(blocks + ([tuple(items)] if items else []))


def _paragraphs(run: list[str]) -> list[str]:
    """The lines as paragraphs, or joined when most begin in the middle of a sentence."""
    following = run[1:]
    carried_over = sum(line[0].islower() for line in following)
    is_wrapped = max(map(len, run)) <= _WRAPPED_AT and 0 < len(following) <= 2 * carried_over
    return [" ".join(run)] if is_wrapped else run


def _list_html(items: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ul>"
