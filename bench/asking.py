"""Asks a server over one kept connection, and notes what that cost."""

import http.client
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench.servers import HOST, Server


class WrongAnswerError(Exception):
    """A request was not answered with 200: there is nothing to measure."""


class Asked(NamedTuple):
    """What some requests cost: each one's seconds until its last byte, the server's processor time, the bytes."""

    seconds: list[float]
    processor_seconds: float
    body_bytes: int


def ask(server: Server, paths: Sequence[str], count: int) -> Asked:
    """Send `count` GET requests one after another, taking turns through the paths."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
    seconds, body_bytes = [], 0
    try:
        connection.connect()
        before = server.processor_seconds()
        for number in range(count):
            path = paths[number % len(paths)]
            began = time.perf_counter()
            body_bytes += _get(connection, path)
            seconds.append(time.perf_counter() - began)
        return Asked(seconds, server.processor_seconds() - before, body_bytes)
    finally:
        connection.close()


def _get(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise WrongAnswerError(f"{path}: {answer.status} {body[:300].decode(errors='replace')}")
    return len(body)
