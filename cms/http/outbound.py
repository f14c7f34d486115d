"""Calling other servers without being led astray: the only way out of this one.

A host's name is looked up once; every address that it stands for is judged (`cms.http.reachable`)
before the first connection, which goes to a judged address. A later answer of the name server
cannot matter. No redirect is followed, no proxy of the environment is used, and one deadline holds
for all of it: the look-up, the handshake, a receiver that takes or gives a byte a second.
"""

import http.client
import io
import queue
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import IO, Any, cast

import certifi
from django.conf import settings

from cms.http.deadline import Deadline, TimedSocket
from cms.http.outbound_errors import (
    BrokenAnswerError,
    RedirectedError,
    RefusedError,
    TimedOutError,
    TooBigError,
    UnknownHostError,
    UnreachableError,
    UntrustedError,
)
from cms.http.reachable import Allowances, Place, check_addresses, read_place

USER_AGENT = "Standfirst"
_PIECE_BYTES = 64 * 1024
_DECODABLE = {"gzip", "x-gzip", "deflate"}
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Answer:
    """What came back. `is_cut`: there was more than the bytes that were asked for."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float
    is_cut: bool = False

    def header(self, name: str) -> str | None:
        """Return a header's first value."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def is_success(self) -> bool:
        """Say whether the status is one of 200 to 299."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def is_redirect(self) -> bool:
        """Say whether the status is one of 300 to 399."""
        return HTTPStatus.MULTIPLE_CHOICES <= self.status < HTTPStatus.BAD_REQUEST


def fetch(
    url: str,
    *,
    max_bytes: int,
    total_seconds: float,
    accept: str = "*/*",
    into: IO[bytes] | None = None,
) -> Answer:
    """Return what is at an address, whole; OutboundError (a subclass for each reason) when not.

    With `into` the body is written to that file piece by piece and the answer's own body is empty.
    What was written before an error stays there: write to a file that you can drop.
    """
    sent = {"Accept": accept}
    call = _Fetch(read_place(url), Deadline(total_seconds), max_bytes, into)
    answer = call.run("GET", b"", sent)
    if answer.is_cut:
        raise call.too_big()
    return answer


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, max_bytes: int, total_seconds: float
) -> Answer:
    """Send a body and return the answer whatever its status, with up to `max_bytes` of its body.

    Raises OutboundError when there is no answer that could be returned.
    """
    call = _Call(read_place(url), Deadline(total_seconds), max_bytes)
    return call.run("POST", body, headers)


@dataclass
class _Call:
    """One request and its answer."""

    place: Place
    deadline: Deadline
    max_bytes: int
    into: IO[bytes] | None = None

    def run(self, method: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Do it; an OutboundError says why there is no answer."""
        host = self.place.host
        try:
            with _connect(self.place, self.deadline) as sock:
                return self._exchange(sock, method, body, headers)
        except TimeoutError as error:
            message = f"{host} did not finish within {self.deadline.seconds:g} seconds."
            raise TimedOutError(message) from error
        except ssl.SSLCertVerificationError as error:
            message = f"{host} has no certificate that proves who it is: {error.verify_message}."
            raise UntrustedError(message) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnreachableError(f"The connection to {host} failed: {reason}.") from error
        except (http.client.HTTPException, zlib.error, ValueError) as error:
            message = f"{host} sent an answer that is not HTTP: {type(error).__name__}."
            raise BrokenAnswerError(message) from error

    def too_big(self) -> TooBigError:
        """Return what to raise when more came than may."""
        return TooBigError(f"{self.place.host} sent more than {self.max_bytes:,} bytes.")

    def _exchange(
        self, sock: socket.socket, method: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        connection = http.client.HTTPConnection(self.place.host, self.place.port)
        connection.sock = cast("socket.socket", TimedSocket(sock, self.deadline))
        connection.putrequest(method, self.place.target, skip_host=True, skip_accept_encoding=True)
        for name, value in (self._own_headers(method, body) | dict(headers)).items():
            connection.putheader(name, value)
        connection.endheaders(body or None)
        with connection.getresponse() as response:
            self._look_at(response)
            kept, is_cut = self._read(response)
        headers_found = tuple(response.getheaders())
        return Answer(response.status, headers_found, kept, self.deadline.spent(), is_cut)

    def _look_at(self, response: http.client.HTTPResponse) -> None:
        """Refuse an answer by its status and headers, before its body is read."""

    def _own_headers(self, method: str, body: bytes) -> dict[str, str]:
        length = {"Content-Length": str(len(body))} if method == "POST" else {}
        return {
            "Host": self.place.authority,
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "identity",
            "Connection": "close",
        } | length

    def _read(self, response: http.client.HTTPResponse) -> tuple[bytes, bool]:
        """Return up to `max_bytes` of the body (or write them), and whether there was more."""
        kept = io.BytesIO()
        file, left = self.into or kept, self.max_bytes
        for piece in self._decoded(response):
            file.write(piece[:left])
            if len(piece) > left:
                return kept.getvalue(), True
            left -= len(piece)
        return kept.getvalue(), False

    def _decoded(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        """Yield the body, decompressed where a server compresses unasked, little at a time."""
        host = self.place.host
        encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if encoding == "identity":
            yield from self._raw(response)
            return
        if encoding not in _DECODABLE:
            raise BrokenAnswerError(f"{host} compressed its answer as '{encoding[:40]}', unasked.")
        decoder, taken = zlib.decompressobj(_GZIP_OR_ZLIB), 0
        for raw in self._raw(response):
            taken += len(raw)
            if taken > self.max_bytes + _PIECE_BYTES:  # It may decompress to nothing, for ever.
                raise self.too_big()
            piece = decoder.decompress(raw, _PIECE_BYTES)
            while piece:
                yield piece
                piece = decoder.decompress(decoder.unconsumed_tail, _PIECE_BYTES)
        if not decoder.eof:
            raise BrokenAnswerError(f"{host} sent a compressed answer that ends early.")

    def _raw(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        while piece := response.read1(_PIECE_BYTES):
            yield piece
        if missing := response.length:  # http.client is silent when fewer come than promised.
            message = f"{self.place.host} closed the connection {missing:,} bytes early."
            raise BrokenAnswerError(message)


class _Fetch(_Call):
    """A call of which only a whole success is of use."""

    def _look_at(self, response: http.client.HTTPResponse) -> None:
        host, status = self.place.host, response.status
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise RedirectedError(
                f"{host} answered {status}: it is elsewhere, and no redirect is followed. "
                "Give the address where it is."
            )
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise RefusedError(f"{host} answered {status}.")
        if (response.length or 0) > self.max_bytes:
            raise self.too_big()


def _connect(place: Place, deadline: Deadline) -> socket.socket:
    """Return a connection to one of the host's addresses, of which every one was judged."""
    found = _look_up(place, deadline)
    allowed = Allowances.read(settings.OUTBOUND_ALLOW)
    check_addresses(place.host, (address[4][0] for address in found), allowed)
    for number, (family, kind, protocol, _, address) in enumerate(found):
        sock = socket.socket(family, kind, protocol)
        try:
            # A dead address leaves time for those after it.
            sock.settimeout(deadline.left() / (len(found) - number))
            sock.connect(address)
            return _secured(sock, place, deadline)
        except OSError:
            sock.close()
            if number == len(found) - 1:
                raise
    raise UnknownHostError(f"No address is known for {place.host}.")


def _secured(sock: socket.socket, place: Place, deadline: Deadline) -> socket.socket:
    if place.scheme == "http":
        return sock
    sock.settimeout(deadline.left())
    return _trust().wrap_socket(sock, server_hostname=place.host)


@cache
def _trust() -> ssl.SSLContext:
    """Return what certificates are checked against: the machine's authorities and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _look_up(place: Place, deadline: Deadline) -> list[Any]:
    """Ask the name server, once. The system's call knows no time limit, so a thread waits for it."""
    answered: queue.SimpleQueue[list[Any] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answered.put(socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM))
        except OSError as error:
            answered.put(error)

    threading.Thread(target=ask, name="look up a host", daemon=True).start()
    try:
        found = answered.get(timeout=deadline.left())
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(found, OSError):
        raise UnknownHostError(f"No address is known for {place.host}.") from found
    return found
