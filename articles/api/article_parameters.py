"""The parameters of one article, its preview and its relatives."""

from typing import Any

from django.http import HttpRequest

from articles.api.parameters import MOST_ITEMS, form_of_answer, shape_of_images
from articles.api.requests import DetailRequest, RelatedRequest
from articles.representation import ARTICLE_FIELDS, BODY_FORMS, HEADLINE_FIELDS, Shape
from cms.http.filters import StrictFilterSet
from cms.http.parameters import ListParameter, OneParameter
from cms.http.values import Choice as OneOf
from cms.http.values import Whole


class ArticleParameters(StrictFilterSet):
    """The parameters of one article."""

    include = ListParameter(
        OneOf(("related", "latest")), description="Headlines in the same answer."
    )
    fields = ListParameter(OneOf(ARTICLE_FIELDS), description="Only these keys of the article.")
    body = OneParameter(OneOf(BODY_FORMS), default="html", description="Form of the body.")
    ratio = shape_of_images()
    format = form_of_answer()


class LinkToken:
    """The token of a preview link; whether it is a good one is not a question of its form."""

    def read(self, text: str) -> str:
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$"}


class PreviewParameters(ArticleParameters):
    """The parameters of a preview: those of an article, and a link's token in place of a key."""

    token = OneParameter(LinkToken(), description="From a preview link, in place of a key.")


class RelatedParameters(StrictFilterSet):
    """The parameters of an article's relatives."""

    limit = OneParameter(Whole(1, MOST_ITEMS), default=10, description="Items at most.")
    fields = ListParameter(
        OneOf(HEADLINE_FIELDS), description="Only these keys of each item; `reason` comes anyway."
    )
    ratio = shape_of_images()
    format = form_of_answer()


def read_article(request: HttpRequest) -> DetailRequest:
    """Return what a request for one article asks for; raises `BadRequest` with every slip."""
    asked = ArticleParameters.parse(request)
    shape = Shape(asked["body"], asked["ratio"], asked["fields"])
    return DetailRequest(shape, frozenset(asked["include"]))


def read_preview(request: HttpRequest) -> tuple[str | None, DetailRequest]:
    """Return the token, if there is one, and what a request for a preview asks for; raises `BadRequest`."""
    asked = PreviewParameters.parse(request)
    shape = Shape(asked["body"], asked["ratio"], asked["fields"])
    return asked["token"], DetailRequest(shape, frozenset(asked["include"]))


def read_related(request: HttpRequest) -> RelatedRequest:
    """Return what a request for relatives asks for; raises `BadRequest` with every slip."""
    asked = RelatedParameters.parse(request)
    return RelatedRequest(Shape(None, asked["ratio"], asked["fields"]), asked["limit"])
