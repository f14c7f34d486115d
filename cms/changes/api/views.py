"""The change feed: pages, long-polls, lines and events."""

import time
from collections.abc import Callable, Iterator

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from cms.changes.api import operations
from cms.changes.api.parameters import (
    FeedRequest,
    read_event_request,
    read_request,
    read_stream_request,
)
from cms.changes.api.streams import Stream, events, lines, stream_request
from cms.changes.cursors import encode
from cms.changes.reading import Portion, read
from cms.changes.telling import change_document, told_documents
from cms.changes.waiting import take_seat, wait_beyond
from cms.http.keyset import page_url
from cms.http.negotiation import JSON
from cms.http.ready import BRIEF, PRIVATE, etag, ready_response
from cms.http.ready_view import ReadyView

VARY = "Accept, Authorization"


@operations.list_changes
class ChangeList(ReadyView):
    """What became public, changed or left, in order: a page of JSON, lines of it, or events."""

    media_types = (JSON, operations.LINES, operations.EVENTS)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return `{"results": […], "next", "previous": null, "cursor", "has_more"}`, or a stream."""
        answers: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
            JSON: _page,
            operations.LINES: _lines,
            operations.EVENTS: _events,
        }
        answer = answers[self.media_type](request)
        answer["Vary"] = VARY
        return answer


def _page(request: HttpRequest) -> HttpResponse:
    asked = read_request(request)
    portion = read(asked.place, filters=asked.filters, limit=asked.limit)
    if asked.wait and asked.place and request.method == "GET":
        portion = _waited(asked, portion)
    following = str(page_url(request, encode(portion.place)))
    body = _document(asked, portion, following)
    return ready_response(
        request,
        body,
        entity_tag=etag(body),
        caching=PRIVATE if asked.wait else BRIEF,
        cache_tags=["changes"],
        next_url=following,
    )


def _waited(asked: FeedRequest, portion: Portion) -> Portion:
    """Return the portion when there is something in it, else what comes within the time."""
    if portion.told or portion.has_more:
        return portion
    end = time.monotonic() + asked.wait
    with take_seat():
        while not portion.told and not portion.has_more:
            if not wait_beyond(portion.head, seconds=end - time.monotonic()):
                break
            portion = read(portion.place, filters=asked.filters, limit=asked.limit)
    return portion


def _document(asked: FeedRequest, portion: Portion, following: str) -> bytes:
    documents = told_documents(portion.told) if asked.has_documents else {}
    told = b",".join(change_document(one, documents) for one in portion.told)
    said = {
        "next": following,
        "previous": None,
        "cursor": encode(portion.place),
        "has_more": portion.has_more,
    }
    return b"".join([b'{"results":[', told, b"],", orjson.dumps(said)[1:]])


def _lines(request: HttpRequest) -> HttpResponseBase:
    asked = stream_request(read_stream_request(request))

    def made(first: Portion) -> Iterator[bytes]:
        return lines(asked, first, lambda cursor: str(page_url(request, cursor)))

    return _stream(request, asked, made, operations.LINES)


def _events(request: HttpRequest) -> HttpResponseBase:
    asked = stream_request(read_event_request(request))

    def made(first: Portion) -> Iterator[bytes]:
        return events(asked, first)

    return _stream(request, asked, made, operations.EVENTS)


def _stream(
    request: HttpRequest,
    asked: FeedRequest,
    made: Callable[[Portion], Iterator[bytes]],
    media_type: str,
) -> HttpResponseBase:
    """Return the stream; what is wrong with the request is found before it begins."""
    # A proxy that collects an answer before it passes it on would hold back what is new (nginx).
    headers = {
        "Content-Type": media_type,
        "Cache-Control": PRIVATE,
        "Cache-Tag": "changes",
        "X-Accel-Buffering": "no",
    }
    if request.method == "HEAD":
        read(asked.place, filters=asked.filters, limit=1)
        return HttpResponse(headers=headers)
    seat = take_seat()
    try:
        first = read(asked.place, filters=asked.filters, limit=asked.limit)
    except BaseException:
        seat.release()
        raise
    return StreamingHttpResponse(Stream(made(first), seat), headers=headers)
