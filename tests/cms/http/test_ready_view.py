"""A REST view for ready answers."""

import json
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from rest_framework.permissions import IsAdminUser
from rest_framework.serializers import CharField, Serializer
from rest_framework.test import APIRequestFactory

from cms.http.problem import Gone
from cms.http.ready import ready_response
from cms.http.ready_view import ReadyView

send = APIRequestFactory()


class StorySerializer(Serializer):
    headline = CharField()


class Story(ReadyView):
    """A story by its slug."""

    serializer_class = StorySerializer

    def get(self, request: HttpRequest, slug: str = "ice", **kwargs: Any) -> HttpResponseBase:
        if slug == "withdrawn":
            raise Gone("It is withdrawn.")
        if slug == "broken":
            raise ZeroDivisionError(slug)
        return ready_response(request, slug.encode(), entity_tag='"1"')


view = Story.as_view()


def test_get_and_head_answer_what_is_ready() -> None:
    assert view(send.get("/"), slug="thaw").content == b"thaw"
    assert view(send.head("/"), slug="thaw").content == b""


def test_another_method_is_told_what_is_allowed() -> None:
    answer = view(send.post("/", {}, format="json"))
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert json.loads(answer.content)["detail"].startswith("POST is not allowed")


def test_options_says_what_is_allowed() -> None:
    answer = view(send.options("/"))
    assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_who_accepts_no_json_is_told() -> None:
    answer = view(send.get("/", headers={"accept": "text/html"}))
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


def test_a_refusal_is_a_problem_and_a_defect_goes_on_to_django() -> None:
    assert view(send.get("/"), slug="withdrawn").status_code == 410
    with pytest.raises(ZeroDivisionError):
        view(send.get("/"), slug="broken")


def test_a_policy_that_would_be_ignored_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="permission_classes"):
        type("Secret", (ReadyView,), {"permission_classes": [IsAdminUser]})


def test_a_ready_view_is_in_the_schema() -> None:
    schema = SchemaGenerator(patterns=[path("story/", view)]).get_schema(public=True)
    operation = schema["paths"]["/story/"]["get"]
    assert operation["description"] == "A story by its slug."
    assert list(operation["responses"]["200"]["content"]) == ["application/json"]
