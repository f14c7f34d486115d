"""Opaque words for a place in a list."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.http.cursor import VERSION, Cursor, Kind, _checksum, decode, encode
from cms.http.problem import BadRequest

MOMENT = datetime(2026, 11, 22, 10, 30, 5, 123_456, UTC)
UNIQUE = UUID("01936b1e-0000-7000-8000-000000000001")
KINDS = (Kind.MOMENT, Kind.IDENTIFIER)
WORD = encode(Cursor(MOMENT, UNIQUE), order="articles.newest")


def forged(values: Any) -> str:
    payload = values if isinstance(values, bytes) else json.dumps(values).encode()
    return urlsafe_b64encode(VERSION + _checksum(payload) + payload).decode().rstrip("=")


def refusal(word: str, order: str = "articles.newest") -> tuple[str, str]:
    with pytest.raises(BadRequest) as caught:
        decode(word, order=order, kinds=KINDS)
    (error,) = caught.value.errors
    return error.field, error.code


def test_a_cursor_comes_back_as_it_left() -> None:
    for backward in (False, True):
        for inclusive in (False, True):
            cursor = Cursor(MOMENT, UNIQUE, backward=backward, inclusive=inclusive)
            assert decode(encode(cursor, order="x"), order="x", kinds=KINDS) == cursor


@given(some.text(some.characters(exclude_characters="\x00", codec="utf-8"), max_size=99))
def test_text_and_numbers_come_back_too(text: str) -> None:
    cursor = Cursor(text, -(2**63) + 1)
    kinds = (Kind.TEXT, Kind.INTEGER)
    assert decode(encode(cursor, order="x"), order="x", kinds=kinds) == cursor


def test_a_cursor_needs_no_escaping_in_a_url() -> None:
    assert WORD.replace("-", "").replace("_", "").isalnum()
    assert len(WORD) < 120


@pytest.mark.parametrize(
    "word",
    [
        "x",
        "!!!!",
        WORD[:-3],
        WORD[3:],
        WORD.swapcase(),
        WORD + "AAAA",
        "é",
        "A" * 5_000,
        "====",
        "A",
    ],
)
def test_a_damaged_cursor_is_refused(word: str) -> None:
    assert refusal(word) == ("cursor", "damaged")


def test_a_cursor_of_another_order_is_refused() -> None:
    assert refusal(WORD, order="articles.oldest") == ("cursor", "foreign")


@pytest.mark.parametrize(
    "values",
    [
        {},
        [],
        ["articles.newest", 0, 1],
        ["articles.newest", 0, "yesterday", str(UNIQUE)],
        ["articles.newest", 0, True, str(UNIQUE)],
        ["articles.newest", 0, 2**62, str(UNIQUE)],
        ["articles.newest", 0, 2**70, str(UNIQUE)],
        ["articles.newest", 0, 1, "not-a-uuid"],
        ["articles.newest", 0, 1, "\x00"],
        ["articles.newest", 0, 1, "\ud800"],
        ["articles.newest", None, 1, str(UNIQUE)],
        b"[" * 500,
        b"\xff",
    ],
)
def test_a_forged_cursor_never_reaches_the_database(values: Any) -> None:
    assert refusal(forged(values)) == ("cursor", "damaged")


@given(some.text(max_size=200))
def test_no_word_at_all_is_a_crash(word: str) -> None:
    with pytest.raises(BadRequest):
        decode(word, order="articles.newest", kinds=KINDS)
