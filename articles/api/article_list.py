"""Lists of articles and of headlines: one query answers all that a list page shows."""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from articles.api import operations
from articles.api.list_parameters import read_article_list, read_headline_list
from articles.api.requests import ListRequest
from articles.facets import count_articles, facets
from articles.labels_shown import label_document
from articles.listing import Row, by_ids, list_page, most_relevant
from articles.representation import joined, results
from articles.snippets import snippet
from cms.http.keyset import Page, page_url
from cms.http.ready import etag, ready_response
from cms.http.ready_view import ReadyView

Extras = list[tuple[str, bytes]]


class ListView(ReadyView):
    """Base of the two lists; they differ in their items' shape alone."""

    read: Callable[[HttpRequest], ListRequest]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return one page: `{"results": […], "next": url|null, "previous": url|null}`."""
        asked = type(self).read(request)
        page = _page(asked)
        extras = _extras(asked, page.rows)
        items = [_item(row, asked) for row in page.rows]
        following, preceding = page_url(request, page.next), page_url(request, page.previous)
        return ready_response(
            request,
            results(items, next_url=following, previous_url=preceding, extras=extras),
            entity_tag=_entity_tag(asked, page, extras),
            cache_tags=["articles"],
            next_url=following,
            previous_url=preceding,
        )


@operations.list_articles
class ArticleList(ListView):
    """Live articles, newest first; the article shape with `body=none` unless a body is asked for."""

    read = staticmethod(read_article_list)


@operations.list_headlines
class HeadlineList(ListView):
    """Live headlines, newest first, each with its lead image, caption and AI disclosure."""

    read = staticmethod(read_headline_list)


def _page(asked: ListRequest) -> Page[Row]:
    columns = (*asked.shape.columns, "body_text") if asked.choice.terms else asked.shape.columns
    if asked.choice.ids:
        return Page(by_ids(asked.choice.ids, choice=asked.choice, columns=columns), None, None)
    if asked.order == "relevance":
        return Page(most_relevant(asked.choice, limit=asked.limit, columns=columns), None, None)
    return list_page(
        asked.choice, order=asked.order, cursor=asked.cursor, limit=asked.limit, columns=columns
    )


def _item(row: Row, asked: ListRequest) -> bytes:
    extras: Extras = []
    if asked.choice.terms:
        text: str = orjson.loads(row.pieces[-1])
        extras = [("snippet", orjson.dumps(snippet(text, asked.choice.terms) or None))]
    return joined(row.pieces, asked.shape, extras)


def _extras(asked: ListRequest, rows: Iterable[Row]) -> Extras:
    """Return the further keys that were asked for; `missing` always comes with `id=`."""
    makers: dict[str, Callable[[], Any]] = {
        "total": lambda: count_articles(asked.choice),
        "facets": lambda: facets(asked.choice),
    }
    extras = [
        (name, orjson.dumps(make())) for name, make in makers.items() if name in asked.include
    ]
    extras += [
        (name, label_document(name, asked.choice.labels))
        for name in ("tag", "section", "contributor", "source")
        if name in asked.include
    ]
    if asked.choice.ids:
        found = {row.article for row in rows}
        extras.append(
            ("missing", orjson.dumps([str(id_) for id_ in asked.choice.ids if id_ not in found]))
        )
    return extras


def _entity_tag(asked: ListRequest, page: Page[Row], extras: Extras) -> str:
    words = [word for stems in asked.choice.terms for word in sorted(stems)]
    return etag(
        asked.shape.variant,
        *words,
        *(row.etag for row in page.rows),
        page.next or "",
        page.previous or "",
        *(piece for _name, piece in extras),
    )
