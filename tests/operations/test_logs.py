import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.operations.logs import RequestFormatter, line_formatter


def talk(request: HttpRequest) -> HttpResponse:
    logging.getLogger("newsroom").warning("said %s", "hello")
    return HttpResponse(b"12345")


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a defect")


urlpatterns = [path("talk/", talk), path("api/v1/broken/", broken)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def lines(monkeypatch):
    """Return the list that log lines go to, as a production server writes them."""
    written = []

    class Collector(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    for name, formatter in [
        ("", line_formatter(readable=False)),
        ("cms.requests", RequestFormatter(readable=False)),
    ]:
        handler = Collector()
        handler.setFormatter(formatter)
        monkeypatch.setattr(logging.getLogger(name), "handlers", [handler])
    return written


def test_a_request_is_one_line(lines, client):
    client.get("/no-such-page/?q=aigerim")
    (line,) = lines
    known = {name: line[name] for name in ("event", "level", "method", "path", "status")}
    assert known == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "path": "/no-such-page/",
        "status": 404,
    }
    assert line["ms"] >= 0


def test_no_line_names_a_person(lines, admin_client, admin_user):
    lines.clear()
    admin_client.get("/talk/?q=aigerim", HTTP_USER_AGENT="Browser of A", REMOTE_ADDR="192.0.2.7")
    written = json.dumps(lines)
    for personal in ("aigerim", "Browser", "192.0.2.7", admin_user.username, str(admin_user.pk)):
        assert personal not in written


def test_what_is_logged_meanwhile_carries_the_requests_id(lines, client):
    client.get("/talk/")
    said, request = lines
    assert (said["event"], said["logger"]) == ("said hello", "newsroom")
    assert said["request_id"] == request["request_id"]
    assert request["bytes"] == 5


def test_a_defect_is_logged_with_its_traceback_and_no_local_values(lines, client):
    client.raise_request_exception = False
    assert client.get("/api/v1/broken/").status_code == 500
    defect, request = lines
    assert "ValueError: a defect" in defect["exception"]
    assert (request["status"], request["level"]) == (500, "error")


def test_a_request_id_ends_with_its_request(lines, client):
    client.get("/talk/")
    logging.getLogger("newsroom").warning("afterwards")
    assert "request_id" not in lines[-1]


def test_on_a_terminal_lines_are_for_reading():
    record = logging.makeLogRecord({"msg": "said hello", "levelname": "INFO", "name": "newsroom"})
    assert "said hello" in line_formatter(readable=True).format(record)
    columns = {"method": "GET", "path": "/\x1b[2J", "status": 404, "ms": 1.5}
    request = logging.makeLogRecord({"columns": columns})
    assert RequestFormatter(readable=True).format(request) == "GET /%1B%5B2J 404 1.5 ms"


def test_a_value_that_json_has_no_word_for_is_still_written():
    record = logging.makeLogRecord({"msg": "%s", "args": ({1, 2},), "name": "newsroom"})
    assert "{1, 2}" in line_formatter(readable=False).format(record)
    surrogate = logging.makeLogRecord({"msg": "\ud800", "name": "newsroom"})
    assert json.loads(line_formatter(readable=False).format(surrogate))
