"""Where this server may call: addresses of the open internet, and those that OUTBOUND_ALLOW names.

Words alone: an address (URL) is taken apart and judged here, and so is every IP address that its
host's name stands for. Nothing is looked up and nothing is called.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, quote, urlsplit

from cms.http.outbound_errors import AddressRefusedError, PrivateAddressError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_URL_CHARACTERS = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Below 1024 only the two ports of HTTP: nothing here speaks to a mail server or a name server.
_FIRST_FREE_PORT = 1024
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_LABEL = r"[a-z0-9_][a-z0-9_-]{0,62}"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*\.?", re.IGNORECASE)
# What may stand in a path or query as it is; everything else leaves percent-encoded.
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"

# Python's own `is_global` learned of some of these in later releases only, so they are written out.
_REFUSED_NETWORKS: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # Shared by a provider's customers; clouds put machines there.
        "192.0.0.0/24",
        "192.88.99.0/24",  # The way to 6to4 relays.
        "198.18.0.0/15",
        "224.0.0.0/3",  # Multicast and reserved.
        "2001::/23",  # Teredo, ORCHID and other special purposes.
        "2001:db8::/32",
        "2002::/16",  # 6to4: holds an IPv4 address.
        "3fff::/20",
    )
)
_GLOBAL_IPV6 = IPv6Network("2000::/3")  # All that has been given out; the rest is special.
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: what to look up, what to connect to, what to ask for."""

    scheme: str
    host: str  # As it is looked up and as certificates name it: ASCII, no brackets.
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Return what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Allowances:
    """Private networks and host names that may be called all the same."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    @classmethod
    def read(cls, words: Iterable[str]) -> "Allowances":
        """Return what a list of networks and host names allows; ValueError for other words."""
        networks: list[Network] = []
        hosts: set[str] = set()
        for word in words:
            if "/" in word or _is_address(word):
                networks.append(ip_network(word))
            elif _HOST_NAME.fullmatch(word):
                hosts.add(word.lower().rstrip("."))
            else:
                raise ValueError(f"{word!r} is neither a network nor a host name")
        return cls(tuple(networks), frozenset(hosts))


def _is_address(word: str) -> bool:
    try:
        ip_address(word)
    except ValueError:
        return False
    return True


def read_place(url: str) -> Place:
    """Return an http or https address taken apart; AddressRefusedError when it may not be called."""
    if len(url) > MAX_URL_CHARACTERS:
        raise AddressRefusedError(f"An address has at most {MAX_URL_CHARACTERS:,} characters.")
    if _UNSAFE.search(url):
        raise AddressRefusedError("An address holds no spaces, backslashes or control characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefusedError(f"This is no address: {error}.") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise AddressRefusedError("Give an address that begins with https:// or http://.")
    if "@" in parts.netloc:
        raise AddressRefusedError("Leave the user name and password out of the address.")
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    if port < _FIRST_FREE_PORT and port not in _DEFAULT_PORTS.values():
        raise AddressRefusedError(
            f"Port {port} is not for HTTP: use 80, 443 or one from {_FIRST_FREE_PORT} on."
        )
    return Place(parts.scheme, _host(parts), port, _target(parts))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "%" not in host and _is_address(host):
        return host
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressRefusedError(f"'{host[:100]}' is no host name.") from error
    if not _HOST_NAME.fullmatch(name):
        raise AddressRefusedError(f"'{host[:100]}' is no host name.")
    return name


def _target(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote((parts.path or "/") + query, safe=_AS_IT_IS)


def check_addresses(host: str, addresses: Iterable[str], allowed: Allowances) -> None:
    """Refuse a host of which any address is private and not allowed (PrivateAddressError).

    All of them must be public, not one: else a name with two addresses chooses for us.
    """
    if host.lower().rstrip(".") in allowed.hosts:
        return
    for text in addresses:
        address = ip_address(text)
        if not (_is_allowed(address, allowed) or is_public(address)):
            raise PrivateAddressError(
                f"{host} leads to {address}, which is not on the open internet. "
                "OUTBOUND_ALLOW can allow networks and hosts of your own."
            )


def check_literal(place: Place, allowed: Allowances) -> None:
    """Refuse a place whose host is itself a private address (PrivateAddressError); look nothing up."""
    if _is_address(place.host):
        check_addresses(place.host, [place.host], allowed)


def _is_allowed(address: Address, allowed: Allowances) -> bool:
    spellings = {address, _unwrapped(address)}
    return any(spelling in network for network in allowed.networks for spelling in spellings)


def is_public(address: Address) -> bool:
    """Say whether an address is on the open internet, in whatever form IPv6 wraps it."""
    address = _unwrapped(address)
    if any(address in network for network in _REFUSED_NETWORKS):
        return False
    if isinstance(address, IPv6Address):
        return address in _GLOBAL_IPV6
    return address.is_global


def _unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for (mapped, or translated by NAT64)."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def masked(url: str) -> str:
    """Return an address as logs may show it: its path and query may hold a secret."""
    parts = urlsplit(url)
    rest = "/…" if parts.path.strip("/") or parts.query else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{rest}"
