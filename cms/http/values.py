"""What one value of a query parameter may be: how it is read, refused and described.

Each kind is a small immutable object with `read(text)`, which returns the value or raises
BadValueError with a sentence, and `schema`, the same rule as JSON Schema (OpenAPI 3.1).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Any, Protocol
from uuid import UUID

from cms.http.query_string import show
from cms.uuid7 import uuid_in

DATE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(DATE.pattern + r"T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8}|-\d[A-Za-z0-9]{3})*"
)
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
WHOLE = re.compile(r"-?\d{1,18}")

# The first newspaper is of 1605; later than 2200 is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1600, 2200
MAX_SLUG_CHARACTERS = 200
MAX_SEARCH_CHARACTERS, MAX_SEARCH_WORDS = 100, 8


class BadValueError(ValueError):
    """A value that is refused: `code` for programs, `message` a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Kind(Protocol):
    """One kind of value."""

    def read(self, text: str) -> Any:
        """Return the value, immutable; BadValueError when it is none."""

    @property
    def schema(self) -> dict[str, Any]:
        """The rule as JSON Schema."""


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, text: str) -> bool:
        words = {"true": True, "1": True, "false": False, "0": False}
        if text not in words:
            raise BadValueError("not_a_flag", f"'{show(text)}' is neither true nor false.")
        return words[text]

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    minimum: int
    maximum: int

    def read(self, text: str) -> int:
        bounds = f"a whole number from {self.minimum} to {self.maximum}"
        if not WHOLE.fullmatch(text) or not text.isascii():
            raise BadValueError("not_a_number", f"'{show(text)}' is not {bounds}.")
        number = int(text)
        if not self.minimum <= number <= self.maximum:
            raise BadValueError("out_of_bounds", f"{number} is out of bounds: give {bounds}.")
        return number

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Moment:
    """A moment in ISO 8601 with its offset from UTC; a date alone is its first moment in UTC."""

    def read(self, text: str) -> datetime:
        if not (DATE.fullmatch(text) or MOMENT.fullmatch(text)) or not text.isascii():
            raise BadValueError("not_a_moment", f"'{show(text)}' {_how_to_write_a_moment(text)}")
        try:
            moment = _moment(text)
        except (ValueError, OverflowError) as error:
            raise BadValueError("not_a_moment", f"There is no '{text}' in the calendar.") from error
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            message = (
                f"{moment.year} is no year of news: give one from {FIRST_YEAR} to {LAST_YEAR}."
            )
            raise BadValueError("absurd_year", message)
        return moment

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}


def _moment(text: str) -> datetime:
    if DATE.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    return datetime.fromisoformat(text).astimezone(UTC)


def _how_to_write_a_moment(text: str) -> str:
    if MOMENT.fullmatch(text.replace(" ", "+")):
        return "has a space where a + was: write + as %2B in an address."
    if MOMENT.fullmatch(f"{text}Z"):
        return "says no offset from UTC: add Z or one such as +05:00."
    return "is not ISO 8601: write 2026-11-22 or 2026-11-22T10:30:00Z."


@dataclass(frozen=True)
class Language:
    """A language tag (BCP 47): language, and where needed script, region and variants."""

    def read(self, text: str) -> str:
        if not LANGUAGE.fullmatch(text):
            message = f"'{show(text)}' is not a language tag (BCP 47), such as en, kk or pt-BR."
            raise BadValueError("not_a_language", message)
        first, *rest = text.split("-")
        return "-".join([first.lower(), *(_subtag(part) for part in rest)])

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"}


def _subtag(part: str) -> str:
    """Return a subtag in the case that BCP 47 recommends (section 2.1.1): zh-Hant-TW."""
    cases = {2: part.upper(), 4: part.title() if part.isalpha() else part.lower()}
    return cases.get(len(part), part.lower())


@dataclass(frozen=True)
class Identifier:
    """A UUID."""

    def read(self, text: str) -> UUID:
        identifier = uuid_in(text)
        if identifier is None:
            raise BadValueError("not_an_id", f"'{show(text)}' is not an id (a UUID).")
        return identifier

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


@dataclass(frozen=True)
class Slug:
    """A slug, or an id in its place: letters, digits, - and _; returned as given."""

    def read(self, text: str) -> str:
        if not SLUG.fullmatch(text) or len(text) > MAX_SLUG_CHARACTERS:
            message = f"'{show(text)}' is neither a slug nor an id: use letters, digits, - and _."
            raise BadValueError("not_a_slug", message)
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG_CHARACTERS}


@dataclass(frozen=True)
class Choice:
    """One word of a closed list."""

    choices: tuple[str, ...]

    def read(self, text: str) -> str:
        if text in self.choices:
            return text
        near = get_close_matches(text[:100], self.choices, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"choose of {', '.join(self.choices)}."
        raise BadValueError("unknown_choice", f"'{show(text)}' is unknown: {hint}")

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


@dataclass(frozen=True)
class SearchWords:
    """Words to search for, with single spaces between them."""

    def read(self, text: str) -> str:
        words = text.split()
        if len(text) > MAX_SEARCH_CHARACTERS:
            message = f"{len(text)} characters are too many: {MAX_SEARCH_CHARACTERS} is the most."
            raise BadValueError("too_long", message)
        if len(words) > MAX_SEARCH_WORDS:
            message = f"{len(words)} words are too many: {MAX_SEARCH_WORDS} is the most."
            raise BadValueError("too_many_words", message)
        if not any(letter.isalnum() for letter in text):
            raise BadValueError(
                "no_words", f"'{show(text)}' holds no letter or digit to search for."
            )
        return " ".join(words)

    @property
    def schema(self) -> dict[str, Any]:
        # No schema can say what a letter is in every script; a NUL is one in none.
        return {"type": "string", "pattern": r"^[^\u0000]+$", "maxLength": MAX_SEARCH_CHARACTERS}
