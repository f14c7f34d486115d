"""The API's own description at /api/v1/schema/ (OpenAPI 3.1), and pages to read and try it at /api/v1/docs/.

But for the newsroom's languages the document says the same on every installation: docs/openapi.json is
a copy of it (`make openapi`).
"""

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema

from cms.http.filters import StrictFilterSet
from cms.http.negotiation import JSON
from cms.http.openapi import operation
from cms.http.parameters import OneParameter
from cms.http.ready import VOCABULARY, etag, ready_response
from cms.http.ready_view import ReadyView
from cms.http.values import Choice

YAML = "application/yaml"
_OPENAPI_JSON = "application/vnd.oai.openapi+json"
_OPENAPI_YAML = "application/vnd.oai.openapi"
_HTML = "text/html"
_FORMATS = {"json": JSON, "yaml": YAML}
_JSON = {JSON, _OPENAPI_JSON}
_RENDERERS = {
    JSON: OpenApiJsonRenderer,
    _OPENAPI_JSON: OpenApiJsonRenderer,
    YAML: OpenApiYamlRenderer,
    _OPENAPI_YAML: OpenApiYamlRenderer,
}


class SchemaParameters(StrictFilterSet):
    """The parameters of `/schema/`."""

    format = OneParameter(
        Choice(tuple(_FORMATS)), description="JSON or YAML; without it Accept decides."
    )


class DocsParameters(StrictFilterSet):
    """The parameters of `/docs/`: none."""


@operation(
    "getSchema",
    summary="This document",
    description="The API's description in OpenAPI 3.1, as JSON or YAML, for people and generators.",
    example="/api/v1/schema/?format=yaml",
    tag="about",
    answers={"type": "object", "description": "An OpenAPI document."},
    media_types=tuple(_RENDERERS),
    parameters=SchemaParameters.openapi_parameters(),
)
class Schema(ReadyView):
    """The OpenAPI document."""

    media_types = tuple(_RENDERERS)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the document in the asked or preferred form."""
        asked = SchemaParameters.parse(request)["format"]
        media_type = _FORMATS[asked] if asked else self.media_type
        body = document(media_type)
        return ready_response(
            request,
            body,
            entity_tag=etag(media_type, body),
            caching=VOCABULARY,
            cache_tags=["schema"],
            content_type=media_type,
        )


@extend_schema(exclude=True)
class Docs(ReadyView):
    """A page to read the API's description and try it: Swagger UI, from our own files alone."""

    media_types = (_HTML,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        DocsParameters.parse(request)
        body = render(request, "operations/api_docs.html").content
        return ready_response(
            request,
            body,
            entity_tag=etag(body),
            caching=VOCABULARY,
            cache_tags=["schema"],
            content_type=f"{_HTML}; charset=utf-8",
        )


@cache
def document(media_type: str) -> bytes:
    """Return the OpenAPI document in one of its media types; made once for each process."""
    generator: Any = SchemaGenerator  # The library says no types.
    schema = generator().get_schema(request=None, public=True)
    renderer: Any = _RENDERERS[media_type]()
    rendered: bytes = renderer.render(schema, renderer_context={})
    # The library indents for people; what is sent is a third of that.
    return orjson.dumps(orjson.loads(rendered)) if media_type in _JSON else rendered
