"""What `/api/v1/` itself answers: where everything is, for whoever opens it first."""

from functools import cache

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.http.filters import StrictFilterSet
from cms.http.json_schema import address, closed, listed, text
from cms.http.openapi import operation
from cms.http.parameters import OneParameter
from cms.http.ready import VOCABULARY, etag, ready_response
from cms.http.ready_view import ReadyView
from cms.http.values import Choice

RESOURCES = {
    "headlines": ("read:headline-list", "The latest headlines with their images; search; filters."),
    "articles": ("read:article-list", "Articles; one of them by id or slug, with its relatives."),
    "tags": ("read:tag-list", "Sections, topics, people, places and whatever else articles carry."),
    "sources": ("read:source-list", "Who reported what the articles cite."),
    "images": ("read:image-list", "Images that articles show, with their AI disclosure."),
    "changes": ("changes:change-list", "What changed, so that a copy stays in step."),
    "site": ("read:site", "The newsroom: its name, languages, sections and policies."),
    "schema": ("schema", "This API's description (OpenAPI 3.1)."),
    "docs": ("docs", "The description as a page to read and try."),
}
_INDEX = closed(
    "What the API offers.",
    {
        "resources": listed(
            closed(
                "One address to start from.",
                {"name": text(), "url": address(), "description": text()},
            )
        )
    },
)


class IndexParameters(StrictFilterSet):
    """The parameters of `/api/v1/`."""

    format = OneParameter(Choice(("json",)), default="json", description="Form of the answer.")


@operation(
    "getIndex",
    summary="What there is",
    description="The resources with their addresses: a place to start.",
    example="/api/v1/",
    tag="about",
    answers=_INDEX,
    parameters=IndexParameters.openapi_parameters(),
)
class Index(ReadyView):
    """The resources and their addresses."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return `{"resources": [{"name", "url", "description"}]}`."""
        IndexParameters.parse(request)
        body = _document(settings.PUBLIC_URL)
        return ready_response(
            request, body, entity_tag=etag(body), caching=VOCABULARY, cache_tags=["schema"]
        )


@cache
def _document(public_url: str) -> bytes:
    resources = [
        {"name": name, "url": f"{public_url}{reverse(route)}", "description": description}
        for name, (route, description) in RESOURCES.items()
    ]
    return orjson.dumps({"resources": resources})
