"""An article as readers would get it if its working copy were published now: for a key or a signed link."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from articles.api.article_detail import LATEST_IN_A_PAGE, RELATED_IN_A_PAGE, related_item
from articles.api.article_parameters import read_preview
from articles.api.operations import get_preview
from articles.documents import columns
from articles.listing import Choice, list_page
from articles.models import Article
from articles.preview import Preview, opened_by, preview_of, related_of
from articles.representation import Shape, array, joined
from articles.visibility import working_copy
from cms.access.callers import caller_of
from cms.access.permissions import require
from cms.access.scopes import DRAFTS_READ
from cms.http.ready import etag, ready_response
from cms.http.ready_view import ReadyView

CACHING = "private, no-store"


@get_preview
class ArticlePreview(ReadyView):
    """A working copy in the shape of the public article, built when it is asked for and not stored."""

    def get(self, request: HttpRequest, article: UUID) -> HttpResponse:
        """Return the article, with `related` and `latest` headlines when `include=` asks for them."""
        token, asked = read_preview(request)
        preview = preview_of(_opened(request, article, token))
        found = columns(preview.documents)
        pieces = [found[name] for name in asked.shape.columns]
        extras = [
            (name, make(preview, Shape(None, asked.shape.ratio)))
            for name, make in (("related", _related), ("latest", _latest))
            if name in asked.include
        ]
        body = joined(pieces, asked.shape, extras)
        answer = ready_response(request, body, entity_tag=etag(body), caching=CACHING)
        answer["X-Robots-Tag"] = "noindex"
        return answer


def _opened(request: HttpRequest, article: UUID, token: str | None) -> Article:
    """Return the article, opened by a link's token or by a key; what is hidden and what is not there answer alike."""
    if token is not None:
        return opened_by(token, article)
    require(request, DRAFTS_READ)
    return working_copy(caller_of(request), article)


def _related(preview: Preview, shape: Shape) -> bytes:
    rows = related_of(preview, limit=RELATED_IN_A_PAGE, columns=shape.columns)
    return array(related_item(row, shape) for row in rows)


def _latest(preview: Preview, shape: Shape) -> bytes:
    choice = Choice(languages=(preview.content["language"],), exclude=(preview.article.id,))
    page = list_page(
        choice, order="newest", cursor=None, limit=LATEST_IN_A_PAGE, columns=shape.columns
    )
    return array(joined(row.pieces, shape) for row in page.rows)
