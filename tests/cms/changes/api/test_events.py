"""The feed as Server-Sent Events."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from cms.changes.api import streams
from cms.changes.models import FeedState
from tests.articles.builders import make_published
from tests.cms.changes.feed import FEED, follow, now, told

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = {"Accept": "text/event-stream"}


class Source:
    """Reads events as a browser's EventSource does (WHATWG HTML, section 9.2.6)."""

    def __init__(self, answer) -> None:
        self.answer, self.pieces = answer, iter(answer)
        self.waiting, self.last_id = [], ""
        self.buffer = b""

    def next(self):
        """Return (event, data) of the next event."""
        while not self.waiting:
            self.buffer += next(self.pieces)
            *blocks, self.buffer = self.buffer.split(b"\n\n")
            for block in blocks:
                self._take(block.decode())
        return self.waiting.pop(0)

    def _take(self, block: str) -> None:
        fields = [line.partition(": ") for line in block.split("\n") if not line.startswith(":")]
        values = {name: value for name, _colon, value in fields}
        self.last_id = values.get("id", self.last_id)
        if "data" in values:
            self.waiting.append((values.get("event", "message"), values["data"]))


@pytest.fixture
def listen(monkeypatch):
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.2)
    opened = []

    def start(cursor=None, **headers):
        given = {"cursor": cursor} if cursor else {}
        answer = Client().get(FEED, given, headers=EVENTS | headers)
        assert answer.status_code == 200, answer.content
        opened.append(answer)
        return Source(answer)

    yield start
    for answer in opened:
        answer.close()


def test_each_change_is_an_event_with_its_cursor_as_id(listen):
    article = make_published("First")
    source = listen()
    event, data = source.next()
    assert (event, json.loads(data)) == ("change", follow()["results"][0])
    second = make_published("Second")
    assert json.loads(source.next()[1])["id"] == str(second.id)
    assert told(follow(source.last_id)["results"]) == []
    assert article


def test_last_event_id_goes_on_and_counts_more_than_the_cursor(listen):
    start = now()
    make_published("First")
    later = now()
    second = make_published("Second")
    assert json.loads(listen(start, **{"Last-Event-ID": later}).next()[1])["id"] == str(second.id)


def test_a_heartbeat_moves_the_id_along(listen, monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_EVENTS_SECONDS", 0.5)
    source = listen(now())
    with pytest.raises(StopIteration):
        source.next()
    assert source.last_id == now()


def test_a_stream_ends_after_its_time_and_tells_the_browser_when_to_come_back(listen, monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_EVENTS_SECONDS", 0.3)
    sent = listen(now()).answer.getvalue()
    assert sent.startswith(b"retry: 2000\n\n")


def test_a_new_epoch_in_between_is_told(listen):
    source = listen(now())
    next(source.pieces)
    FeedState.objects.update(epoch=uuid4())
    event, data = source.next()
    assert event == "resync"
    assert "without a cursor" in data


def test_a_damaged_id_is_refused():
    answer = Client().get(FEED, headers=EVENTS | {"Last-Event-ID": "x"})
    assert answer.status_code == 400


def test_a_lost_id_is_told_to_start_again():
    lost = now()
    FeedState.objects.update(epoch=uuid4())
    answer = Client().get(FEED, headers=EVENTS | {"Last-Event-ID": lost})
    assert answer.status_code == 410
