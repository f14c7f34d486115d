"""Calls to other servers: real ones on this machine, most of them bad."""

import gzip
import io
import socket
import time
import zlib

import pytest

from cms.http import outbound
from cms.http.outbound_errors import (
    BrokenAnswerError,
    RedirectedError,
    RefusedError,
    TimedOutError,
    TooBigError,
    UnreachableError,
)
from tests.fetching import fetch
from tests.receivers import answering, dripping, flooding, hanging, receiving, sending

pytestmark = pytest.mark.usefixtures("own_network")
OK = b"HTTP/1.1 200 OK\r\n"


def post(url, body=b"{}", *, max_bytes=2_000, total_seconds=5.0):
    headers = {"Content-Type": "application/json"}
    return outbound.post(url, body, headers, max_bytes=max_bytes, total_seconds=total_seconds)


def test_what_is_at_an_address_is_fetched_whole():
    with receiving(answering(200, b"x" * 90_000, Content_Type="image/png")) as receiver:
        answer = fetch(receiver.url)
    assert (answer.status, len(answer.body), answer.is_cut) == (200, 90_000, False)
    assert answer.header("content-type") == "image/png"


def test_a_request_names_its_host_and_asks_for_no_compression():
    with receiving(answering()) as receiver:
        fetch(receiver.url + "?a=b", accept="image/*")
    head = receiver.requests[0].decode()
    assert head.startswith("GET /hook?a=b HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{receiver.address[1]}\r\n" in head
    assert "Accept-Encoding: identity\r\n" in head
    assert "Accept: image/*\r\n" in head


def test_a_body_can_go_into_a_file():
    file = io.BytesIO()
    with receiving(answering(200, b"x" * 90_000)) as receiver:
        answer = fetch(receiver.url, into=file)
    assert (len(file.getvalue()), answer.body) == (90_000, b"")


def test_a_body_is_sent_and_the_answer_comes_whatever_its_status():
    with receiving(answering(500, b"no")) as receiver:
        answer = post(receiver.url, b'{"type":"x"}')
    assert (answer.status, answer.body, answer.is_success) == (500, b"no", False)
    assert receiver.requests[0].endswith(b'\r\n\r\n{"type":"x"}')


def test_a_receiver_that_hangs_is_left_when_the_time_is_over():
    with receiving(hanging) as receiver, pytest.raises(TimedOutError, match=r"0\.3 seconds"):
        post(receiver.url, total_seconds=0.3)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        OK + b"X-Long: ",
        OK + b"Content-Length: 9999\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_a_receiver_that_drips_is_left_when_the_time_is_over(head):
    began = time.monotonic()
    with receiving(dripping(head)) as receiver, pytest.raises((TimedOutError, BrokenAnswerError)):
        fetch(receiver.url, total_seconds=0.5)
    assert time.monotonic() - began < 2


def test_a_receiver_that_takes_nothing_is_left_when_the_time_is_over():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, port = listening.getsockname()
        with pytest.raises(TimedOutError):
            post(f"http://{host}:{port}/", b"x" * 30_000_000, total_seconds=0.5)


def test_a_name_server_that_hangs_is_left_when_the_time_is_over(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5))
    with pytest.raises(TimedOutError):
        fetch("http://slow.example/", total_seconds=0.2)


@pytest.mark.parametrize(
    "head",
    [
        OK + b"\r\n",
        OK + b"Content-Length: 1073741824\r\n\r\n",
        OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n",
    ],
)
def test_an_answer_of_a_gigabyte_is_refused_after_what_may_come(head):
    with receiving(flooding(head)) as receiver, pytest.raises(TooBigError, match="100,000 bytes"):
        fetch(receiver.url)


def test_of_an_answer_to_what_was_sent_only_the_beginning_is_kept():
    with receiving(flooding(OK + b"\r\n")) as receiver:
        answer = post(receiver.url)
    assert (len(answer.body), answer.is_cut) == (2_000, True)


def test_a_short_content_length_ends_the_answer():
    with receiving(sending(OK + b"Content-Length: 3\r\n\r\nabcdef")) as receiver:
        assert fetch(receiver.url).body == b"abc"


def test_an_answer_that_ends_early_is_refused():
    head = OK + b"Content-Length: 10\r\n\r\nabc"
    with receiving(sending(head)) as receiver, pytest.raises(BrokenAnswerError):
        fetch(receiver.url)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\r\n\r\n", b"", b"HTTP/1.1 huh\r\n\r\n"])
def test_an_answer_that_is_not_http_is_refused(data):
    with (
        receiving(sending(data)) as receiver,
        pytest.raises((BrokenAnswerError, UnreachableError)),
    ):
        fetch(receiver.url)


def test_headers_without_end_are_refused():
    endless = OK + b"X-A: b\r\n" * 10_000
    with receiving(sending(endless)) as receiver, pytest.raises(BrokenAnswerError):
        fetch(receiver.url)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_is_compressed_unasked_is_decompressed(coding):
    pack = {"gzip": gzip.compress, "deflate": zlib.compress}[coding]
    behave = answering(200, pack(b"y" * 90_000), Content_Encoding=coding)
    with receiving(behave) as receiver:
        assert fetch(receiver.url).body == b"y" * 90_000


def test_a_bomb_is_decompressed_no_further_than_may_come():
    bomb = gzip.compress(b"\0" * 50_000_000)
    behave = answering(200, bomb, Content_Encoding="gzip")
    with receiving(behave) as receiver, pytest.raises(TooBigError):
        fetch(receiver.url, max_bytes=500_000)


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd"])
def test_other_compression_is_refused(coding):
    behave = answering(200, b"abc", Content_Encoding=coding)
    with receiving(behave) as receiver, pytest.raises(BrokenAnswerError, match="unasked"):
        fetch(receiver.url)


def test_a_damaged_compressed_answer_is_refused():
    packed = gzip.compress(b"abc" * 1000)
    for damaged in (packed[:-9], b"abc"):
        behave = answering(200, damaged, Content_Encoding="gzip")
        with receiving(behave) as receiver, pytest.raises(BrokenAnswerError):
            fetch(receiver.url)


def test_a_redirect_is_not_followed():
    with receiving(answering(200, b"secret")) as inner:
        behave = answering(302, b"", Location=inner.url)
        with receiving(behave) as receiver, pytest.raises(RedirectedError, match="elsewhere"):
            fetch(receiver.url)
        with receiving(behave) as receiver:
            assert post(receiver.url).is_redirect
        assert inner.connections == 0


def test_a_failure_is_no_thing_to_fetch():
    with receiving(answering(404)) as receiver, pytest.raises(RefusedError, match="404"):
        fetch(receiver.url)


def test_a_port_where_nobody_listens_is_said():
    with receiving(hanging) as receiver:
        url = receiver.url
    with pytest.raises(UnreachableError, match="refused"):
        fetch(url)
