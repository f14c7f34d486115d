"""Many operations in one request."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.bulk_reading import read_operation
from articles.api.manage.door import MEGABYTE, ManageView, answer, plain, sender_of
from articles.api.manage.operations import bulk_described
from articles.api.manage.options import query_of
from articles.api.manage.receipt import receipt
from articles.bulk import Bulk, Result, Write, run_bulk
from articles.fetching_pictures import fetched_pictures
from articles.push_writing import Upsert
from articles.receipts import Outcome
from cms.access.audit import audit, nothing_written
from cms.access.permissions import Needs, require
from cms.access.scopes import ARTICLES_WRITE
from cms.http.json_body import read_object
from cms.http.problem import BadRequest, FieldError, Refusal
from cms.http.texts import shown
from cms.idempotency.once import Keep, once

MOST_OPERATIONS = 500
MOST_BYTES = 64 * MEGABYTE


@bulk_described
class ManageBulk(ManageView):
    """Up to 500 operations: each with its own result, or all or none."""

    permission_classes = [Needs(ARTICLES_WRITE)]

    def post(self, request: Request) -> HttpResponse:
        """Do them in their order."""
        query_of(plain(request))
        document = read_object(plain(request), most_bytes=MOST_BYTES)
        given, is_atomic = _asked(document)
        sender = sender_of(request)

        def demand(scope: str) -> None:
            require(request, scope)

        operations = [read_operation(one, demand) for one in given]

        def act(keep: Keep) -> HttpResponse:
            submissions = [one.submission for one in operations if isinstance(one, Upsert | Write)]
            pictures = fetched_pictures(submissions, permits=sender.permits)
            with transaction.atomic():
                done = run_bulk(Bulk(operations, sender, pictures, is_atomic))
                if all(isinstance(one, Refusal) or one.changed_nothing for one in done):
                    nothing_written(request)
                else:
                    audit(request, thing_type="article")
                return keep(answer(request, _document(done)))

        return once(plain(request), document, act)


def _asked(document: dict[str, Any]) -> tuple[list[Any], bool]:
    errors = [
        FieldError(shown(name), "unknown", f"There is nothing called “{shown(name)}” to say here.")
        for name in document.keys() - {"operations", "atomic"}
    ]
    given, is_atomic = document.get("operations"), document.get("atomic", False)
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_OPERATIONS:
        count = f"{len(given):,} given" if isinstance(given, list) else "none given"
        message = f"operations: write a list of 1 to {MOST_OPERATIONS}; {count}."
        errors.append(FieldError("operations", "too_many" if given else "missing", message))
    if not isinstance(is_atomic, bool):
        errors.append(FieldError("atomic", "wrong_type", "atomic: write true or false."))
    if errors or not isinstance(given, list):
        raise BadRequest(errors=errors)
    return given, is_atomic


def _document(done: list[Result]) -> dict[str, Any]:
    refused = sum(isinstance(one, Refusal) for one in done)
    return {
        "done": len(done) - refused,
        "refused": refused,
        "results": [_result(place, one) for place, one in enumerate(done)],
    }


_STATUS = {Outcome.CREATED: HTTPStatus.CREATED, Outcome.HELD: HTTPStatus.ACCEPTED}


def _result(place: int, one: Result) -> dict[str, Any]:
    """Return the result of an operation: the receipt or the problem that it would be answered with alone."""
    if not isinstance(one, Refusal):
        status = int(_STATUS.get(one.outcome, HTTPStatus.OK))
        return {"operation": place, "status": status, "receipt": receipt(one), "problem": None}
    problem = {
        "type": f"urn:standfirst:problem:{one.code}",
        "title": one.title,
        "status": int(one.status),
        "detail": one.detail,
        "errors": [asdict(error) for error in one.errors],
        **one.members,
    }
    return {"operation": place, "status": int(one.status), "receipt": None, "problem": problem}
