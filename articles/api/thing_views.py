"""Tags, sources and images that live articles show: lists and details."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.api import operations
from articles.api.thing_parameters import read_thing, read_thing_list
from articles.public_things import count_things, find_thing, list_things
from articles.representation import results
from articles.thing_representation import thing_columns, thing_detail, thing_item
from cms.http.keyset import page_url
from cms.http.ready import VOCABULARY, etag, ready_response
from cms.http.ready_view import ReadyView


class ThingList(ReadyView):
    """Base of the three lists."""

    type: str

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return one page: `{"results": […], "next": url|null, "previous": url|null}`."""
        asked = read_thing_list(request, self.type)
        columns = thing_columns(self.type, asked.ratio, is_detail=False)
        page = list_things(asked.choice, cursor=asked.cursor, limit=asked.limit, columns=columns)
        following, preceding = page_url(request, page.next), page_url(request, page.previous)
        total = str(count_things(asked.choice)).encode() if "total" in asked.include else b""
        return ready_response(
            request,
            results(
                [thing_item(row, asked.fields) for row in page.rows],
                next_url=following,
                previous_url=preceding,
                extras=[("total", total)] if total else [],
            ),
            entity_tag=etag(
                asked.ratio,
                *asked.fields,
                *(row.etag for row in page.rows),
                page.next or "",
                page.previous or "",
                total,
            ),
            caching=VOCABULARY,
            cache_tags=[f"{self.type}s"],
            next_url=following,
            previous_url=preceding,
        )


class ThingDetail(ReadyView):
    """Base of the three details."""

    type: str

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Return the document; a former slug leads to the present one."""
        asked = read_thing(request, self.type)
        found = find_thing(
            self.type, key, columns=thing_columns(self.type, asked.ratio, is_detail=True)
        )
        if key not in (str(found.thing), found.slug):
            return self._moved(request, found.slug)
        document = thing_detail(found, asked.fields)
        return ready_response(
            request,
            document,
            entity_tag=etag(document),
            # Its counts move with every article, so the moment of its own build would promise too much.
            caching=VOCABULARY,
            cache_tags=[f"{self.type}:{found.thing}"]
            + (["articles"] if found.article_count is not None else []),
        )

    def _moved(self, request: HttpRequest, slug: str) -> HttpResponse:
        query = request.META.get("QUERY_STRING")
        address = f"{settings.PUBLIC_URL}/api/v1/{self.type}s/{slug}/" + (
            f"?{query}" if query else ""
        )
        return HttpResponse(
            status=HTTPStatus.MOVED_PERMANENTLY,
            headers={
                "Location": address,
                "Cache-Control": VOCABULARY,
                "Cache-Tag": f"{self.type}s",
            },
        )


@operations.list_tags
class TagList(ThingList):
    """Tags that live articles carry, and their ancestors, by name."""

    type = "tag"


@operations.get_tag
class TagDetail(ThingDetail):
    """A tag with its names, description, place, image, external ids and how many articles carry it."""

    type = "tag"


@operations.list_sources
class SourceList(ThingList):
    """Sources that live articles cite, by name."""

    type = "source"


@operations.get_source
class SourceDetail(ThingDetail):
    """A source and how many articles cite it."""

    type = "source"


@operations.list_images
class ImageList(ThingList):
    """Images that public documents show, newest first, each with its caption and AI disclosure."""

    type = "image"


@operations.get_image
class ImageDetail(ThingDetail):
    """An image with everything that is said of it."""

    type = "image"
