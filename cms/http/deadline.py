"""One deadline for everything that happens on a connection, however slowly it happens."""

import io
import socket
import time
from typing import Any


class Deadline:
    """A moment after which nothing waits any more."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = time.monotonic()

    def spent(self) -> float:
        """Return the seconds since it was set."""
        return time.monotonic() - self.began

    def left(self) -> float:
        """Return the seconds that are left; TimeoutError when there are none."""
        left = self.seconds - self.spent()
        if left <= 0:
            raise TimeoutError
        return left


class _TimedReader(io.RawIOBase):
    """A socket's bytes, each waited for no longer than the deadline allows."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what has come; TimeoutError when the time is over."""
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)


class TimedSocket:
    """As much of a socket as http.client uses, with a deadline for all of it."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        """Send everything; TimeoutError when the time is over."""
        rest = memoryview(data)
        while rest:
            self._sock.settimeout(self._deadline.left())
            rest = rest[self._sock.send(rest) :]

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return the other side's bytes as a file."""
        return io.BufferedReader(_TimedReader(self._sock, self._deadline))

    def close(self) -> None:
        """Leave it open: http.client closes before the body is read, the caller when it is done."""
