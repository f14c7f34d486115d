"""A POST under an Idempotency-Key is done once and answered the same again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.access.models import AuditLine
from cms.webhooks.models import Endpoint
from tests.hooks import kill, make_hook, plan
from tests.keys import bearer
from tests.receivers import answering, receiving

pytestmark = pytest.mark.django_db
LIST = "/api/v1/webhooks/"
URL = {"url": "https://news.example/hook"}


@pytest.fixture
def partner():
    return Client(headers=bearer("webhooks:manage"))


def post(client, path, document):
    headers = {"Idempotency-Key": "once"}
    return client.post(path, document, content_type="application/json", headers=headers)


def twice(client, path, document):
    first, again = post(client, path, document), post(client, path, document)
    assert first.status_code < 300, first.content
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again["Idempotent-Replayed"] == "true"
    assert AuditLine.objects.count() == 1
    return first.json()


def test_an_endpoint_is_made_once_and_its_secret_told_again(partner):
    made = twice(partner, LIST, URL)
    assert made["secret"].startswith("whsec_")
    assert Endpoint.objects.count() == 1


def test_another_endpoint_under_the_same_word_is_refused(partner):
    post(partner, LIST, URL)
    other = post(partner, LIST, URL | {"payload": "full"})
    assert other.status_code == 422
    assert Endpoint.objects.count() == 1


def test_a_refused_one_leaves_its_word_free(partner):
    assert post(partner, LIST, {"url": "gopher://x"}).status_code == 400
    assert post(partner, LIST, URL).status_code == 201


def shared_hook(**values) -> Endpoint:
    endpoint = make_hook(**values).endpoint
    Endpoint.objects.update(is_shared=True)
    return endpoint


def test_a_secret_is_changed_once(partner):
    endpoint = shared_hook()
    twice(partner, f"{LIST}{endpoint.pk}/rotate-secret/", {"grace_hours": 1})
    assert endpoint.secrets.count() == 2


def test_a_ping_is_sent_once(partner, settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with receiving(answering(204)) as receiver:
        endpoint = shared_hook(url=receiver.url)
        assert twice(partner, f"{LIST}{endpoint.pk}/test/", {})["is_success"]
        assert len(receiver.requests) == 1


@pytest.mark.parametrize("which", ["all", "one"])
def test_what_is_sent_again_is_sent_again_once(partner, which):
    endpoint = shared_hook()
    kill()
    [delivery] = plan()
    below = "" if which == "all" else f"deliveries/{delivery.pk}/"
    since = (timezone.now() - timedelta(hours=1)).isoformat()
    document = {"since": since} if which == "all" else {}
    twice(partner, f"{LIST}{endpoint.pk}/{below}redeliver/", document)


def test_a_kill_is_acknowledged_once(partner):
    endpoint = shared_hook()
    kill()
    [delivery] = plan()
    path = f"{LIST}{endpoint.pk}/deliveries/{delivery.pk}/acknowledge/"
    assert twice(partner, path, {})["acknowledged_at"]
