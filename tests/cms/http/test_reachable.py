"""Which addresses may be called."""

from ipaddress import ip_address

import pytest

from cms.http.outbound_errors import AddressRefusedError, PrivateAddressError
from cms.http.reachable import Allowances, check_addresses, is_public, masked, read_place

NOTHING = Allowances()


@pytest.mark.parametrize("text", ["93.184.215.14", "8.8.8.8", "2606:2800:21f::1", "2a00:1450::5"])
def test_addresses_of_the_open_internet_are_public(text):
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.9",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_all_other_addresses_are_not(text):
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_address_stays_public_when_ipv6_wraps_it(text):
    assert is_public(ip_address(text))


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(PrivateAddressError, match=r"10\.0\.0\.1"):
        check_addresses("news.example", ["8.8.8.8", "10.0.0.1"], NOTHING)


def test_a_network_and_a_host_can_be_allowed():
    allowed = Allowances.read(["10.1.0.0/16", "Hooks.Internal", "fd00::7"])
    check_addresses("news.example", ["10.1.2.3", "fd00::7", "::ffff:10.1.0.1"], allowed)
    check_addresses("hooks.internal.", ["192.168.0.1"], allowed)
    with pytest.raises(PrivateAddressError):
        check_addresses("news.example", ["10.2.0.1"], allowed)


@pytest.mark.parametrize("word", ["10.1.0.1/16", "10.0.0.0/33", "*", "a b", "http://hooks"])
def test_an_allowance_that_is_no_network_and_no_host_is_refused(word):
    with pytest.raises(ValueError, match=r"network|host"):
        Allowances.read([word])


@pytest.mark.parametrize(
    ("url", "authority", "target"),
    [
        ("https://news.example", "news.example", "/"),
        ("https://news.example:443/a?b=c#d", "news.example", "/a?b=c"),
        ("http://news.example:8080/é", "news.example:8080", "/%C3%A9"),
        ("http://[2001:DB8::1]:80/%2F", "[2001:db8::1]", "/%2F"),
        ("https://новости.example/", "xn--b1amnebsh.example", "/"),
    ],
)
def test_an_address_is_taken_apart(url, authority, target):
    place = read_place(url)
    assert (place.authority, place.target) == (authority, target)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example",
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:11211/_",
        "https://",
        "https:///path",
        "https://user@news.example/",
        "https://user:password@news.example/",
        "https://news.example:25/",
        "https://news.example:0/",
        "https://news.example:99999/",
        "https://news.example:x/",
        "https://news.example/a b",
        "https://news.example/\r\nX: y",
        "https://news.example\\@10.0.0.1/",
        "https://news..example/",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://" + "a" * 300 + "/",
        "https://news.example/" + "a" * 2000,
    ],
)
def test_an_address_that_may_never_be_called_is_refused(url):
    with pytest.raises(AddressRefusedError):
        read_place(url)


def test_logs_see_no_more_of_an_address_than_its_host():
    assert masked("https://news.example:8443/T0/B0/secret?x=y") == "https://news.example:8443/…"
    assert masked("https://user:secret@news.example/") == "https://news.example"
