"""Log lines: JSON for machines, plain words on a terminal; and one line for every request.

No line names a person: no address, no account, no query string (people type names into searches).
"""

import json
import logging
import secrets
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import orjson
import structlog
from django.http import HttpRequest, HttpResponseBase
from structlog.typing import Processor

REQUESTS = "cms.requests"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_log = logging.getLogger(REQUESTS)


def configuration(*, level: str, readable: bool) -> dict[str, Any]:
    """Return Django's LOGGING: every line to standard error, in one of the two forms."""
    to_root = {"handlers": [], "propagate": True}
    stream = {"class": "logging.StreamHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "cms.operations.logs.line_formatter", "readable": readable},
            "request": {"()": "cms.operations.logs.RequestFormatter", "readable": readable},
        },
        "handlers": {
            "line": stream | {"formatter": "line"},
            "request": stream | {"formatter": "request"},
        },
        "root": {"handlers": ["line"], "level": level},
        "loggers": {
            "django": to_root,
            "django.server": to_root,
            # Our own line tells the status; Django's would be a second one for every 404.
            "django.request": {"level": "ERROR"},
            "axes": {"level": "ERROR"},  # Its lines name accounts and addresses.
            REQUESTS: {"handlers": ["request"], "propagate": False},
        },
    }


def line_formatter(*, readable: bool) -> logging.Formatter:
    """Return the formatter of one form; it takes every library's lines."""
    end: list[Processor] = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    if not readable:
        end = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_dump)]
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *end],
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
    )


def _dump(value: Any, **_: Any) -> str:
    try:
        return orjson.dumps(value, default=str).decode()
    except TypeError:  # A lone surrogate, or a number over 64 bits: rare, and slower to write.
        return json.dumps(value, default=str)


class RequestFormatter(logging.Formatter):
    """A request's line. Apart from the others because it is written for every request: 10 us."""

    def __init__(self, *, readable: bool) -> None:
        super().__init__()
        self.readable = readable

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record that holds `columns`."""
        columns: dict[str, Any] = record.columns  # type: ignore[attr-defined]
        if self.readable:
            quoted = columns | {"path": quote(columns["path"])}  # No control codes on a terminal.
            return "{method} {path} {status} {ms} ms".format(**quoted)
        at = datetime.fromtimestamp(record.created, UTC).isoformat()
        about = {"event": "request", "level": record.levelname.lower(), "timestamp": at}
        return _dump(columns | about)


class RequestLogMiddleware:
    """Write one line for every request: method, path, status, milliseconds, bytes.

    Lines that other code logs meanwhile carry the same `request_id`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        request_id = secrets.token_hex(8)
        tokens = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.reset_contextvars(**tokens)
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        if _log.isEnabledFor(level):
            columns = _columns(request, response, began) | {"request_id": request_id}
            _log.log(level, "request", extra={"columns": columns})
        return response


def _columns(request: HttpRequest, response: HttpResponseBase, began: float) -> dict[str, Any]:
    return {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 2),
        "bytes": None if response.streaming else len(response.content),  # type: ignore[attr-defined]
    }
