"""`/api/v1/webhooks/`: endpoints through keys."""

import pytest
from django.test import Client

from cms.access.models import AuditLine
from cms.webhooks.models import Delivery, Endpoint
from tests.hooks import change, make_hook, plan
from tests.keys import bearer, key_row
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db
LIST = "/api/v1/webhooks/"
URL = "https://news.example/hook"


@pytest.fixture
def partner() -> Client:
    """Return a client with a key that manages webhooks."""
    return Client(headers=bearer("webhooks:manage"))


def post(client, path, **body):
    return client.post(path, body, content_type="application/json")


def make(client, **body):
    answer = post(client, LIST, url=URL, **body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_an_endpoint_is_made_and_its_secret_told_once(partner):
    made = make(partner, description="Archive", types=["article"], payload="full")
    assert made["secret"].startswith("whsec_")
    again = partner.get(f"{LIST}{made['id']}/").json()
    assert "secret" not in again
    assert (again["description"], again["types"], again["payload"]) == (
        "Archive",
        ["article"],
        "full",
    )
    assert (again["standing"], len(again["secrets"])) == ("working", 1)


def test_a_write_leaves_a_line_of_audit(partner):
    made = make(partner)
    line = AuditLine.objects.get()
    assert (line.thing_type, line.thing, line.status) == ("webhook", made["id"], 201)


def test_the_list_holds_what_the_key_made(partner):
    mine = make(partner)
    make_hook()
    make(Client(headers=bearer("webhooks:manage")))
    found = partner.get(LIST).json()
    assert [one["id"] for one in found["results"]] == [mine["id"]]
    assert (found["next"], found["previous"]) == (None, None)


@pytest.mark.parametrize(
    ("method", "below"),
    [
        ("get", ""),
        ("patch", ""),
        ("delete", ""),
        ("post", "rotate-secret/"),
        ("post", "test/"),
        ("post", "redeliver/"),
        ("get", "deliveries/"),
    ],
)
def test_what_another_key_made_is_not_there(partner, method, below):
    foreign = make_hook().endpoint
    Endpoint.objects.update(key=key_row("webhooks:manage"))
    answer = getattr(partner, method)(f"{LIST}{foreign.pk}/{below}", {}, "application/json")
    assert answer.status_code == 404
    assert Endpoint.objects.get().revision == 1
    assert Delivery.objects.count() == 0


def test_what_all_keys_share_is_there(partner):
    shared = make_hook().endpoint
    assert partner.get(f"{LIST}{shared.pk}/").status_code == 404
    Endpoint.objects.update(is_shared=True)
    assert partner.get(f"{LIST}{shared.pk}/").status_code == 200


def test_changing_leaves_the_rest(partner):
    made = make(partner, types=["tag"])
    path = f"{LIST}{made['id']}/"
    answer = partner.patch(path, {"is_enabled": False}, "application/json").json()
    assert (answer["is_enabled"], answer["types"]) == (False, ["tag"])
    assert (answer["standing"], answer["disabled_because"]) == ("disabled", "person")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": "ftp://x"}, "url"),
        ({"url": URL, "colour": "red"}, "colour"),
        ({"url": URL, "secret": "whsec_mine"}, "secret"),
        ({"url": URL, "tags": ["nope"]}, "tags"),
        ({"url": URL, "tags": ["no\x00pe"]}, "tags"),
        ({"url": URL, "sections": ["\x1f"]}, "sections"),
        ({"url": URL, "languages": ["e\x00n"]}, "languages"),
        ({"url": URL, "languages": ["en", "fr"]}, "languages"),
        ({"url": "https://news.example/\x00"}, "url"),
        ({"url": URL, "description": "\x00"}, "description"),
        ({"url": URL, "cursor": "nope"}, "cursor"),
        ({"url": URL, "cursor": 7}, "cursor"),
    ],
)
def test_what_it_cannot_be_is_refused_and_changes_nothing(partner, body, field):
    answer = partner.post(LIST, body, content_type="application/json")
    assert answer.status_code == 400
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert (Endpoint.objects.count(), AuditLine.objects.count()) == (0, 0)


@pytest.mark.parametrize("body", ["[]", "{", '{"url": ', "[" * 5000, '{"url":1,"url":2}', "\xff"])
def test_a_body_that_is_no_json_object_is_refused(partner, body):
    answer = partner.post(LIST, body, content_type="application/json")
    assert answer.status_code == 400
    assert Endpoint.objects.count() == 0


def test_a_body_over_the_limit_is_refused(partner):
    body = b'{"url": "' + b"x" * 1_100_000 + b'"}'
    assert partner.post(LIST, body, content_type="application/json").status_code == 413


def test_a_parameter_is_refused_where_there_are_none(partner):
    assert partner.get(f"{LIST}?limit=5").status_code == 400


def test_deleting(partner):
    made = make(partner)
    assert partner.delete(f"{LIST}{made['id']}/").status_code == 204
    assert partner.get(f"{LIST}{made['id']}/").status_code == 404


def test_a_new_secret_is_told_once_and_the_old_one_expires(partner):
    made = make(partner)
    answer = post(partner, f"{LIST}{made['id']}/rotate-secret/", grace_hours=1).json()
    assert answer["secret"] != made["secret"]
    assert sorted(bool(one["expires_at"]) for one in answer["secrets"]) == [False, True]


@pytest.mark.parametrize("hours", [-1, 721, "1", 1.5, True, None])
def test_a_grace_that_is_none_is_refused(partner, hours):
    made = make(partner)
    answer = post(partner, f"{LIST}{made['id']}/rotate-secret/", grace_hours=hours)
    assert answer.status_code == 400


def test_a_test_answers_what_came_back(partner, settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with receiving(answering(200, b"pong")) as receiver:
        made = post(partner, LIST, url=receiver.url).json()
        answer = post(partner, f"{LIST}{made['id']}/test/")
    attempt = answer.json()
    assert (answer.status_code, attempt["is_success"]) == (200, True)
    assert (attempt["answer"]["status"], attempt["answer"]["body"]) == (200, "pong")
    assert made["secret"] not in answer.content.decode()


def test_the_list_costs_few_queries_however_many(partner, django_assert_max_num_queries):
    for _ in range(5):
        make(partner)
    change()
    plan()
    with django_assert_max_num_queries(5):
        assert len(partner.get(LIST).json()["results"]) == 5
