"""Which problem answers which exception."""

import json
import sqlite3
from typing import Any

import psycopg.errors
import psycopg_pool
import pytest
from django.core import exceptions as django_exceptions
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions as rest_exceptions
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from cms.http.failures import problem_for
from cms.http.problem import Refusal

send = APIRequestFactory()


class Echo(APIView):
    parser_classes = [JSONParser]

    def post(self, request: Any) -> Response:
        return Response(request.data)


def answer_to(exception: BaseException) -> tuple[HttpResponse, dict[str, Any]]:
    answer = problem_for(exception)
    assert answer is not None
    return answer, json.loads(answer.content)


def caused(error: type[DatabaseError], cause: BaseException) -> DatabaseError:
    wrapped = error("stopped")
    wrapped.__cause__ = cause
    return wrapped


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("stopped")
    error.sqlite_errorcode = code
    return error


def test_a_refusal_answers_as_it_says() -> None:
    answer, problem = answer_to(Refusal("Name a section first."))
    assert (answer.status_code, problem["detail"]) == (409, "Name a section first.")


@pytest.mark.parametrize(
    ("exception", "status", "code"),
    [
        (Http404("No Article matches the given query."), 404, "not_found"),
        (django_exceptions.PermissionDenied(), 403, "permission_denied"),
        (django_exceptions.DisallowedHost("secret.internal"), 400, "bad_request"),
        (django_exceptions.BadRequest("x"), 400, "bad_request"),
        (django_exceptions.RequestDataTooBig("x"), 413, "too_big"),
        (rest_exceptions.ParseError(), 400, "parse_error"),
        (rest_exceptions.NotAcceptable(), 406, "not_acceptable"),
        (rest_exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported_media_type"),
        (IntegrityError("UNIQUE constraint failed: secret"), 409, "conflict"),
    ],
)
def test_each_exception_has_its_status(exception: Exception, status: int, code: str) -> None:
    answer, problem = answer_to(exception)
    assert (answer.status_code, problem["type"]) == (status, f"urn:standfirst:problem:{code}")
    assert "secret" not in answer.content.decode()
    assert "Article" not in answer.content.decode()


@pytest.mark.parametrize(
    "cause",
    [
        psycopg.errors.QueryCanceled(),
        psycopg.errors.LockNotAvailable(),
        psycopg.errors.DeadlockDetected(),
        psycopg.errors.TooManyConnections(),
        psycopg_pool.PoolTimeout(),
        sqlite_error(sqlite3.SQLITE_BUSY),
        sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT),
        sqlite_error(sqlite3.SQLITE_LOCKED),
        sqlite_error(sqlite3.SQLITE_INTERRUPT),
    ],
)
def test_a_busy_database_answers_503_with_retry_after(cause: Exception) -> None:
    answer, problem = answer_to(caused(OperationalError, cause))
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert "again" in problem["detail"]


def test_a_mistake_in_sql_is_a_defect() -> None:
    assert problem_for(caused(OperationalError, sqlite_error(sqlite3.SQLITE_ERROR))) is None
    assert problem_for(ZeroDivisionError()) is None


def test_throttles_and_challenges_keep_their_headers() -> None:
    answer, _ = answer_to(rest_exceptions.Throttled(wait=3.2))
    assert (answer.status_code, answer["Retry-After"]) == (429, "4")
    unknown = rest_exceptions.NotAuthenticated()
    unknown.auth_header = "Bearer"  # As APIView.handle_exception sets it.
    assert answer_to(unknown)[0]["WWW-Authenticate"] == "Bearer"


def test_nested_validation_errors_are_flat_with_a_path_each() -> None:
    details = {
        "headline": ["Too long.", "Too loud."],
        "tags": [{}, {"slug": ["Unknown."]}],
        "non_field_errors": ["Nothing fits."],
    }
    _, problem = answer_to(rest_exceptions.ValidationError(details))
    pairs = [(error["field"], error["message"]) for error in problem["errors"]]
    assert pairs == [
        ("headline", "Too long."),
        ("headline", "Too loud."),
        ("tags.1.slug", "Unknown."),
        ("", "Nothing fits."),
    ]


def test_a_model_validation_error_names_its_fields() -> None:
    error = django_exceptions.ValidationError({"alt": ["Write one."], "__all__": ["Not both."]})
    _, problem = answer_to(error)
    assert [error["field"] for error in problem["errors"]] == ["alt", ""]
    assert answer_to(django_exceptions.ValidationError("No."))[1]["errors"][0]["message"] == "No."


def test_a_view_answers_a_wrong_method_with_what_is_allowed() -> None:
    answer = Echo.as_view()(send.get("/"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
    assert json.loads(answer.content)["title"] == "Method Not Allowed"


@pytest.mark.parametrize(("body", "kind", "status"), [("{", "json", 400), ("{}", "x-yaml", 415)])
def test_a_view_answers_a_body_it_cannot_read(body: str, kind: str, status: int) -> None:
    answer = Echo.as_view()(send.generic("POST", "/", body, f"application/{kind}"))
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
