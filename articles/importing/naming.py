"""Refusals that say which of a page's headlines they are about."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from articles.draft_contents import DraftRefused
from articles.publishing import PublishRefused
from cms.http.problem import FieldError

_LONGEST_SHOWN = 80


@contextmanager
def naming(headlines: Sequence[str], *, own: str) -> Iterator[None]:
    """Put the headline before what is refused about a listed one; `own` is the page's, which needs no name.

    `headlines` are those of the articles that a verb gets, in that order: it numbers its fields so.
    """
    try:
        yield
    except (DraftRefused, PublishRefused) as refusal:
        errors = [_named(error, headlines, own) for error in refusal.errors]
        raise type(refusal)("" if errors else refusal.detail, errors=errors) from refusal


def _named(error: FieldError, headlines: Sequence[str], own: str) -> FieldError:
    number = error.field.partition(".")[0] if len(headlines) > 1 else "0"
    headline = headlines[int(number)] if number.isdigit() else own
    if headline == own:
        return error
    return FieldError(error.field, error.code, f"“{_plain(headline)}” in the list: {error.message}")


def _plain(headline: str) -> str:
    """Return a headline as a terminal may show it."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in headline)
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[:_LONGEST_SHOWN]}…"
