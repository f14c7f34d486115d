"""The signature of Standard Webhooks (symmetric, `v1`): who sent it, when, and that nothing was changed.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

SECRET_PREFIX = "whsec_"  # noqa: S105 - the beginning of every secret, and of none in particular
SECRET_BYTES = 32
TOLERANCE_SECONDS = 300
"""How far from its own clock a receiver accepts `webhook-timestamp`, by the standard's advice."""


def new_secret() -> str:
    """Return a fresh secret as receivers keep it: `whsec_` and 32 random bytes in base64."""
    return SECRET_PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def message_id(delivery: UUID) -> str:
    """Return a delivery's `webhook-id`: the same for every attempt."""
    return f"msg_{delivery.hex}"


def signature(secret: str, *, message: str, timestamp: int, body: bytes) -> str:
    """Return one signature: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64."""
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = b".".join([message.encode(), str(timestamp).encode(), body])
    return f"v1,{b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


def signed_headers(
    secrets_: Sequence[str], *, message: str, at: datetime, body: bytes
) -> dict[str, str]:
    """Return the three headers; each secret signs, so that a receiver with any of them is content.

    `at` is the moment of this attempt, not of the event: a late retry is no replay.
    """
    timestamp = int(at.timestamp())
    signatures = (
        signature(secret, message=message, timestamp=timestamp, body=body) for secret in secrets_
    )
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
