"""Who publishes here, in which languages and sections."""

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.api import operations
from articles.api.parameters import read_nothing
from articles.newsroom import newsroom_document
from articles.public_things import Section, sections
from articles.representation import array
from cms.http.ready import VOCABULARY, etag, ready_response
from cms.http.ready_view import ReadyView


@operations.get_site
class Site(ReadyView):
    """The newsroom: name, logo, languages, sections in order, policies."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return `{"name", "description", "url", "logo", "languages", "sections", "policies"}`."""
        read_nothing(request)
        document = newsroom_document(language=settings.LANGUAGE_CODE)
        public = array(_section(section) for section in sections())
        body = orjson.dumps(document)[:-1] + b',"sections":' + public + b"}"
        return ready_response(
            request, body, entity_tag=etag(body), caching=VOCABULARY, cache_tags=["site", "tags"]
        )


def _section(section: Section) -> bytes:
    """Return a section with its names in every language: a menu is read in all of them."""
    names = orjson.dumps(orjson.loads(section.tail + b"}")["names"])
    children = array(_section(child) for child in section.children)
    return section.document + b',"names":' + names + b',"children":' + children + b"}"
