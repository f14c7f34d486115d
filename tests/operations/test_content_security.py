import base64
import hashlib

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from cms.operations.content_security import ContentSecurityMiddleware, import_map_hashes

MAP = '<script type="importmap">{"imports": {"editor": "/static/editor.js"}}</script>'


def policy_of(response):
    page = ContentSecurityMiddleware(lambda request: response)(RequestFactory().get("/"))
    text = page.get("Content-Security-Policy", "")
    return dict(part.strip().partition(" ")[::2] for part in text.split(";"))


def test_a_page_runs_only_our_own_scripts(client, db):
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_only_styles_may_be_inline():
    policy = policy_of(HttpResponse("<p>"))
    assert [name for name, value in policy.items() if "unsafe" in value] == ["style-src"]


def test_the_import_map_in_the_head_is_allowed_by_its_hash():
    policy = policy_of(HttpResponse(f"<head>{MAP}</head><body>"))
    text = MAP.removeprefix('<script type="importmap">').removesuffix("</script>")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert policy["script-src"] == f"'self' 'sha256-{digest}'"


def test_an_import_map_in_the_body_is_not():
    assert import_map_hashes(HttpResponse(f"<head></head><body>{MAP}")) == []


def test_images_may_come_from_the_public_address(settings):
    settings.PUBLIC_URL = "https://news.example"
    assert policy_of(HttpResponse("<p>"))["img-src"] == "'self' data: https://news.example"


@pytest.mark.parametrize("response", [JsonResponse({}), HttpResponse(b"", content_type="")])
def test_what_is_no_page_gets_no_policy(response):
    assert policy_of(response) == {"": ""}


def test_a_streamed_page_gets_one_too():
    assert policy_of(StreamingHttpResponse(["<p>"]))["object-src"] == "'none'"


def test_a_view_may_be_stricter():
    response = HttpResponse("<p>", headers={"Content-Security-Policy": "sandbox"})
    assert policy_of(response) == {"sandbox": ""}


def test_every_answer_is_taken_for_what_it_says_it_is(client, db):
    for path in ("/healthz", "/admin/login/", "/api/v1/no-such-thing/"):
        answer = client.get(path)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
