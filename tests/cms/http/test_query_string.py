"""A query string, read to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.http.query_string import read, show


def codes(raw: str) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in read(raw).errors]


@pytest.mark.parametrize(
    ("raw", "pairs"),
    [
        ("", []),
        ("tag=a&tag=b", [("tag", "a"), ("tag", "b")]),
        ("q=ice+on%20water%2B", [("q", "ice on water+")]),
        ("q=%D2%9B%D0%B0%D1%80", [("q", "қар")]),
        ("қар".encode().decode("latin-1"), [("қар", "")]),
        ("a==b&&c&", [("a", "=b"), ("c", "")]),
        ("a=%zz", [("a", "%zz")]),
    ],
)
def test_parameters_come_in_the_order_given(raw: str, pairs: list[tuple[str, str]]) -> None:
    assert read(raw) == (pairs, [])


@pytest.mark.parametrize(
    ("raw", "errors"),
    [
        ("q=%FF&limit=1", [("q", "encoding")]),
        ("q=%ED%A0%80", [("q", "encoding")]),
        ("%C3%28=1", [("", "encoding")]),
        ("q=a%00b", [("q", "null_character")]),
        ("&".join(["tag=a"] * 13), [("", "too_many_parameters")]),
        ("q=" + "a" * 8_000, [("", "too_long")]),
    ],
)
def test_every_slip_is_found(raw: str, errors: list[tuple[str, str]]) -> None:
    assert codes(raw) == errors


@given(some.text(some.characters(max_codepoint=255)))
def test_no_bytes_at_all_are_a_crash(raw: str) -> None:
    read(raw)


def test_what_is_quoted_is_cut_and_harmless() -> None:
    assert show("a" * 100) == "a" * 60 + "…"
    assert show("a\r\nb") == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"
