"""The parameters of the lists of articles and headlines, declared once: what is not here is refused."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from articles.api.parameters import MOST_ITEMS, form_of_answer, shape_of_images
from articles.api.requests import ListRequest
from articles.listing import MOST_WEIGHED, ORDERINGS, Choice
from articles.models import ArticleKind
from articles.representation import ARTICLE_FIELDS, BODY_FORMS, HEADLINE_FIELDS, Shape
from articles.search import read_query
from articles.stems import MOST_QUERY_LETTERS
from cms.http.filters import Asked, StrictFilterSet
from cms.http.parameters import CursorParameter, LabelParameter, ListParameter, OneParameter
from cms.http.problem import BadRequest, FieldError
from cms.http.values import Choice as OneOf
from cms.http.values import Flag, Identifier, Moment, SearchWords, Whole

LABELS = ("tag", "section", "source", "contributor")
LIST_INCLUDES = ("total", "facets", *LABELS)
_LANGUAGES = OneOf(tuple(settings.NEWSROOM_LANGUAGES))


class QueryParameter(OneParameter):
    """Words to search for, read into stems; more than the index can answer quickly is refused."""

    def finish(self, value: str | None, values: Mapping[str, Any]) -> Any:
        return () if value is None else tuple(frozenset(stems) for stems in read_query(value))


class OrderParameter(OneParameter):
    """The order of a list; by relevance only where words are searched for."""

    def finish(self, value: str, values: Mapping[str, Any]) -> str:
        if value == "relevance" and not values.get("q"):
            message = "order=relevance needs words to be relevant to: give q as well."
            raise BadRequest(errors=[FieldError("order", "needs_q", message)])
        return value


class IdsParameter(ListParameter):
    """Articles by id, answered in that order on one page."""

    def finish(self, value: tuple[Any, ...], values: Mapping[str, Any]) -> tuple[Any, ...]:
        if value and values.get("cursor") is not None:
            message = "id= is answered on one page, in the order given: leave the cursor out."
            raise BadRequest(errors=[FieldError("cursor", "not_with_id", message)])
        return value


class ListParameters(StrictFilterSet):
    """What articles and headlines may be chosen by."""

    tag = LabelParameter(
        description="Tags, with their descendants: repeat for AND, a,b for OR, -a,b for neither."
    )
    section = LabelParameter(description="Sections; like `tag`.")
    source = LabelParameter(description="Sources that are cited; like `tag`.")
    contributor = LabelParameter(description="Names in the byline; like `tag`.")
    language = ListParameter(_LANGUAGES, description="Languages, any of them.")
    kind = ListParameter(OneOf(tuple(ArticleKind.values)), description="Kinds, any of them.")
    id = IdsParameter(
        Identifier(),
        description="These articles, in this order and on one page, so without `order` or `cursor`; "
        "`missing` names those not found.",
    )
    exclude = ListParameter(Identifier(), description="All but these articles.")
    published_after = OneParameter(Moment(), description="Published later than this.")
    published_before = OneParameter(Moment(), description="Published earlier than this.")
    updated_after = OneParameter(Moment(), description="Updated later than this.")
    updated_before = OneParameter(Moment(), description="Updated earlier than this.")
    ai_images = OneParameter(Flag(), description="With or without images that AI made or changed.")
    has_body = OneParameter(Flag(), description="With or without a body.")
    q = QueryParameter(
        SearchWords(), description=f"Words, all of them; at most {MOST_QUERY_LETTERS} characters."
    )
    order = OrderParameter(
        OneOf((*ORDERINGS, "relevance")),
        default="newest",
        description=f"`relevance` needs `q` and is one page: the best of the {MOST_WEIGHED} newest that match.",
    )
    limit = OneParameter(Whole(1, MOST_ITEMS), default=20, description="Items on a page.")
    cursor = CursorParameter(ORDERINGS, description="From `next` or `previous`.")
    include = ListParameter(OneOf(LIST_INCLUDES), description="Further keys in the same answer.")
    ratio = shape_of_images()
    format = form_of_answer()


class HeadlineListParameters(ListParameters):
    """The parameters of `/headlines/`."""

    fields = ListParameter(
        OneOf(HEADLINE_FIELDS),
        description="Only these keys of each item; `snippet` comes with `q` anyway.",
    )


class ArticleListParameters(ListParameters):
    """The parameters of `/articles/`."""

    fields = ListParameter(OneOf(ARTICLE_FIELDS), description="Only these keys of each item.")
    body = OneParameter(OneOf(BODY_FORMS), default="none", description="Form of the body.")


def read_headline_list(request: HttpRequest) -> ListRequest:
    """Return what a request for headlines asks for; raises `BadRequest` with every slip."""
    asked = HeadlineListParameters.parse(request)
    return _list_request(asked, Shape(None, asked["ratio"], asked["fields"]))


def read_article_list(request: HttpRequest) -> ListRequest:
    """Return what a request for articles asks for; raises `BadRequest` with every slip."""
    asked = ArticleListParameters.parse(request)
    return _list_request(asked, Shape(asked["body"], asked["ratio"], asked["fields"]))


def _refuse_beside_ids(asked: Asked) -> None:
    """Refuse what would have no effect: the order is that of the ids, and the page holds all of them.

    Clients that are made from the OpenAPI document write defaults out: those say nothing.
    """
    defaults = {name: ListParameters.base_filters[name].default for name in ("order", "limit")}
    errors = []
    if asked["order"] != defaults["order"]:
        message = "id= is answered in the order given: leave the order out."
        errors.append(FieldError("order", "not_with_id", message))
    if asked["limit"] != defaults["limit"] and asked["limit"] < len(asked["id"]):
        message = f"id= is answered on one page, and {len(asked['id'])} ids are given: leave the limit out."
        errors.append(FieldError("limit", "not_with_id", message))
    if errors:
        raise BadRequest(" ".join(error.message for error in errors), errors=errors)


def _list_request(asked: Asked, shape: Shape) -> ListRequest:
    if asked["id"]:
        _refuse_beside_ids(asked)
    choice = Choice(
        labels={name: asked[name] for name in LABELS if asked[name]},
        languages=asked["language"],
        kinds=asked["kind"],
        ids=asked["id"],
        exclude=asked["exclude"],
        published_after=asked["published_after"],
        published_before=asked["published_before"],
        updated_after=asked["updated_after"],
        updated_before=asked["updated_before"],
        ai_images=asked["ai_images"],
        has_body=asked["has_body"],
        terms=asked["q"],
    )
    return ListRequest(
        choice,
        shape,
        order=asked["order"],
        limit=asked["limit"],
        cursor=asked["cursor"],
        include=frozenset(asked["include"]),
    )
