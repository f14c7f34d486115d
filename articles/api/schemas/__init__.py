"""The shapes of the read API's answers, as named components of the OpenAPI document."""

from typing import Any

from articles.api.schemas.articles import ARTICLES
from articles.api.schemas.blocks import BLOCKS
from articles.api.schemas.images import IMAGES
from articles.api.schemas.lists import LISTS
from articles.api.schemas.site import SITE
from articles.api.schemas.things import THINGS
from cms.http.json_schema import Schema

COMPONENTS: dict[str, Schema] = {**ARTICLES, **BLOCKS, **IMAGES, **THINGS, **LISTS, **SITE}


def add_components(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the shapes into the document; drf-spectacular calls this (see `SPECTACULAR_SETTINGS`)."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    return result
