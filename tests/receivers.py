"""Real servers for what we send and fetch, and bad ones: they hang, drip, redirect, never end."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

TLS_HANDSHAKE = b"\x16"
Connection = socket.socket
Behaviour = Callable[[Connection, bytes], None]


@dataclass
class Receiver:
    """A server on this machine that answers each request as it is told and remembers it."""

    address: tuple[str, int]
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://{self.address[0]}:{self.address[1]}/hook"


@contextmanager
def receiving(
    behave: Behaviour,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Receiver]:
    """Run a receiver, one thread for each connection, until the block ends."""
    with socket.create_server((host, port)) as listening:
        receiver = Receiver(listening.getsockname()[:2])
        thread = threading.Thread(
            target=_serve, args=(listening, receiver, behave, tls), daemon=True
        )
        thread.start()
        yield receiver
        # Closing alone would leave accept() waiting.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _serve(
    listening: socket.socket, receiver: Receiver, behave: Behaviour, tls: ssl.SSLContext | None
) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        receiver.connections += 1
        arguments = (connection, receiver, behave, tls)
        threading.Thread(target=_answer, args=arguments, daemon=True).start()


def _answer(
    plain: Connection, receiver: Receiver, behave: Behaviour, tls: ssl.SSLContext | None
) -> None:
    with (
        suppress(OSError),
        plain,
        tls.wrap_socket(plain, server_side=True) if tls else plain as connection,
    ):
        request = _whole_request(connection)
        receiver.requests.append(request)
        behave(connection, request)


def _whole_request(connection: Connection) -> bytes:
    data = _more(connection)
    while b"\r\n\r\n" not in data and not data.startswith(TLS_HANDSHAKE):
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    lengths = [line.split(b":")[1] for line in lines if line.startswith(b"content-length:")]
    wanted = int(lengths[0]) if lengths else 0
    while len(body) < wanted:
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: Connection) -> bytes:
    data = connection.recv(65_536)
    if not data:
        raise ConnectionError("The caller has gone.")
    return data


def answering(status: int = 200, body: bytes = b"", **headers: str) -> Behaviour:
    """Answer with this."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join([f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", *lines])
    return sending(head.encode() + b"\r\n\r\n" + body)


def sending(data: bytes) -> Behaviour:
    """Send these bytes, whatever they are, and close."""
    return lambda connection, request: connection.sendall(data)


def hanging(connection: Connection, request: bytes) -> None:
    """Say nothing until the caller gives up."""
    connection.recv(1)


def dripping(head: bytes = b"") -> Behaviour:
    """Send a head, then one byte each 50 ms for ever."""

    def drip(connection: Connection, request: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"a")
            time.sleep(0.05)

    return drip


def flooding(head: bytes) -> Behaviour:
    """Send a head, then a gigabyte."""

    def flood(connection: Connection, request: bytes) -> None:
        connection.sendall(head)
        for _ in range(1024):
            connection.sendall(b"x" * 1024 * 1024)

    return flood
