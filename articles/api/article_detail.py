"""One article, and its relatives: one call answers a page."""

from http import HTTPStatus

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.api import operations
from articles.api.article_parameters import read_article, read_related
from articles.api.requests import DetailRequest
from articles.listing import Choice, list_page
from articles.published import Moved, Published, find_article
from articles.related import Related, relatives_of
from articles.representation import Shape, array, joined, results
from articles.withdrawal import KILLED, Withdrawal
from cms.http.problem import Gone
from cms.http.ready import NEWS, PRIVATE, client_etags, etag, ready_response
from cms.http.ready_view import ReadyView

RELATED_IN_A_PAGE = 6
LATEST_IN_A_PAGE = 20
_SEPARATOR = "."


@operations.get_article
class ArticleDetail(ReadyView):
    """A live article by id or slug; a former slug leads to the present one, a withdrawn article is 410."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Return the article, with `related` and `latest` headlines when `include=` asks for them."""
        asked = read_article(request)
        if asked.include:
            return _with_includes(request, key, asked)
        variant = asked.shape.variant
        found = find_article(key, asked.shape, known_etags=_known(request, variant))
        if not isinstance(found, Published):
            return _elsewhere(request, found, "")
        return ready_response(
            request,
            None if found.pieces is None else joined(found.pieces, asked.shape),
            entity_tag=f'"{found.etag}{_SEPARATOR}{variant}"',
            last_modified=found.built_at,
            cache_tags=[f"article:{found.article}"],
        )


@operations.list_related
class RelatedList(ReadyView):
    """The relatives of a live article, best first, each with its reason."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Return `{"results": […], "next": null, "previous": null}`."""
        asked = read_related(request)
        found = relatives_of(key, limit=asked.limit, columns=asked.shape.columns)
        if found is None or key not in (found.slug, str(found.article)):
            # Not live, or known by a former slug: what became of it is the article's own story.
            return _elsewhere(request, find_article(key, Shape(None)), "related/")
        items = [related_item(row, asked.shape) for row in found.rows]
        return ready_response(
            request,
            results(items, next_url=None, previous_url=None),
            entity_tag=etag(asked.shape.variant, *items),
            cache_tags=[f"article:{found.article}", "articles"],
        )


def _with_includes(request: HttpRequest, key: str, asked: DetailRequest) -> HttpResponse:
    found = find_article(key, asked.shape)
    if not isinstance(found, Published) or found.pieces is None:
        return _elsewhere(request, found, "")
    extras = [
        (name, make(found, asked.shape.ratio))
        for name, make in (("related", _related), ("latest", _latest))
        if name in asked.include
    ]
    return ready_response(
        request,
        joined(found.pieces, asked.shape, extras),
        entity_tag=etag(found.etag, asked.shape.variant, *(piece for _name, piece in extras)),
        cache_tags=[f"article:{found.article}", "articles"],
    )


def _related(found: Published, ratio: str) -> bytes:
    shape = Shape(None, ratio)
    relatives = relatives_of(str(found.article), limit=RELATED_IN_A_PAGE, columns=shape.columns)
    return array(related_item(row, shape) for row in relatives.rows) if relatives else b"[]"


def _latest(found: Published, ratio: str) -> bytes:
    """Return the newest headlines in the article's language, without the article itself."""
    shape = Shape(None, ratio)
    choice = Choice(languages=(found.language,), exclude=(found.article,))
    page = list_page(
        choice, order="newest", cursor=None, limit=LATEST_IN_A_PAGE, columns=shape.columns
    )
    return array(joined(row.pieces, shape) for row in page.rows)


def related_item(row: Related, shape: Shape) -> bytes:
    """Return a relative's headline with the reason why it is one."""
    return joined(row.pieces, shape, [("reason", orjson.dumps(row.reason.document()))])


def _known(request: HttpRequest, variant: str) -> set[str]:
    """Return the editions' etags of those representations that the client says it has."""
    given = (tag.strip('"').partition(_SEPARATOR) for tag in client_etags(request))
    return {etag_ for etag_, _separator, known_variant in given if known_variant == variant}


def _elsewhere(
    request: HttpRequest, found: Published | Moved | Withdrawal, path: str
) -> HttpResponse:
    """Answer for an article that is not here: 301 to where it is now, or 410 with what became of it."""
    if isinstance(found, Withdrawal):
        caching = PRIVATE if found.kind == KILLED else NEWS
        raise Gone(
            "This article was withdrawn.",
            members={"withdrawal": found.document()},
            headers={"Cache-Control": caching, "Cache-Tag": f"article:{found.article}"},
        )
    query = request.META.get("QUERY_STRING")
    target = f"{settings.PUBLIC_URL}/api/v1/articles/{found.slug}/{path}" + (
        f"?{query}" if query else ""
    )
    headers = {"Location": target, "Cache-Control": NEWS, "Cache-Tag": f"article:{found.article}"}
    return HttpResponse(status=HTTPStatus.MOVED_PERMANENTLY, headers=headers)
