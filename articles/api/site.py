"""Who publishes here, in which languages and sections."""

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.api.parameters import read_nothing
from articles.newsroom import newsroom_document
from articles.public_things import sections
from articles.representation import array
from articles.thing_representation import thing_item
from cms.http.ready import VOCABULARY, etag, ready_response
from cms.http.ready_view import ReadyView


class Site(ReadyView):
    """The newsroom: name, logo, languages, sections in order, policies."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return `{"name", "description", "url", "logo", "languages", "sections", "policies"}`."""
        read_nothing(request)
        document = newsroom_document(language=settings.LANGUAGE_CODE)
        public = array(thing_item(row) for row in sections())
        body = orjson.dumps(document)[:-1] + b',"sections":' + public + b"}"
        return ready_response(
            request, body, entity_tag=etag(body), caching=VOCABULARY, cache_tags=["site", "tags"]
        )
