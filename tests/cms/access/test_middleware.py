"""A key on the public read API: counted, told apart, never taken for nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.access.keys import revoke_key
from cms.access.models import ApiKey, AuditLine
from tests.articles.builders import make_published
from tests.keys import bearer, key_row, key_text

pytestmark = pytest.mark.django_db
HEADLINES = "/api/v1/headlines/"
# Well-formed, its checksum included, but nobody's. The same in every process: tests are told apart by such values.
UNKNOWN = "Bearer standfirst_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd2kieyy"


def test_a_key_reads_what_everybody_reads(client):
    make_published("Harbour reopens")
    with_key = client.get(HEADLINES, headers=bearer("content:read"))
    assert with_key.status_code == 200
    assert with_key.content == client.get(HEADLINES).content


def test_an_anonymous_read_costs_one_query_and_one_with_a_key_one_more(
    client, django_assert_num_queries
):
    headers = bearer()
    client.get(HEADLINES, headers=headers)  # Notes that it was used, once a minute.
    with django_assert_num_queries(1):
        client.get(HEADLINES)
    with django_assert_num_queries(2):
        client.get(HEADLINES, headers=headers)


def test_no_shared_cache_keeps_the_answer_to_a_key(client):
    answer = client.get(HEADLINES, headers=bearer())
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]
    assert client.get(HEADLINES)["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    "header",
    [
        "", "Bearer", "Bearer ", "Bearer nonsense", "Basic dXNlcjpwYXNz", "standfirst_0",
        UNKNOWN, UNKNOWN[:-1], "Bearer \x00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/", HEADLINES, "/api/v1/no-such-thing/", "/api/v1/docs/"])
def test_a_wrong_key_is_refused_everywhere_and_never_anonymous(client, path, header):
    answer = client.get(path, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer realm="Standfirst", error="invalid_token"'
    assert answer["Cache-Control"] == "private, no-store"


def test_a_revoked_key_is_refused_from_then_on(client):
    text = key_text()
    headers = {"Authorization": f"bearer {text}"}
    assert client.get(HEADLINES, headers=headers).status_code == 200
    revoke_key(key=ApiKey.objects.get().pk)
    answer = client.get(HEADLINES, headers=headers)
    assert (answer.status_code, "revoked" in answer.json()["detail"]) == (401, True)


def test_a_key_is_refused_from_the_moment_it_expires(client):
    end = timezone.now() + timedelta(hours=1)
    headers = bearer(expires_at=end)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert client.get(HEADLINES, headers=headers).status_code == 200
    with time_machine.travel(end, tick=False):
        answer = client.get(HEADLINES, headers=headers)
    assert (answer.status_code, "expired" in answer.json()["detail"]) == (401, True)


def test_use_is_noted_to_the_minute(client):
    headers, stranger = bearer(), key_row()
    key = ApiKey.objects.exclude(pk=stranger.pk).get()
    with time_machine.travel("2026-03-01T06:00:00Z", tick=False) as clock:
        for seconds, noted in ((0, 0), (59, 0), (2, 61)):
            clock.shift(seconds)
            client.get(HEADLINES, headers=headers)
            key.refresh_from_db()
            assert (key.last_used_at.minute * 60 + key.last_used_at.second) == noted
    stranger.refresh_from_db()
    assert stranger.last_used_at is None


def test_a_refused_request_leaves_no_trace(client):
    headers = bearer()
    assert client.get(f"{HEADLINES}?no=such", headers=headers).status_code == 400
    assert client.post(HEADLINES, headers=headers).status_code == 405
    assert ApiKey.objects.get().last_used_at is None
    assert not AuditLine.objects.exists()


def test_outside_the_api_nobody_looks_at_the_header(client):
    assert client.get("/healthz", headers={"Authorization": "Basic eA=="}).status_code == 200
