"""Runs to Markdown: marks as delimiters where every reader agrees on them, else as HTML."""

import re
from functools import lru_cache
from unicodedata import category

from articles.body.markup import closing_tag, opening_tag
from articles.body.runs import Mark, Run, plain

_DELIMITERS = {"bold": "**", "italic": "_", "strike": "~~"}
_SPECIAL = re.compile(r"[\\`*_\[\]<~|#]|&(?=[#a-zA-Z])|!$")
_LINE_START = re.compile(r"^([>+=-]|[0-9]{1,9}(?=[.)]))", re.MULTILINE)
# Parsers trim these at the ends of a block although HTML does not.
_OTHER_SPACE = re.compile(r"[^\S \n]")
# A quick look at the whole text: most of it holds nothing that Markdown could misread.
_NEEDS_CARE = re.compile(
    r"[\\`*_\[\]<~|#&\n\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
    r"|!$|^[>+=0-9-]"
)
_NOT_BACKTICKS = re.compile(r"[`\n|]|^ | $|[^\S ]")
_ENTITY_IN_ADDRESS = re.compile(r"&(?=[#a-zA-Z][a-zA-Z0-9]*;)")
_HARD_BREAK = "\\\n"
_LONGEST_REMEMBERED = 2_000


def write_line(runs: list[Run]) -> str:
    """Return runs as Markdown for a single line: a heading or a table cell."""
    return _join(runs, 0).replace(_HARD_BREAK, "<br>")


def write_lines(runs: list[Run]) -> str:
    """Return runs as the Markdown of a paragraph."""
    if len(runs) == 1 and not runs[0]["marks"]:
        return escape(runs[0]["text"])
    return _join(runs, 0)


def escape(text: str, at_line_start: bool = True) -> str:
    """Return a text so that Markdown says exactly it."""
    if len(text) > _LONGEST_REMEMBERED:
        return _escaped(text, at_line_start)
    return _remembered(text, at_line_start)


def _escaped(text: str, at_line_start: bool) -> str:
    if not _NEEDS_CARE.search(text):
        return text
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _OTHER_SPACE.sub(lambda match: f"&#{ord(match.group())};", text)
    first, line_break, rest = text.partition("\n")
    if at_line_start:
        first = _LINE_START.sub(_escape_line_start, first)
    if not line_break:
        return first
    rest = _LINE_START.sub(_escape_line_start, rest).replace("\n", _HARD_BREAK)
    return first + _HARD_BREAK + rest


# A saved body differs from the one before in a paragraph or two.
_remembered = lru_cache(maxsize=8192)(_escaped)


def _escape_line_start(match: re.Match[str]) -> str:
    start = match.group()
    return start + "\\" if start.isdigit() else "\\" + start


def _join(
    runs: list[Run], depth: int, before: str = "", after: str = "", first: bool = True
) -> str:
    """Return runs whose first `depth` marks are written already, between two characters."""
    parts: list[str] = []
    index = 0
    while index < len(runs):
        end = _end_of_group(runs, index, depth)
        previous = plain(runs[index - 1 : index])[-1:] if index else before
        following = runs[end]["text"][0] if end < len(runs) else after
        group = runs[index:end]
        at_start = (index == 0 and first) or previous == "\n"
        if len(group[0]["marks"]) == depth:
            parts.append(escape(plain(group), at_start))
        else:
            parts.append(_marked(group, depth, previous, following))
        index = end
    return "".join(parts)


def _end_of_group(runs: list[Run], start: int, depth: int) -> int:
    marks = runs[start]["marks"]
    end = start + 1
    if len(marks) == depth:
        return end
    while end < len(runs) and runs[end]["marks"][depth : depth + 1] == [marks[depth]]:
        end += 1
    return end


def _marked(runs: list[Run], depth: int, before: str, after: str) -> str:
    mark = runs[0]["marks"][depth]
    if mark["type"] == "link":
        return f"[{_join(runs, depth + 1, first=False)}]({destination(mark['href'])})"
    if mark["type"] == "code" and _fits_backticks(runs, depth):
        return f"`{plain(runs)}`"
    delimiter = _DELIMITERS.get(mark["type"])
    text = plain(runs)
    if delimiter and _is_edge(before) and _is_edge(after) and text == text.strip():
        return f"{delimiter}{_join(runs, depth + 1, first=False)}{delimiter}"
    return _element(mark, _join(runs, depth + 1, first=False))


def _element(mark: Mark, inner: str) -> str:
    return f"{opening_tag(mark)}{inner}{closing_tag(mark)}"


def _is_edge(character: str) -> bool:
    """Say whether a delimiter beside this character counts on every reading of CommonMark."""
    return not character or character.isspace() or category(character)[0] == "P"


def _fits_backticks(runs: list[Run], depth: int) -> bool:
    alone = len(runs) == 1 and len(runs[0]["marks"]) == depth + 1
    return alone and not _NOT_BACKTICKS.search(runs[0]["text"])


def destination(href: str) -> str:
    """Return an address as the destination of a link or picture."""
    href = _ENTITY_IN_ADDRESS.sub(r"\\&", href).replace("|", "\\|")
    if re.search(r"[()<>]", href):
        return "<" + href.replace("<", "\\<").replace(">", "\\>") + ">"
    return href
