"""Deliveries through keys: look, send again, acknowledge."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.access.models import AuditLine
from cms.leases import claim
from cms.webhooks.calling import make_call
from cms.webhooks.dispatching import POLICY
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.sending import prepare, record
from tests.hooks import change, kill, make_hook, plan
from tests.keys import bearer, key_row
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(settings) -> Client:
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    return Client(headers=bearer("webhooks:manage"))


@pytest.fixture
def log(partner):
    """Return the address of an endpoint's deliveries: three changes, the last of them a kill."""
    endpoint = make_hook().endpoint
    Endpoint.objects.update(is_shared=True)
    change()
    kill(change())
    plan()
    return f"/api/v1/webhooks/{endpoint.pk}/deliveries/"


def send_all(behave):
    with receiving(behave) as receiver:
        Endpoint.objects.update(url=receiver.url)
        for row in claim(Delivery.objects.select_related("endpoint"), POLICY, limit=9):
            record(row, make_call(prepare(row)))


def listed(client, path, **parameters):
    answer = client.get(path, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_deliveries_are_listed_newest_first_page_by_page(partner, log):
    page = listed(partner, log, limit=2)
    assert [one["state"] for one in page["results"]] == ["waiting", "waiting"]
    rest = partner.get(page["next"].replace("http://127.0.0.1:8000", "")).json()
    assert len(rest["results"]) == 1
    found = [one["created_at"] for one in page["results"] + rest["results"]]
    assert found == sorted(found, reverse=True)


def test_each_state_can_be_chosen(partner, log):
    send_all(answering(200))
    assert len(listed(partner, log, state="delivered")["results"]) == 2
    (killed,) = listed(partner, log, state="repeating")["results"]
    assert listed(partner, log, unacknowledged="true")["results"] == [killed]
    assert listed(partner, log, state="given_up")["results"] == []
    assert listed(partner, log, state="waiting")["results"] == []


@pytest.mark.parametrize(
    "query", ["state=lost", "limit=101", "cursor=x", "unacknowledged=2", "page=2"]
)
def test_what_a_list_does_not_know_is_refused(partner, log, query):
    assert partner.get(f"{log}?{query}").status_code == 400


def test_one_delivery_shows_every_attempt(partner, log):
    send_all(answering(500, b"out of order"))
    row = Delivery.objects.first()
    found = partner.get(f"{log}{row.pk}/").json()
    (attempt,) = found["attempts"]
    assert (found["state"], found["webhook_id"]) == ("retrying", row.message_id)
    assert (attempt["answer"]["status"], attempt["answer"]["body"]) == (500, "out of order")
    assert attempt["error"] == "The receiver answered 500."
    assert {"name": "webhook-id", "value": row.message_id} in attempt["request"]["headers"]


def test_one_can_be_sent_again(partner, log):
    send_all(answering(200))
    row = Delivery.objects.filter(is_kill=False).first()
    answer = partner.generic("POST", f"{log}{row.pk}/redeliver/")
    assert (answer.status_code, answer.json()["state"]) == (202, "repeating")
    assert AuditLine.objects.get().thing == str(row.pk)


def test_all_since_a_moment_can_be_sent_again(partner, log):
    send_all(answering(200))
    since = (timezone.now() - timedelta(hours=1)).isoformat()
    path = log.replace("deliveries", "redeliver")
    answer = partner.post(path, {"since": since}, "application/json")
    assert (answer.status_code, answer.json()) == (202, {"count": 3})
    answer = partner.post(path, {"since": since, "only_failed": True}, "application/json")
    assert answer.json() == {"count": 0}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"since": 5},
        {"since": "yesterday"},
        {"since": "2026-11-22T10:00:00"},
        {"since": "2020-01-01"},
        {"since": "2199-01-01"},
        {"since": "2026-11-22", "only_failed": "no"},
        {"since": "2026-11-22", "until": "2026-11-23"},
    ],
)
def test_a_moment_that_is_none_is_refused(partner, log, body):
    answer = partner.post(log.replace("deliveries", "redeliver"), body, "application/json")
    assert answer.status_code in {400, 409}
    assert AuditLine.objects.count() == 0


def test_a_kill_is_acknowledged_by_the_key(partner, log):
    row = Delivery.objects.get(is_kill=True)
    answer = partner.post(f"{log}{row.pk}/acknowledge/", {}, "application/json").json()
    assert (answer["acknowledged_by"], answer["due_at"]) == ("Archive of the coast", None)


def test_what_is_no_kill_is_not_acknowledged(partner, log):
    row = Delivery.objects.filter(is_kill=False).first()
    assert partner.post(f"{log}{row.pk}/acknowledge/", {}, "application/json").status_code == 409


@pytest.mark.parametrize("below", ["", "redeliver/", "acknowledge/"])
def test_a_delivery_to_a_foreign_endpoint_is_not_there(partner, log, below):
    Endpoint.objects.update(is_shared=False, key=key_row("webhooks:manage"))
    row = Delivery.objects.get(is_kill=True)
    method = "POST" if below else "GET"
    assert partner.generic(method, f"{log}{row.pk}/{below}").status_code == 404
    row.refresh_from_db()
    assert row.acknowledged_at is None


def test_a_delivery_is_at_its_own_endpoint_alone(partner, log):
    other = make_hook().endpoint
    Endpoint.objects.update(is_shared=True)
    row = Delivery.objects.first()
    assert partner.get(f"/api/v1/webhooks/{other.pk}/deliveries/{row.pk}/").status_code == 404
