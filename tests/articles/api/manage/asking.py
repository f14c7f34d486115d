"""Requests to the manage API, as an integrator sends them."""

import json
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

ADDRESS = "/api/v1/manage/"
ARTICLES = f"{ADDRESS}articles/"
STORY = {"language": "en", "headline": "Ferry returns", "body": "<p>It sails again.</p>"}


def send(client: Client, method: str, path: str, document: Any, **headers: str) -> Any:
    """Return the answer to a JSON document, or to bytes as they are."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return client.generic(method, path, body, content_type="application/json", headers=headers)


def fields_of(answer: HttpResponseBase) -> list[str]:
    """Return the fields at fault."""
    assert answer["Content-Type"] == "application/problem+json"
    return [error["field"] for error in answer.json()["errors"]]


def pushed(client: Client, external_id: str = "1", query: str = "", **fields: Any) -> Any:
    """Return the answer to a push of the wire's article, a story unless the fields say otherwise."""
    path = f"{ARTICLES}by-external-id/wire/{external_id}/{query}"
    return send(client, "PUT", path, STORY | fields)
