"""Text with marks: the runs that blocks are made of.

A run is `{"text": str, "marks": [{"type": …, …}]}`. Neighbours with the same marks are one run,
white space is single, and "\\n" is a hard line break; so equal texts have equal runs.
"""

import re
from typing import Any

from articles.body.vocabulary import MARK_RANKS

Mark = dict[str, str]
Run = dict[str, Any]
# A piece of text as it is met, before neighbours are joined: its text and its marks.
Piece = tuple[str, list[Mark]]
# Pieces with the same marks, joined once at the end: a long text is not copied for each of them.
_Group = tuple[list[str], list[Mark]]

_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNTIDY_SPACE = re.compile(r"[\t\n\r\f]|  ")
_AROUND_BREAK = re.compile(r" *\n *")


def collapse(text: str) -> str:
    """Return a text with every stretch of HTML white space as one space."""
    return _WHITE_SPACE.sub(" ", text) if _UNTIDY_SPACE.search(text) else text


def tidy(pieces: list[Piece]) -> list[Run]:
    """Return runs without white space at their ends, around breaks or twice in a row."""
    if len(pieces) == 1:
        text, marks = pieces[0]
        text = text.strip(" \n")
        return [{"text": text, "marks": marks}] if text else []
    groups: list[_Group] = []
    for text, marks in pieces:
        _append(groups, text, marks)
    while groups:
        text = "".join(groups[-1][0]).rstrip(" \n")
        if text:
            groups[-1][0][:] = [text]
            break
        groups.pop()
    return [{"text": "".join(parts), "marks": marks} for parts, marks in groups]


def verbatim(pieces: list[Piece]) -> list[Run]:
    """Return preformatted text as one run; line ends at its end say nothing and go."""
    text = "".join([text for text, _ in pieces]).rstrip("\n")
    return [{"text": text, "marks": []}] if text.strip() else []


def plain(runs: list[Run]) -> str:
    """Return the text of runs without their marks."""
    if len(runs) == 1:
        return str(runs[0]["text"])
    return "".join([run["text"] for run in runs])


def ordered_marks(marks: list[Mark]) -> list[Mark]:
    """Return marks from the outermost to the innermost, none of them twice.

    Of several links the last, which is the innermost, holds; citations may overlap.
    """
    if len(marks) < 2:
        return marks
    single = {(mark["type"], mark.get("citation_id", "")): mark for mark in marks}
    return [single[key] for key in sorted(single, key=_nesting)]


def _nesting(key: tuple[str, str]) -> tuple[int, str]:
    return MARK_RANKS[key[0]], key[1]


def _append(groups: list[_Group], text: str, marks: list[Mark]) -> None:
    if "\n" in text:
        text = _AROUND_BREAK.sub("\n", text)
    if not groups:
        text = text.lstrip(" \n")
    elif text.startswith(" "):
        text = text[1:] if groups[-1][0][-1][-1] in " \n" else text
    elif text.startswith("\n"):
        _drop_last_space(groups)
    if not text:
        return
    if groups and groups[-1][1] == marks:
        groups[-1][0].append(text)
    else:
        groups.append(([text], marks))


def _drop_last_space(groups: list[_Group]) -> None:
    parts = groups[-1][0]
    if parts[-1].endswith(" "):
        parts[-1] = parts[-1][:-1]
        if not parts[-1]:
            parts.pop()
        if not parts:
            groups.pop()
