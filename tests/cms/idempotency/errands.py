"""Requests under an Idempotency-Key over real HTTP, and a client that goes on whatever dies."""

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MANAGE = "/api/v1/manage/"
ARTICLES, BULK, TAGS = f"{MANAGE}articles/", f"{MANAGE}bulk/", f"{MANAGE}tags/"
DONE, AT_WORK = {200, 201}, 409
IN_BULK = 5
PAUSE_SECONDS = 0.05
LONGEST_SECONDS = 120


class Answer(NamedTuple):
    """An answer as its client saw it; `said` is what has to be the same each time."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> tuple[int, str | None, str | None, bytes]:
        return self.status, self.headers.get("etag"), self.headers.get("location"), self.body

    @property
    def is_replayed(self) -> bool:
        return "idempotent-replayed" in self.headers


@dataclass
class Errand:
    """One request under its word, what it makes, and every answer to it that came through."""

    word: str
    path: str
    document: dict[str, Any]
    names: list[str]
    answers: list[Answer] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    unanswered: int = 0

    @contextmanager
    def sent(self, port: int, key: dict[str, str]) -> Iterator[http.client.HTTPConnection]:
        """Send it and read no answer; yields the connection."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = key | {"Content-Type": "application/json", "Idempotency-Key": self.word}
        with closing(connection):
            connection.request("POST", self.path, json.dumps(self.document).encode(), headers)
            yield connection

    def send(self, port: int, key: dict[str, str]) -> Answer:
        """Send it once; raises `OSError` or `HTTPException` where no whole answer comes."""
        with self.sent(port, key) as connection, connection.getresponse() as told:
            names = {name.lower(): value for name, value in told.getheaders()}
            return Answer(told.status, names, told.read())

    def until_answered(self, port: int, key: dict[str, str]) -> Answer:
        """Send it again and again until it is done."""
        last = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < last:
            try:
                answer = self.send(port, key)
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
            else:
                if answer.status in DONE:
                    self.answers.append(answer)
                    return answer
                self.refused.append(answer)
            time.sleep(PAUSE_SECONDS)
        raise TimeoutError(f"{self.word} was never done: {self.refused[-1:]}")


def article(word: str, **fields: Any) -> Errand:
    """Create an article."""
    return Errand(word, ARTICLES, story(word) | fields, [word])


def published(word: str) -> Errand:
    """Create an article and publish it at once."""
    return article(word, then="publish")


def tag(word: str) -> Errand:
    """Create a tag."""
    return Errand(word, TAGS, {"kind": "topic", "name": word}, [word])


def bulk(word: str) -> Errand:
    """Create several articles at once."""
    names = [f"{word} {number}" for number in range(IN_BULK)]
    operations = [{"op": "create", "document": story(one)} for one in names]
    return Errand(word, BULK, {"operations": operations}, names)


def story(headline: str) -> dict[str, Any]:
    return {"language": "en", "headline": headline, "body": "<p>It sails again.</p>"}


class Sender(threading.Thread):
    """Sends one new request after another, each until it is done, and some of them once more."""

    def __init__(self, name: str, port: int, key: dict[str, str]) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.key = port, key
        self.errands: list[Errand] = []
        self.over = threading.Event()
        self.failure: Exception | None = None

    def run(self) -> None:
        chance = random.Random(self.name)
        try:
            while not self.over.is_set():
                make = chance.choice((article, published, bulk, tag))
                errand = make(f"{self.name}-{len(self.errands)}")
                self.errands.append(errand)
                errand.until_answered(self.port, self.key)
                if chance.random() < 0.2:
                    errand.until_answered(self.port, self.key)
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            self.failure = error
