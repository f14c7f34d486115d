"""Which media type the client accepts."""

import pytest
from django.test import RequestFactory

from cms.http.negotiation import NotAcceptable, negotiate, preferred

JSON, LINKED = "application/json", "application/ld+json"


def asked(accept: str | None, offered: tuple[str, ...] = (JSON,)) -> str:
    headers = {} if accept is None else {"accept": accept}
    return negotiate(RequestFactory().get("/", headers=headers), offered)


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "",
        "*/*",
        JSON,
        "application/*",
        "application/json; charset=utf-8",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "APPLICATION/JSON;Q=0.1",
    ],
)
def test_json_answers_whoever_accepts_it(accept: str | None) -> None:
    assert asked(accept) == JSON


@pytest.mark.parametrize(
    "accept",
    ["text/html", "application/json;q=0", "*/*;q=1, application/json;q=0.0", "*/*;q=x", ";", ",,"],
)
def test_who_accepts_nothing_we_have_is_told_what_to_send(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="Send Accept: application/json") as refusal:
        asked(accept)
    assert refusal.value.status == 406


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (f"{LINKED}, {JSON};q=0.5", LINKED),
        (f"{JSON}, {LINKED};q=0.5", JSON),
        ("*/*", JSON),
        (f"{LINKED};q=0.5, */*;q=0.1", LINKED),
        ("text/plain", None),
    ],
)
def test_the_highest_quality_wins_and_our_order_among_equals(accept: str, best: str | None) -> None:
    assert preferred(accept, (JSON, LINKED)) == best


def test_anything_is_the_first_that_is_offered() -> None:
    assert asked("*/*", (LINKED, JSON)) == LINKED
    assert asked(JSON, (LINKED, JSON)) == JSON
