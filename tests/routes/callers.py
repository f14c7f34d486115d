"""Everybody who may ask: nobody in particular, people with a session, and keys of every sort."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from cms.access.key_text import new_key_text
from cms.access.keys import revoke_key
from cms.access.models import ApiKey, User
from cms.access.scopes import SCOPES
from tests.keys import bearer
from tests.routes.scene import HANDLER, PASSWORD, session_of

PEOPLE = ("editor", "stranger", "disabled")
BAD_KEYS = ("malformed", "of another scheme", "unknown", "revoked", "expired")
GOOD_KEYS = ("every scope", *SCOPES)
NOBODY_KNOWN = ("anonymous", *PEOPLE, *BAD_KEYS)
ELSEWHERE = "elsewhere"
Callers = dict[str, dict[str, Any]]
"""What Django's test client takes for each caller: headers and cookies."""


def make_callers(scene: dict[str, Any]) -> Callers:
    """Return how each caller identifies itself."""
    return {
        "anonymous": {},
        "editor": _session(scene["sessions"]["editor"]),
        "stranger": _session(scene["sessions"]["stranger"]),
        "disabled": _session(_disabled()),
        "malformed": {"headers": {"Authorization": "Bearer standfirst_nonsense"}},
        "of another scheme": {"headers": {"Authorization": "Basic dXNlcjpwYXNzd29yZA=="}},
        "unknown": {"headers": {"Authorization": f"Bearer {new_key_text()}"}},
        "revoked": _revoked(),
        "expired": _expired(),
        "every scope": {"headers": bearer()},
        **{scope: {"headers": bearer(scope)} for scope in SCOPES},
        ELSEWHERE: {"headers": bearer(**scene["elsewhere"])},
    }


def browser_for(credentials: dict[str, Any]) -> Client:
    """Return a new browser that sends a caller's headers and cookies."""
    browser = Client(headers=credentials.get("headers"))
    browser.handler = HANDLER
    if session := credentials.get("session"):
        browser.cookies[settings.SESSION_COOKIE_NAME] = session
    return browser


def _session(key: str) -> dict[str, Any]:
    return {"session": key}


def _disabled() -> str:
    person = User.objects.create_superuser("disabled", password=PASSWORD)
    session = session_of(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    return session


def _revoked() -> dict[str, Any]:
    headers = bearer(name="Revoked")
    revoke_key(key=ApiKey.objects.get(name="Revoked").pk)
    return {"headers": headers}


def _expired() -> dict[str, Any]:
    headers = bearer(name="Expired", expires_at=timezone.now() + timedelta(days=1))
    ApiKey.objects.filter(name="Expired").update(expires_at=timezone.now() - timedelta(days=1))
    return {"headers": headers}
