import socket

import pytest
from django.core.management import CommandError

from cms.operations.addresses import address, refuse_taken_port


def test_a_free_port_is_let_through():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    refuse_taken_port("127.0.0.1", free)


def test_a_taken_port_is_refused_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"port {port} .*choose another port") as refusal:
            refuse_taken_port("127.0.0.1", port)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(CommandError, match="is not a port"):
        refuse_taken_port("127.0.0.1", port)


def test_a_host_that_is_not_ours_is_refused():
    with pytest.raises(CommandError, match="Cannot listen"):
        refuse_taken_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("news.example", "http://news.example:8000"),
    ],
)
def test_an_address_is_one_that_can_be_opened(host, url):
    assert address(host, 8000) == url
