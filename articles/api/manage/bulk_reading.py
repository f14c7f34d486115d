"""The operations of a bulk request, read one by one: what is wrong with one is said in its place."""

from collections.abc import Callable, Mapping
from typing import Any

from articles.api.manage.options import OPTION_KEYS, conflict_of, publishes
from articles.bulk import Delete, Operation, Publish, Withdraw, Write
from articles.push_writing import Upsert
from articles.submission import Pointer, Target, read_document, read_pointer
from cms.access.scopes import ARTICLES_PUBLISH
from cms.http.problem import BadRequest, FieldError, Refusal
from cms.http.texts import shown

Demand = Callable[[str], None]
"""Raises a refusal for a scope that the caller lacks."""


def read_operation(value: Any, demand: Demand) -> Operation | Refusal:
    """Return an operation, or the refusal that says what is wrong with it."""
    try:
        if not isinstance(value, dict):
            raise BadRequest("An operation is an object with `op`.")
        op = value.get("op")
        if not isinstance(op, str) or op not in _READERS:
            message = f"op: “{shown(op)}” is not one of {', '.join(_READERS)}."
            raise BadRequest(errors=[FieldError("op", "unknown", message)])
        keys, read = _READERS[op]
        _refuse_keys(value, keys)
        return read(value, demand)
    except Refusal as refusal:
        return refusal


def _upsert(value: Mapping[str, Any], demand: Demand) -> Operation:
    document = _document(value)
    pointer = _pointer(
        {"source": value.get("source"), "external_id": value.get("external_id")}, "external_id"
    )
    return Upsert(
        pointer.source,
        pointer.external_id,
        read_document(document, also=OPTION_KEYS),
        conflict_of(document, {}),
        _goes_out(document, demand),
    )


def _create(value: Mapping[str, Any], demand: Demand) -> Operation:
    document = _document(value)
    submission = read_document(document, also={"then"})
    return Write(submission, publishes=_goes_out(document, demand))


def _replace(value: Mapping[str, Any], demand: Demand) -> Operation:
    document = _document(value)
    return Write(
        read_document(document, also={"then"}),
        _target(value),
        _revision(value, "if_revision"),
        _goes_out(document, demand),
    )


def _publish(value: Mapping[str, Any], demand: Demand) -> Operation:
    demand(ARTICLES_PUBLISH)
    minor = value.get("is_minor", False)
    if not isinstance(minor, bool):
        message = "is_minor: write true or false."
        raise BadRequest(errors=[FieldError("is_minor", "wrong_type", message)])
    return Publish(
        _target(value), _revision(value, "revision"), minor, _revision(value, "if_revision")
    )


def _withdraw(value: Mapping[str, Any], demand: Demand) -> Operation:
    demand(ARTICLES_PUBLISH)
    kind, reason = value.get("kind", "withdrawn"), value.get("reason", "")
    return Withdraw(_target(value), kind, reason, _revision(value, "if_revision"))


def _delete(value: Mapping[str, Any], _demand: Demand) -> Operation:
    return Delete(_target(value), _revision(value, "if_revision"))


def _goes_out(document: Mapping[str, Any], demand: Demand) -> bool:
    if not publishes(document):
        return False
    demand(ARTICLES_PUBLISH)
    return True


def _document(value: Mapping[str, Any]) -> dict[str, Any]:
    document = value.get("document")
    if not isinstance(document, dict):
        message = "document: write what is to be said of the article as an object."
        raise BadRequest(errors=[FieldError("document", "missing", message)])
    return document


def _target(value: Mapping[str, Any]) -> Pointer:
    return _pointer(value.get("article"), "article")


def _pointer(value: Any, field: str) -> Pointer:
    pointer, _inline, problems = read_pointer(Target.ARTICLE, field, value)
    if pointer is None:
        raise BadRequest(errors=problems)
    return pointer


def _revision(value: Mapping[str, Any], name: str) -> int | None:
    found = value.get(name)
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and found > 0):
        return found
    message = f"{name}: write the number of a revision."
    raise BadRequest(errors=[FieldError(name, "wrong_type", message)])


def _refuse_keys(value: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    strange = value.keys() - {"op", *keys}
    if strange:
        raise BadRequest(
            errors=[
                FieldError(shown(name), "unknown", f"This operation has no “{shown(name)}”.")
                for name in sorted(strange, key=shown)
            ]
        )


_READERS: Mapping[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any], Demand], Operation]]] = {
    "upsert": (("source", "external_id", "document"), _upsert),
    "create": (("document",), _create),
    "replace": (("article", "document", "if_revision"), _replace),
    "publish": (("article", "revision", "is_minor", "if_revision"), _publish),
    "withdraw": (("article", "kind", "reason", "if_revision"), _withdraw),
    "delete": (("article", "if_revision"), _delete),
}
