"""JSON bodies: whole, flat enough, small enough, each key once."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from cms.http.body_headers import LengthRequired, UnsupportedMediaType
from cms.http.json_body import DEEPEST, TooLarge, parse, read_object
from cms.http.problem import BadRequest


def sent(body: bytes, content_type: str = "application/json", **headers):
    return RequestFactory().generic("POST", "/", body, content_type=content_type, **headers)


def read(body: bytes, **how):
    return read_object(sent(body, **how), most_bytes=1000)


def test_an_object_is_read():
    assert read(b'{"headline": "Harbour"}') == {"headline": "Harbour"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": [1, 2', "not complete JSON"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"[1]", "one JSON object"),
        (b"", "empty"),
        (b'{"a": ' + b"9" * 800 + b"." + b"}", "not complete JSON"),
    ],
)
def test_what_is_no_object_is_refused_with_a_sentence(body, said):
    with pytest.raises(BadRequest, match=said):
        read(body)


@pytest.mark.parametrize("depth", [DEEPEST + 2, 100_000])
def test_nesting_has_an_end(depth):
    with pytest.raises(BadRequest, match="deep"):
        parse(b'{"a":' + b"[" * depth + b"]" * depth + b"}")


def test_what_is_just_flat_enough_is_read():
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST)


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_CONTENT_ENCODING": "gzip"}, {"content_type": "application/json; charset=latin-1"}],
)
def test_a_body_that_is_compressed_or_in_other_letters_is_refused(headers):
    with pytest.raises(UnsupportedMediaType, match="Send the body"):
        read(b"{}", **headers)


def test_utf_8_may_be_said_and_nothing_else_be_done_with_the_body():
    said = {"content_type": "application/json; charset=UTF-8", "HTTP_CONTENT_ENCODING": "identity"}
    assert read(b'{"a": 1}', **said) == {"a": 1}


def test_a_body_in_chunks_is_not_taken_for_an_absent_one():
    chunked = sent(b"", HTTP_TRANSFER_ENCODING="chunked")
    with pytest.raises(LengthRequired, match="Content-Length"):
        read_object(chunked, most_bytes=1000, may_be_absent=True)


def test_a_byte_order_mark_is_named():
    with pytest.raises(BadRequest, match="byte order mark"):
        read(b"\xef\xbb\xbf{}")


def test_a_number_without_end_is_refused():
    with pytest.raises(BadRequest, match="number"):
        parse(b"9" * 5000)


def lying(body: bytes, length: int) -> WSGIRequest:
    """Return a request whose Content-Length is not the length of its body."""
    headers = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": "application/json"}
    return WSGIRequest(
        {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(body), "PATH_INFO": "/"} | headers
    )


def test_a_body_over_the_limit_is_refused_whatever_its_length_says():
    large = b'{"a": "' + b"x" * 2000 + b'"}'
    with pytest.raises(TooLarge):
        read(large)
    with pytest.raises(BadRequest, match="complete"):
        read_object(lying(large, 900), most_bytes=1000)


@pytest.mark.parametrize(("length", "refusal"), [(900, BadRequest), (10**9, TooLarge)])
def test_a_body_shorter_than_its_length_says_is_refused(length, refusal):
    with pytest.raises(refusal):
        read_object(lying(b'{"a": 1}', length), most_bytes=1000)


def test_another_media_type_is_refused():
    with pytest.raises(UnsupportedMediaType, match="application/json"):
        read(b"a=1", content_type="application/x-www-form-urlencoded")


def test_no_body_is_an_empty_object_where_it_may_be():
    assert read_object(sent(b""), most_bytes=10, may_be_absent=True) == {}
