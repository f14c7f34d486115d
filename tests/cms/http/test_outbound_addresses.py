"""Which addresses are called, and which are not, whatever a name server or the environment says."""

import socket

import pytest

from cms.http.outbound_errors import (
    AddressRefusedError,
    OutboundError,
    PrivateAddressError,
    UnknownHostError,
)
from tests.fetching import fetch
from tests.receivers import answering, receiving

pytestmark = pytest.mark.usefixtures("own_network")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "localhost",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "169.254.169.254",
        "[fd00::1]",
        "[fe80::1]",
        "10.0.0.1",
        "100.64.0.1",
    ],
)
def test_no_spelling_of_a_private_address_is_called(host, settings):
    settings.OUTBOUND_ALLOW = []
    with receiving(answering(200, b"secret"), host="0.0.0.0") as receiver:
        with pytest.raises(OutboundError) as refusal:
            fetch(f"http://{host}:{receiver.address[1]}/", total_seconds=1)
        assert isinstance(refusal.value, PrivateAddressError | UnknownHostError)
        assert receiver.connections == 0


def resolver(monkeypatch, *answers):
    """Let the name server give these addresses, one list for each time that it is asked."""
    left, asked = list(answers), []

    def answer(host, port, **_):
        asked.append(host)
        addresses = left.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_name_that_leads_to_a_private_address_is_not_called(monkeypatch, settings):
    settings.OUTBOUND_ALLOW = []
    resolver(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(PrivateAddressError):
        fetch("http://rebound.example/")


def test_a_second_look_up_cannot_matter(monkeypatch):
    asked = resolver(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    with receiving(answering(200, b"judged")) as judged:
        port = judged.address[1]
        with receiving(answering(200, b"secret"), "127.0.0.2", port) as private:
            assert fetch(f"http://rebound.example:{port}/").body == b"judged"
            assert asked == ["rebound.example"]
            with pytest.raises(PrivateAddressError):
                fetch(f"http://rebound.example:{port}/")
            assert private.connections == 0


def test_a_dead_address_leaves_time_for_the_next(monkeypatch):
    with receiving(answering(200, b"here")) as receiver:
        resolver(monkeypatch, ["127.0.0.1", "127.0.0.1"])
        assert fetch(f"http://two.example:{receiver.address[1]}/").body == b"here"


def test_a_host_that_nobody_knows_is_said():
    with pytest.raises(UnknownHostError, match=r"no-such-host\.invalid"):
        fetch("http://no-such-host.invalid/")


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    with receiving(answering(200, b"proxy")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with receiving(answering(200, b"direct")) as receiver:
            assert fetch(receiver.url).body == b"direct"
        assert proxy.connections == 0


def test_a_refused_address_is_not_looked_up(monkeypatch):
    asked = resolver(monkeypatch)
    with pytest.raises(AddressRefusedError):
        fetch("ftp://news.example/")
    assert asked == []
