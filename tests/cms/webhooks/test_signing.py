"""The signature, against the published library as its oracle."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from cms.webhooks.signing import new_secret, signature, signed_headers

BODY = '{"type":"article.published","data":{"id":"Қазақ"}}'.encode()


def test_a_signature_is_the_librarys():
    secret = new_secret()
    at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    ours = signature(secret, message="msg_1", timestamp=int(at.timestamp()), body=BODY)
    assert ours == Webhook(secret).sign("msg_1", at, BODY.decode())


def test_secrets_are_long_random_and_recognisable():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(secret.startswith("whsec_") and len(secret) == 50 for secret in secrets)


def test_each_of_two_secrets_verifies():
    old, new = new_secret(), new_secret()
    headers = signed_headers([new, old], message="msg_1", at=datetime.now(UTC), body=BODY)
    for secret in (old, new):
        assert Webhook(secret).verify(BODY, headers)["type"] == "article.published"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(BODY, headers)


def test_a_changed_body_or_id_is_noticed():
    secret = new_secret()
    headers = signed_headers([secret], message="msg_1", at=datetime.now(UTC), body=BODY)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY.replace(b"published", b"withdrawn"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY, headers | {"webhook-id": "msg_2"})


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_receiver_refuses_a_clock_that_is_minutes_off(minutes):
    secret = new_secret()
    at = datetime.now(UTC) + timedelta(minutes=minutes)
    headers = signed_headers([secret], message="msg_1", at=at, body=BODY)
    with pytest.raises(WebhookVerificationError, match=r"too (old|new)"):
        Webhook(secret).verify(BODY, headers)
