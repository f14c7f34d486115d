"""Django's own error answers, below /api/ and elsewhere."""

import json
import sqlite3
from typing import Any, NoReturn

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from cms.http.error_pages import (
    api_bad_request,
    api_not_found,
    api_permission_denied,
    api_server_error,
)

JSON = "application/problem+json"


def break_down(request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError("the password is swordfish")


def be_busy(request: HttpRequest) -> NoReturn:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    raise OperationalError(str(cause)) from cause


def be_refused(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def be_malformed(request: HttpRequest) -> NoReturn:
    raise SuspiciousOperation


VIEWS = (break_down, be_busy, be_refused, be_malformed)
urlpatterns = [path(f"{root}{view.__name__}/", view) for root in ("api/v1/", "") for view in VIEWS]
handler400, handler403 = api_bad_request, api_permission_denied
handler404, handler500 = api_not_found, api_server_error


@pytest.fixture
def client() -> Any:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], DEBUG=False):
        yield Client(raise_request_exception=False)


def test_an_unknown_address_is_a_problem_below_api_and_a_page_elsewhere(client: Client) -> None:
    answer = client.get("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, JSON)
    page = client.get("/nothing/")
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_defect_is_a_500_that_gives_nothing_away(client: Client) -> None:
    for root in ("/api/v1", ""):
        answer = client.get(f"{root}/break_down/")
        assert answer.status_code == 500
        assert b"swordfish" not in answer.content
    assert json.loads(client.get("/api/v1/break_down/").content)["status"] == 500


def test_a_busy_database_is_a_503_everywhere(client: Client) -> None:
    answer = client.get("/api/v1/be_busy/")
    assert (answer.status_code, answer["Content-Type"]) == (503, JSON)
    page = client.get("/be_busy/")
    assert (page.status_code, page["Retry-After"]) == (503, "1")
    assert b"Reload" in page.content


def test_a_refusal_by_a_middleware_is_a_problem_below_api(client: Client) -> None:
    answer = client.get("/api/v1/be_refused/")
    assert (answer.status_code, answer["Content-Type"]) == (403, JSON)
    assert client.get("/be_refused/")["Content-Type"] == "text/html; charset=utf-8"


def test_a_malformed_request_is_a_problem_below_api(client: Client) -> None:
    answer = client.get("/api/v1/be_malformed/")
    assert (answer.status_code, answer["Content-Type"]) == (400, JSON)
    assert client.get("/be_malformed/")["Content-Type"] == "text/html; charset=utf-8"


def test_a_foreign_host_name_is_told_where_the_names_are(client: Client) -> None:
    with override_settings(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["news.example"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    ):
        answer = client.get("/api/v1/be_busy/", headers={"host": "evil.example"})
        page = client.get("/be_busy/", headers={"host": "evil.example"})
    assert (answer.status_code, page.status_code) == (400, 400)
    assert "ALLOWED_HOSTS" in json.loads(answer.content)["detail"]
    assert b"ALLOWED_HOSTS" in page.content
