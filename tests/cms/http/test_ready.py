"""Answers from bytes that are ready."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest
from django.middleware.common import CommonMiddleware
from django.test import RequestFactory

from cms.http.ready import NEWS, cache_tag, client_etags, client_has, etag, ready_response

BODY = b'{"headline": "Ice on the river"}'
TAG = etag("article", 7)
BUILT_AT = datetime(2026, 11, 22, 10, 30, 5, 900_000, UTC)
BUILT = "Sun, 22 Nov 2026 10:30:05 GMT"


def asking(method: str = "GET", **headers: str) -> HttpRequest:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RequestFactory().generic(method, "/", headers=named)


def answer(request: HttpRequest, body: bytes | None = BODY, **more: Any) -> Any:
    return ready_response(request, body, entity_tag=TAG, last_modified=BUILT_AT, **more)


def test_the_answer_carries_its_validators_and_how_long_it_keeps() -> None:
    response = answer(asking(), cache_tags=["article:1", "tag:2", "article:1"])
    assert (response.status_code, response.content) == (200, BODY)
    assert dict(response.items()) == {
        "Content-Type": "application/json",
        "Content-Length": str(len(BODY)),
        "ETag": TAG,
        "Last-Modified": BUILT,
        "Cache-Control": NEWS,
        "Vary": "Accept",
        "Cache-Tag": "article:1,tag:2",
    }


def test_head_is_the_answer_without_its_body() -> None:
    full, head = answer(asking()), answer(asking("HEAD"))
    assert head.content == b""
    assert dict(head.items()) == dict(full.items())


def test_neighbouring_pages_are_linked() -> None:
    response = answer(asking(), next_url="https://n/?cursor=b", previous_url="https://n/?cursor=a")
    assert (
        response["Link"] == '<https://n/?cursor=b>; rel="next", <https://n/?cursor=a>; rel="prev"'
    )
    assert answer(asking(), previous_url="https://n/")["Link"] == '<https://n/>; rel="prev"'


@pytest.mark.parametrize("held", [TAG, f"W/{TAG}", f'"other", W/"b",{TAG}', "*", " * "])
def test_a_client_that_has_it_gets_304_though_the_body_was_not_read(held: str) -> None:
    response = answer(asking(if_none_match=held), None, cache_tags=["article:1"])
    assert (response.status_code, response.content) == (304, b"")
    headers = {"ETag", "Last-Modified", "Cache-Control", "Vary", "Cache-Tag"}
    assert set(dict(response.items())) == headers


def test_a_304_stays_without_a_length() -> None:
    response = answer(asking(if_none_match=TAG))
    CommonMiddleware(lambda request: response).process_response(asking(), response)
    assert "Content-Length" not in dict(response.items())


@pytest.mark.parametrize("held", ['"other"', TAG.strip('"'), "", '"', 'W/"x", "y'])
def test_a_client_that_has_another_gets_the_body(held: str) -> None:
    assert answer(asking(if_none_match=held)).status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (BUILT, 304),
        ("Sun, 22 Nov 2026 10:30:06 GMT", 304),
        ("Sun, 22 Nov 2026 10:30:04 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_the_time_decides_when_there_is_no_entity_tag(since: str, status: int) -> None:
    assert answer(asking(if_modified_since=since)).status_code == status


def test_an_entity_tag_is_stronger_than_the_time() -> None:
    both = asking(if_none_match='"other"', if_modified_since=BUILT)
    assert answer(both).status_code == 200
    assert not client_has(asking(if_modified_since=BUILT), entity_tag=TAG)


def test_a_body_that_was_not_read_is_never_answered() -> None:
    with pytest.raises(ValueError, match="not read"):
        answer(asking(if_none_match='"other"'), None)


def test_entity_tags_differ_whenever_a_part_does() -> None:
    tags = {etag("ab", "c"), etag("a", "bc"), etag("abc"), etag("abc", ""), etag(b"x"), etag(1, 2)}
    assert len(tags) == 6
    assert etag("a", 1) == etag("a", "1")
    assert client_etags(asking(if_none_match=f"W/{etag('a')}")) == {etag("a")}


def test_tags_that_do_not_fit_leave_one_that_stands_for_them() -> None:
    tags = [f"article:{number:036}" for number in range(400)]
    header = cache_tag(tags)
    assert len(header) <= 7_000
    *kept, last = header.split(",")
    assert (kept, last) == (tags[: len(kept)], "overflow")
    assert len(kept) > 150
    assert cache_tag(["x" * 8_000]) == "overflow"
    assert cache_tag([]) == ""
