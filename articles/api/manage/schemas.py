"""The shapes of articles in the manage API, as named components of the OpenAPI document."""

from typing import Any

from articles.api.manage import article_schemas, copy_schemas, receipt_schemas, revision_schemas
from cms.http.json_schema import Schema, address, closed, listed, nullable, ref

COMPONENTS: dict[str, Schema] = {
    **article_schemas.COMPONENTS,
    **copy_schemas.COMPONENTS,
    **receipt_schemas.COMPONENTS,
    **revision_schemas.COMPONENTS,
}


def page_of(name: str) -> Schema:
    """Return a page of a list."""
    neighbours = {
        "next": nullable(address("The next page.")),
        "previous": nullable(address("The page before.")),
    }
    return closed(f"A page of {name}.", {"results": listed(ref(name), maxItems=100), **neighbours})


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this (see `SPECTACULAR_SETTINGS`)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
