"""Holds answers against the OpenAPI document: status, media type, headers and every key of the body."""

import json
import re
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import yaml
from django.http import HttpResponse
from django.test import Client
from jsonschema_rs import Draft202012Validator, ValidationError

from cms.openapi import YAML, document


def is_moment(value: str) -> bool:
    """Say whether it is an RFC 3339 moment with its offset."""
    with suppress(ValueError):
        return datetime.fromisoformat(value).tzinfo is not None
    return False


def is_identifier(value: str) -> bool:
    """Say whether it is a UUID as we write it: in small letters, with hyphens."""
    with suppress(ValueError):
        return str(UUID(value)) == value
    return False


def is_address(value: str) -> bool:
    """Say whether it is an absolute address in ASCII letters alone."""
    return value.isascii() and is_foreign_address(value)


def is_foreign_address(value: str) -> bool:
    """Say whether it is an absolute address, in whatever letters."""
    with suppress(ValueError):
        return bool(urlsplit(value).scheme)
    return False


FORMATS = {
    "date-time": is_moment,
    "uuid": is_identifier,
    "uri": is_address,
    "iri": is_foreign_address,
}


@cache
def described() -> dict[str, Any]:
    """Return the whole document, all of its values as plain ones."""
    return yaml.safe_load(document(YAML))


@cache
def public_reads() -> dict[str, dict[str, Any]]:
    """Return what the document says of GET at each address that needs no key."""
    reads = {path: methods.get("get") for path, methods in described()["paths"].items()}
    return {path: one for path, one in reads.items() if one and "security" not in one}


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
    """Return what holds values against a schema of the document; compiled once for each."""
    return _validator(json.dumps(schema))


@cache
def _validator(schema: str) -> Draft202012Validator:
    whole = {**json.loads(schema), "components": described()["components"]}
    return Draft202012Validator(
        whole, formats=FORMATS, validate_formats=True, ignore_unknown_formats=False
    )


def _lines(error: ValidationError) -> list[str]:
    alternatives = error.kind.context if error.kind.name in {"anyOf", "oneOf"} else []
    inner = [line for errors in alternatives for one in errors for line in _lines(one)]
    place = "/".join(map(str, error.instance_path))
    return inner or [f"{place}: {error.message[:300]}"]
