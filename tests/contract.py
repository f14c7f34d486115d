"""Holds answers against the OpenAPI document: status, media type, headers and every key of the body."""

import json
import re
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import yaml
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from cms.openapi import YAML, document

formats = FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("uuid", raises=ValueError)
def is_identifier(value: object) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value


@formats.checks("uri", raises=ValueError)
def is_address(value: object) -> bool:
    return not isinstance(value, str) or (value.isascii() and is_foreign_address(value))


@formats.checks("iri", raises=ValueError)
def is_foreign_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


@cache
def described() -> dict[str, Any]:
    """Return the whole document, all of its values as plain ones."""
    return yaml.safe_load(document(YAML))


def check(client: Client, path: str, status: int = 200, **headers: str) -> None:
    """Ask for an address; fail unless the answer has the status and is as described."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == status, answer.content
    found = faults(path, answer)
    assert not found, f"{path}: {found}"


def faults(path: str, answer: HttpResponse) -> list[str]:
    """Return what about an answer to GET `path` is not as described."""
    responses = described()["paths"][template_of(path)]["get"]["responses"]
    promised = responses.get(str(answer.status_code))
    if promised is None:
        return [f"{answer.status_code} is not described."]
    found = [
        f"The header {name}: {answer[name]!r} is not as described: {error.message}"
        for name, header in promised.get("headers", {}).items()
        if name in answer.headers
        for error in validator(header["schema"]).iter_errors(answer[name])
    ]
    if "content" not in promised:
        return [*found, *(["It has a body."] if answer.content else [])]
    media_type = answer["Content-Type"].partition(";")[0]
    if media_type not in promised["content"]:
        return [*found, f"{media_type} is not described."]
    schema = promised["content"][media_type]["schema"]
    errors = validator(schema).iter_errors(json.loads(answer.content))
    return found + [line for error in errors for line in _lines(error)]


def template_of(path: str) -> str:
    """Return the described path that an address belongs to."""
    for template in described()["paths"]:
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), urlsplit(path).path):
            return template
    raise LookupError(f"{path} is not described.")


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    whole = {**schema, "components": described()["components"]}
    return Draft202012Validator(whole, format_checker=formats)


def _lines(error: Any) -> list[str]:
    inner = [line for one in error.context or [] for line in _lines(one)]
    return inner or [f"{error.json_path}: {error.message[:300]}"]
