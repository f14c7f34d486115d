"""What no body may hold, whatever its markup: refused before anything reads it."""

import re

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 40

# C0 and C1 controls but for tab and line ends, lone surrogates, and Unicode's non-characters.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_NUMERIC_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]*)|0*([0-9]*))")
_LONGEST_NUMBER = 7
_LONGEST_REFERENCE = 20  # With "&#x" and leading zeros, which mean nothing and cost much.
# 0x80 to 0x9f stand for Windows letters in old pages, so HTML reads them as those.
_UNASSIGNED_WINDOWS = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})


class BodyRefused(ValueError):  # noqa: N818 - a refusal is an answer, not an error
    """The body cannot be stored; the message is a sentence for the writer."""


def admit(text: str) -> None:
    """Raise `BodyRefused` for a text that is too long or holds what no text may hold."""
    if len(text) > MAX_CHARACTERS:
        raise BodyRefused(
            f"The body has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}. Shorten it."
        )
    found = _FORBIDDEN.search(text)
    if found:
        raise BodyRefused(_forbidden_sentence(ord(found.group()), found.start()))
    if "&#" in text:
        _check_references(text)


def refuse_depth() -> BodyRefused:
    """Return the refusal for markup inside markup inside markup."""
    return BodyRefused(f"The body's markup is nested more than {MAX_DEPTH} deep. Make it flatter.")


def _check_references(text: str) -> None:
    for match in _NUMERIC_REFERENCE.finditer(text):
        digits = match.group(1) or match.group(2)
        if not digits:
            if match.group().endswith("0"):
                raise BodyRefused(_forbidden_sentence(0, match.start()))
            continue
        if len(digits) > _LONGEST_NUMBER or len(match.group()) > _LONGEST_REFERENCE:
            raise BodyRefused("The body holds a character reference that names no character.")
        _check_code_point(int(digits, 16 if match.group(1) else 10), match.start())


def _check_code_point(code_point: int, position: int) -> None:
    if code_point > 0x10FFFF:
        raise BodyRefused("The body holds a character reference that names no character.")
    if 0x80 <= code_point <= 0x9F and code_point not in _UNASSIGNED_WINDOWS:
        return
    if _FORBIDDEN.match(chr(code_point)):
        raise BodyRefused(_forbidden_sentence(code_point, position))


def _forbidden_sentence(code_point: int, position: int) -> str:
    return (
        f"The body holds the character U+{code_point:04X} at position {position}, which is no "
        "text (a control character, half a character or a placeholder). Remove it."
    )
