"""Doing a request once, however often it is sent: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

A client that lost the answer sends the same request again under the same word and gets the same answer. The answer is
kept in the transaction of its effect: after a crash there are both or neither. A request that is refused has changed
nothing and is not kept: its word is free again.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.access.audit import nothing_written
from cms.access.callers import caller_of
from cms.http.problem import BadRequest, FieldError, Refusal
from cms.idempotency.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
LEASE = timedelta(minutes=5)
REPLAYED = "Idempotent-Replayed"
_WORD = re.compile(r"[!-~]{1,200}")
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_AT_A_TIME = 1_000

Keep = Callable[[HttpResponse], HttpResponse]
"""Keeps the answer of a request and returns it; to be called inside the transaction of its effect."""


class AtWork(Refusal):
    """The same request is being worked on."""

    code = "at_work"
    title = "This request is being worked on"


class AnotherRequest(Refusal):
    """The word was used for another request."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "another_request"
    title = "The Idempotency-Key was used for another request"


def once(request: HttpRequest, document: Any, act: Callable[[Keep], HttpResponse]) -> HttpResponse:
    """Return what `act` answers, or what it answered when the same request came before.

    Without the header `act` is simply called. Raises `AtWork` (409), `AnotherRequest` (422), and what `act` raises.
    """
    word = _word(request)
    if word is None:
        return act(_nothing_to_keep)
    claimed = _claimed(request, word, _fingerprint(request, document))
    if claimed.status is not None:
        nothing_written(request)
        return _answer_of(claimed)
    try:
        return act(lambda answer: _keep(claimed, answer))
    except BaseException:
        KeptAnswer.objects.filter(pk=claimed.pk, token=claimed.token, status=None).delete()
        raise


def forget_old_answers() -> int:
    """Delete some of the answers that were kept for long enough, and return how many."""
    old = KeptAnswer.objects.filter(made_at__lt=timezone.now() - KEPT_FOR)
    keys = [*old.values_list("pk", flat=True)[:_AT_A_TIME]]
    # Asked again whether they are old: a word may have been taken anew meanwhile.
    return old.filter(pk__in=keys).delete()[0] if keys else 0


def _word(request: HttpRequest) -> str | None:
    given = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if given is None or _WORD.fullmatch(given):
        return given
    message = "Idempotency-Key: write 1 to 200 letters, digits and signs of ASCII, without a blank."
    raise BadRequest(errors=[FieldError("Idempotency-Key", "invalid", message)])


def _fingerprint(request: HttpRequest, document: Any) -> str:
    said = json.dumps(document, sort_keys=True, ensure_ascii=True, default=str)
    words = (request.method, request.get_full_path(), request.META.get("HTTP_IF_MATCH", ""), said)
    return hashlib.sha256(
        "\n".join(map(str, words)).encode("utf-8", "backslashreplace")
    ).hexdigest()


def _claimed(request: HttpRequest, word: str, fingerprint: str) -> KeptAnswer:
    """Return the row of a request: claimed by us, or with the answer that is known."""
    now = timezone.now()
    fresh: dict[str, Any] = {
        "request": fingerprint,
        "made_at": now,
        "claimed_until": now + LEASE,
        "token": uuid.uuid4(),
        "status": None,
    }
    named = {"key_id": caller_of(request).key, "word": word}
    # Of two that come at once one is stored; the other waits for it, and both read which one it was.
    KeptAnswer.objects.bulk_create([KeptAnswer(**named, **fresh)], ignore_conflicts=True)
    row = KeptAnswer.objects.filter(**named).first()
    if row is None:  # The other was refused in between.
        raise _at_work()
    if row.token == fresh["token"]:
        return row
    is_old = row.made_at < now - KEPT_FOR
    if not is_old and row.request != fingerprint:
        raise AnotherRequest(
            "You used this Idempotency-Key for another request in the last 24 hours: choose a new one."
        )
    if not is_old and row.status is not None:
        return row
    return _taken_over(row, fresh, is_old=is_old, now=now)


def _taken_over(
    row: KeptAnswer, fresh: dict[str, Any], *, is_old: bool, now: datetime
) -> KeptAnswer:
    """Take over what is old, or what somebody claimed and did not come back from."""
    # Who comes back in this moment has kept an answer: the status is no longer what we read, and the answer stays.
    ours = KeptAnswer.objects.filter(pk=row.pk, token=row.token, status=row.status)
    if (is_old or row.claimed_until <= now) and ours.update(**fresh):
        return KeptAnswer(pk=row.pk, **fresh)
    raise _at_work()


def _at_work() -> AtWork:
    return AtWork(
        "The same request is being worked on: send it again in a moment.",
        headers={"Retry-After": "1"},
    )


def _keep(claimed: KeptAnswer, answer: HttpResponse) -> HttpResponse:
    ours = KeptAnswer.objects.filter(pk=claimed.pk, token=claimed.token)
    headers = {name: answer[name] for name in _KEPT_HEADERS if name in answer}
    if not ours.update(status=answer.status_code, headers=headers, body=answer.content):
        raise AtWork("It took too long, and the same request has begun anew: send it again.")
    return answer


def _nothing_to_keep(answer: HttpResponse) -> HttpResponse:
    return answer


def _answer_of(row: KeptAnswer) -> HttpResponse:
    answer = HttpResponse(bytes(row.body), status=row.status)
    for name, value in row.headers.items():
        answer[name] = value
    answer[REPLAYED] = "true"
    answer["Cache-Control"] = "private, no-store"
    return answer
