import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(name for name in ("session", "user") if hasattr(request, name)))


urlpatterns = [path("api/v1/who/", who), path("who/", who)]


@pytest.mark.urls(__name__)
def test_the_api_knows_no_session_and_no_user(admin_client):
    assert admin_client.get("/api/v1/who/").content == b""


@pytest.mark.urls(__name__)
def test_everywhere_else_people_are_known(admin_client):
    assert admin_client.get("/who/").content == b"session user"


@pytest.mark.urls(__name__)
def test_the_api_asks_the_database_for_no_cookie(admin_client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = admin_client.get("/api/v1/who/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
