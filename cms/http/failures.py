"""Which problem answers which exception; every REST view calls `exception_handler`."""

import logging
from collections.abc import Iterator
from functools import singledispatch
from http import HTTPStatus
from typing import Any

from django.core import exceptions as django_exceptions
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions as rest_exceptions

from cms.http.problem import (
    FieldError,
    NotFound,
    Refusal,
    Unavailable,
    problem_response,
    refusal_response,
)

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 1

# SQLite's primary result codes for: another connection writes; a table is locked; the statement
# was stopped.
SQLITE_BUSY_CODES = frozenset({5, 6, 9})


def exception_handler(exception: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the problem for an exception; None for a defect, which Django logs as a 500."""
    answer = problem_for(exception)
    if answer is not None and answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer["Allow"] = ", ".join(context["view"].allowed_methods)
    return answer


@singledispatch
def problem_for(exception: BaseException) -> HttpResponse | None:
    """Return the answer to an exception, or None when only a defect can have raised it."""
    return None


@problem_for.register
def _(exception: Refusal) -> HttpResponse:
    return refusal_response(exception)


@problem_for.register
def _(exception: Http404) -> HttpResponse:
    return refusal_response(NotFound("There is nothing at this address."))


@problem_for.register
def _(exception: django_exceptions.PermissionDenied) -> HttpResponse:
    detail = (
        str(exception)
        or "You may not do this. Ask for the permission, or sign in as somebody who has it."
    )
    return problem_response(status=HTTPStatus.FORBIDDEN, code="permission_denied", detail=detail)


@problem_for.register(django_exceptions.SuspiciousOperation)
@problem_for.register(django_exceptions.BadRequest)
def _(exception: Exception) -> HttpResponse:
    # Django's own sentence may quote internals; what is wrong with the request is in our log.
    logger.warning("Suspicious request: %s", exception)
    if isinstance(exception, django_exceptions.RequestDataTooBig):
        detail = "The request body is too big. Send less at once."
        return problem_response(
            status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code="too_big", detail=detail
        )
    detail = "The request is malformed. Check its address, headers and body."
    if isinstance(exception, django_exceptions.DisallowedHost):
        detail = "The host name of the request is none of ours. ALLOWED_HOSTS says which are."
    return problem_response(status=HTTPStatus.BAD_REQUEST, code="bad_request", detail=detail)


@problem_for.register
def _(exception: django_exceptions.ValidationError) -> HttpResponse:
    return _invalid(tuple(_django_errors(exception)))


@problem_for.register
def _(exception: rest_exceptions.APIException) -> HttpResponse:
    if isinstance(exception, rest_exceptions.ValidationError):
        return _invalid(tuple(_rest_errors(exception.get_full_details())))
    headers = {}
    if challenge := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exception, "wait", None):
        headers["Retry-After"] = str(int(wait))
    code = exception.get_codes()
    return problem_response(
        status=exception.status_code,
        code=code if isinstance(code, str) else exception.default_code,
        detail=str(exception.detail),
        headers=headers,
    )


@problem_for.register
def _(exception: OperationalError) -> HttpResponse | None:
    if not is_overload(exception):
        return None
    logger.warning("The database did not answer in time: %s", exception)
    detail = "The database is busy and the request was stopped. Send it again in a moment."
    return refusal_response(Unavailable(detail, retry_after=RETRY_AFTER_SECONDS))


@problem_for.register
def _(exception: IntegrityError) -> HttpResponse:
    logger.warning("A database constraint refused a write: %s", exception)
    detail = (
        "Somebody else stored a conflicting value, or removed something that this refers to, "
        "at the same moment. Read it again and repeat your change."
    )
    return problem_response(status=HTTPStatus.CONFLICT, code="conflict", detail=detail)


def is_overload(exception: OperationalError) -> bool:
    """Say whether the database was busy, locked, full or away, rather than asked for nonsense.

    psycopg keeps OperationalError for exactly that: statement and lock timeouts, deadlocks, too
    many connections, no connection from the pool in time, a server that restarts. SQLite uses the
    same class for mistakes in SQL.
    """
    code = getattr(exception.__cause__, "sqlite_errorcode", None)
    return code is None or code & 0xFF in SQLITE_BUSY_CODES


def _invalid(errors: tuple[FieldError, ...]) -> HttpResponse:
    return problem_response(
        status=HTTPStatus.BAD_REQUEST,
        code="invalid",
        title="Some values cannot be accepted",
        detail=" ".join(error.message for error in errors),
        errors=errors,
    )


def _django_errors(exception: django_exceptions.ValidationError) -> Iterator[FieldError]:
    if not hasattr(exception, "error_dict"):
        for error in exception.error_list:
            yield FieldError("", error.code or "invalid", error.messages[0])
        return
    for name, errors in exception.error_dict.items():
        field = "" if name == django_exceptions.NON_FIELD_ERRORS else name
        for error in errors:
            yield FieldError(field, error.code or "invalid", error.messages[0])


def _rest_errors(details: Any, field: str = "") -> Iterator[FieldError]:
    if isinstance(details, list):
        children = [(child, _step(field, str(index))) for index, child in enumerate(details)]
        leaves = all("message" in child for child, _ in children if isinstance(child, dict))
        for child, step in children:
            yield from _rest_errors(child, field if leaves else step)
    elif isinstance(details.get("message"), str) and isinstance(details.get("code"), str):
        yield FieldError(field, details["code"], str(details["message"]))
    else:
        for name, child in details.items():
            yield from _rest_errors(
                child, field if name == "non_field_errors" else _step(field, name)
            )


def _step(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
