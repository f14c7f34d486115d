"""API keys for tests."""

from typing import Any

from cms.access.keys import make_key
from cms.access.models import ApiKey
from cms.access.scopes import SCOPES


def bearer(*scopes: str, **values: Any) -> dict[str, str]:
    """Return the header of a new key with these scopes (none given: all) and limits."""
    return {"Authorization": f"Bearer {key_text(*scopes, **values)}"}


def key_text(*scopes: str, **values: Any) -> str:
    """Return a new key with these scopes (none given: all) and limits."""
    return make_key(values=_values(scopes, values), by=None).text


def key_row(*scopes: str, **values: Any) -> ApiKey:
    """Return the row of a new key."""
    return make_key(values=_values(scopes, values), by=None).key


def _values(scopes: tuple[str, ...], values: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Archive of the coast", "scopes": list(scopes or SCOPES)} | values
