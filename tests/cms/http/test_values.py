"""What one value of a query parameter may be."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.http.values import (
    BadValueError,
    Choice,
    Flag,
    Identifier,
    Kind,
    Language,
    Moment,
    SearchWords,
    Slug,
    Whole,
)

ID = "01936b1e-0000-7000-8000-000000000001"
LIMIT, ORDER = Whole(1, 100), Choice(("newest", "oldest"))
KINDS = [Flag(), LIMIT, Moment(), Language(), Identifier(), Slug(), ORDER, SearchWords()]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Flag(), "true", True),
        (Flag(), "0", False),
        (LIMIT, "100", 100),
        (Whole(-5, 5), "-5", -5),
        (Moment(), "2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        (Moment(), "2026-11-22T10:30Z", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
        (
            Moment(),
            "2026-11-22T10:30:05.5+05:00",
            datetime(2026, 11, 22, 5, 30, 5, 500_000, tzinfo=UTC),
        ),
        (Language(), "EN", "en"),
        (Language(), "pt-br", "pt-BR"),
        (Language(), "zh-hant-tw", "zh-Hant-TW"),
        (Language(), "es-419", "es-419"),
        (Identifier(), ID.upper(), UUID(ID)),
        (Slug(), ID, ID),
        (Slug(), "ice-on_the-river2", "ice-on_the-river2"),
        (ORDER, "oldest", "oldest"),
        (SearchWords(), "  лёд   на реке ", "лёд на реке"),
    ],
)
def test_a_value_is_read(kind: Kind, text: str, value: Any) -> None:
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Flag(), "True", "not_a_flag"),
        (Flag(), "yes", "not_a_flag"),
        (LIMIT, "0", "out_of_bounds"),
        (LIMIT, "101", "out_of_bounds"),
        (LIMIT, "1e2", "not_a_number"),
        (LIMIT, " 1", "not_a_number"),
        (LIMIT, "٣", "not_a_number"),
        (LIMIT, "9" * 5_000, "not_a_number"),
        (Moment(), "2026-02-30", "not_a_moment"),
        (Moment(), "2026-11-22T25:00Z", "not_a_moment"),
        (Moment(), "22.11.2026", "not_a_moment"),
        (Moment(), "٢٠٢٦-١١-٢٢", "not_a_moment"),
        (Moment(), "0001-01-01T00:00+05:00", "not_a_moment"),
        (Moment(), "1066-10-14", "absurd_year"),
        (Moment(), "9999-12-31", "absurd_year"),
        (Language(), "english-language", "not_a_language"),
        (Language(), "en_GB", "not_a_language"),
        (Language(), "en\n", "not_a_language"),
        (Identifier(), ID.replace("-", ""), "not_an_id"),
        (Identifier(), "{" + ID + "}", "not_an_id"),
        (Slug(), "../etc", "not_a_slug"),
        (Slug(), "a" * 201, "not_a_slug"),
        (Slug(), "-a", "not_a_slug"),
        (ORDER, "random", "unknown_choice"),
        (SearchWords(), "a" * 101, "too_long"),
        (SearchWords(), "a b c d e f g h i", "too_many_words"),
        (SearchWords(), "%_*!", "no_words"),
    ],
)
def test_a_wrong_value_is_refused(kind: Kind, text: str, code: str) -> None:
    with pytest.raises(BadValueError) as refusal:
        kind.read(text)
    assert refusal.value.code == code
    assert refusal.value.message.endswith((".", "?"))
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (Moment(), "2026-11-22T10:30:00 05:00", "write \\+ as %2B"),
        (Moment(), "2026-11-22T10:30:00", "add Z"),
        (ORDER, "newst", "did you mean 'newest'"),
        (ORDER, "x", "choose of newest, oldest"),
    ],
)
def test_the_usual_slips_are_told_how_to_write_it(kind: Kind, text: str, hint: str) -> None:
    with pytest.raises(BadValueError, match=hint):
        kind.read(text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@given(text=some.text())
def test_no_text_at_all_is_a_crash(kind: Kind, text: str) -> None:
    with suppress(BadValueError):
        hash(kind.read(text))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_every_kind_describes_itself(kind: Kind) -> None:
    assert kind.schema["type"] in {"string", "integer", "boolean"}
