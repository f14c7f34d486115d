"""One call to a receiver: what is sent and what it comes to. No database here: it runs in threads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cms.http.outbound import Answer, post
from cms.http.outbound_errors import OutboundError
from cms.webhooks.retrying import asked_rest, clock_difference
from cms.webhooks.signing import TOLERANCE_SECONDS

CALL_SECONDS = 15.0
MOST_ANSWER_BYTES = 64 * 1024
KEPT_ANSWER_BYTES = 2048
_KEPT_HEADERS, _KEPT_HEADER_CHARACTERS = 40, 300

GONE, TOO_MANY, UNAVAILABLE = 410, 429, 503
ACKNOWLEDGED = "webhook-acknowledged"
"""The answer's header with which a receiver says that it has taken down what was killed."""


@dataclass(frozen=True)
class Call:
    """A request, ready to be sent; `kept_body` is how the log keeps the body."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    kept_body: str
    began_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of a call. `error` says why it failed; empty when it did not."""

    call: Call
    milliseconds: int
    answer: Answer | None
    error_code: str = ""
    error: str = ""

    @property
    def is_delivered(self) -> bool:
        """Say whether the receiver has it."""
        return not self.error_code

    @property
    def is_gone(self) -> bool:
        """Say whether the receiver wants nothing more, ever."""
        return self.answer is not None and self.answer.status == GONE

    @property
    def asked_rest(self) -> timedelta | None:
        """Return how long the receiver asks to be left alone (429 and 503 with Retry-After)."""
        if self.answer is None or self.answer.status not in {TOO_MANY, UNAVAILABLE}:
            return None
        return asked_rest(self.answer.header("Retry-After"), timezone.now())

    @property
    def acknowledged(self) -> str:
        """Return the `webhook-id` of the kill that the receiver says it has carried out."""
        return ((self.answer and self.answer.header(ACKNOWLEDGED)) or "").strip()


def make_call(call: Call, *, seconds: float | None = None) -> Outcome:
    """Send it, once, and return what became of it; raises nothing that a receiver can cause."""
    try:
        answer = post(
            call.url,
            call.body,
            call.headers,
            max_bytes=MOST_ANSWER_BYTES,
            total_seconds=seconds or CALL_SECONDS,
        )
    except OutboundError as error:
        spent = timezone.now() - call.began_at
        return Outcome(call, _milliseconds(spent), None, error.code, str(error))
    spent = timedelta(seconds=answer.seconds)
    return Outcome(call, _milliseconds(spent), answer, *_verdict(answer))


def kept_answer(answer: Answer | None) -> tuple[list[list[str]], str]:
    """Return as much of an answer's headers and body as the log keeps."""
    if answer is None:
        return [], ""
    headers = [
        [_readable(name), _readable(value)[:_KEPT_HEADER_CHARACTERS]]
        for name, value in answer.headers[:_KEPT_HEADERS]
    ]
    return headers, _readable(answer.body[:KEPT_ANSWER_BYTES].decode("utf-8", "replace"))


def _verdict(answer: Answer) -> tuple[str, str]:
    """Return why an answer counts as a failure, as a code and a sentence; two empty texts if it does not."""
    if answer.is_cut:
        return "too_big", (
            f"The receiver answered {answer.status} with more than {MOST_ANSWER_BYTES:,} bytes. "
            "Answer 2xx with a short body."
        )
    if answer.is_success:
        return "", ""
    if answer.is_redirect:
        return "redirected", (
            f"The receiver answered {answer.status}: no redirect is followed. "
            "Give the endpoint the address where the receiver is."
        )
    if answer.status == GONE:
        return "gone", "The receiver answered 410: it wants nothing more, ever."
    return "refused", f"The receiver answered {answer.status}.{_clock_hint(answer)}"


def _clock_hint(answer: Answer) -> str:
    difference = clock_difference(answer.header("Date"), timezone.now())
    if difference is None or abs(difference) < timedelta(seconds=TOLERANCE_SECONDS):
        return ""
    word = "ahead of" if difference > timedelta() else "behind"
    minutes = abs(difference) // timedelta(minutes=1)
    return (
        f" Its clock is {minutes:,} minutes {word} ours: receivers refuse signatures whose "
        "timestamp is more than 5 minutes from their own clock."
    )


def _milliseconds(spent: timedelta) -> int:
    return max(0, round(spent / timedelta(milliseconds=1)))


def _readable(text: str) -> str:
    """Return a text that every database stores."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()
