"""What a text may hold wherever a person or a program writes one, and what an address is.

Whatever passes is stored, sent as JSON and found again to the letter, on every database.
"""

import re
from urllib.parse import urlsplit

from cms.http.problem import FieldError

# Control characters and lone surrogates: no database and no JSON reader takes them all; line breaks are for texts.
_UNWRITABLE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_UNWRITABLE_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_AN_ADDRESS = re.compile(r"[\s\\<>\"]")
_SHOWN_CHARACTERS = 50


def text_problem(
    field: str, value: object, limit: int, *, lines: bool = False
) -> FieldError | None:
    """Return what is wrong with a text: not a text, too long, or with characters that cannot be stored.

    A text of several `lines` may hold line breaks and tabs.
    """
    if not isinstance(value, str):
        return FieldError(field, "not_text", f"{field}: write a text, not {type(value).__name__}.")
    if len(value) > limit:
        return FieldError(
            field, "too_long", f"{field}: {len(value):,} characters; at most {limit:,} fit."
        )
    if (_UNWRITABLE_TEXT if lines else _UNWRITABLE_LINE).search(value):
        return FieldError(
            field,
            "unwritable",
            f"{field}: holds a control character or half a character: remove it.",
        )
    return None


def address_problem(field: str, value: object, limit: int) -> FieldError | None:
    """Return what is wrong with a web address; an empty one is fine."""
    if problem := text_problem(field, value, limit):
        return problem
    if value and not _is_web_address(str(value)):
        return FieldError(
            field,
            "not_an_address",
            f"{field}: write a full address that starts with https:// or http://.",
        )
    return None


def shown(value: object) -> str:
    """Return a value as a refusal may quote it: short, and without characters that play tricks."""
    if not isinstance(value, str):
        return type(value).__name__
    return value[:_SHOWN_CHARACTERS].encode("unicode_escape").decode()


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return is_web and not _NOT_IN_AN_ADDRESS.search(value)
