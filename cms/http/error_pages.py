"""Django's own error answers: problem+json below /api/, a plain page elsewhere.

Wired in `cms/urls.py` as handler400, handler403, handler404 and handler500: Django calls these
for what happens outside a view, such as an address that no route has.
"""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import is_valid_path
from django.utils.html import escape
from django.views import defaults

from cms.http.failures import problem_for
from cms.http.problem import NotFound, problem_response, refusal_response

API_PREFIX = "/api/"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head>
<body><h1>{title}</h1><p>{sentence}</p></body></html>
"""


def api_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that no route has."""
    if _is_api(request):
        return refusal_response(NotFound(_nothing_at(request)))
    return defaults.page_not_found(request, exception)


def api_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django itself refused, such as one for a foreign host."""
    answer = problem_for(exception) if _is_api(request) else None
    return answer or defaults.bad_request(request, exception)


def api_permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a refusal by a middleware or by a view that is not a REST view."""
    answer = problem_for(exception) if _is_api(request) else None
    return answer or defaults.permission_denied(request, exception)


def api_server_error(request: HttpRequest) -> HttpResponse:
    """Answer an exception that nothing caught: 503 for a busy database, else 500 without detail.

    Django calls this while it handles the exception, and has logged it.
    """
    exception = sys.exception()
    answer = problem_for(exception) if exception is not None else None
    if answer is not None and answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
        answer = None
    if _is_api(request):
        return answer or _defect()
    return _busy_page(answer) if answer else defaults.server_error(request)


def _nothing_at(request: HttpRequest) -> str:
    path = request.path_info
    if not path.endswith("/") and is_valid_path(f"{path}/"):
        return "There is nothing at this address: addresses end with a slash. Send it there."
    return "There is nothing at this address."


def _defect() -> HttpResponse:
    detail = "Something is broken on our side and is in our log. Tell us if it stays."
    return problem_response(
        status=HTTPStatus.INTERNAL_SERVER_ERROR, code="server_error", detail=detail
    )


def _busy_page(problem: HttpResponse) -> HttpResponse:
    title, sentence = (
        "Try again in a moment",
        "The newsroom's database is busy. Reload the page in a moment.",
    )
    page = HttpResponse(
        PAGE.format(title=escape(title), sentence=escape(sentence)), status=problem.status_code
    )
    for name in ("Retry-After", "Cache-Control"):
        page[name] = problem[name]
    return page


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PREFIX)
