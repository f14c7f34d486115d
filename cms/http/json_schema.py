"""Words for writing JSON Schema (2020-12, as OpenAPI 3.1 uses it) by hand: short, and closed by default."""

from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """Return a reference to a named component."""
    return {"$ref": f"#/components/schemas/{name}"}


def closed(
    description: str, properties: Mapping[str, Schema], *, optional: Iterable[str] = ()
) -> Schema:
    """Return an object with these keys and no others, all of them there but for the optional ones."""
    left_out = {*optional}
    schema: Schema = {"type": "object", "description": description, "properties": dict(properties)}
    if required := [name for name in properties if name not in left_out]:
        schema["required"] = required
    return schema | {"additionalProperties": False}


def extended(
    base: Schema,
    description: str,
    properties: Mapping[str, Schema],
    *,
    optional: Iterable[str] = (),
) -> Schema:
    """Return a closed object with the keys of another and some more."""
    left_out = {*optional, *(name for name in base["properties"] if name not in base["required"])}
    return closed(description, base["properties"] | properties, optional=left_out)


def part(name: str, whole: Schema) -> Schema:
    """Return the object that is left when `fields=` chooses some of the keys."""
    description = f"A {name} with those of its keys that `fields` asks for."
    return closed(description, whole["properties"], optional=whole["properties"])


def nullable(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    if "$ref" in schema or "anyOf" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    both = schema | {"type": [schema["type"], "null"]}
    return both | {"enum": [*schema["enum"], None]} if "enum" in schema else both


def listed(items: Schema, description: str = "", **limits: int) -> Schema:
    """Return an array of items."""
    said = {"description": description} if description else {}
    return {"type": "array", **said, "items": items, **limits}


def text(description: str = "", **rules: Any) -> Schema:
    """Return a string."""
    return {"type": "string", **({"description": description} if description else {}), **rules}


def word(choices: Iterable[str], description: str = "") -> Schema:
    """Return one word of a closed list."""
    return text(description, enum=[*choices])


def whole(minimum: int, maximum: int | None = None, description: str = "") -> Schema:
    """Return a whole number within bounds."""
    bounds = {"minimum": minimum} | ({"maximum": maximum} if maximum is not None else {})
    return {"type": "integer", **({"description": description} if description else {}), **bounds}


def flag(description: str) -> Schema:
    """Return true or false."""
    return {"type": "boolean", "description": description}


def identifier(description: str = "") -> Schema:
    """Return a UUID."""
    return text(description, format="uuid")


def moment(description: str = "") -> Schema:
    """Return a moment as RFC 3339 in UTC."""
    return text(description, format="date-time")


def address(description: str = "") -> Schema:
    """Return an absolute address that we make ourselves."""
    return text(description, format="uri")


def foreign_address(description: str = "") -> Schema:
    """Return an absolute address that an editor wrote; letters of every script may stand in it."""
    return text(description, format="iri")


def texts_by(key: str, description: str) -> Schema:
    """Return an object from words of one sort to texts."""
    return {
        "type": "object",
        "description": description,
        "propertyNames": {"type": "string", "description": key},
        "additionalProperties": {"type": "string"},
    }
