"""The parameters of the read API, declared once: what is not here is refused."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from articles.api.requests import (
    DetailRequest,
    ListRequest,
    RelatedRequest,
    ThingListRequest,
    ThingRequest,
)
from articles.listing import MOST_WEIGHED, ORDERINGS, Choice
from articles.models import ArticleKind, SourceKind, TagKind
from articles.public_things import ORDERINGS as THING_ORDERINGS
from articles.public_things import ThingChoice
from articles.representation import ARTICLE_FIELDS, BODY_FORMS, HEADLINE_FIELDS, Shape
from articles.search import read_query
from articles.stems import MOST_QUERY_LETTERS
from cms.http.filters import Asked, StrictFilterSet
from cms.http.parameters import CursorParameter, LabelParameter, ListParameter, OneParameter
from cms.http.problem import BadRequest, FieldError
from cms.http.values import Choice as OneOf
from cms.http.values import Flag, Identifier, Moment, SearchWords, Slug, Whole
from media.recipes import RATIOS

LABELS = ("tag", "section", "source", "contributor")
LIST_INCLUDES = ("total", "facets", *LABELS)
MOST_ITEMS = 100
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
    ratio = OneParameter(OneOf(RATIOS), default="original", description="Shape of the images.")
    format = OneParameter(OneOf(("json",)), default="json", description="Form of the answer.")


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


class ArticleParameters(StrictFilterSet):
    """The parameters of one article."""

    include = ListParameter(
        OneOf(("related", "latest")), description="Headlines in the same answer."
    )
    fields = ListParameter(OneOf(ARTICLE_FIELDS), description="Only these keys of the article.")
    body = OneParameter(OneOf(BODY_FORMS), default="html", description="Form of the body.")
    ratio = OneParameter(OneOf(RATIOS), default="original", description="Shape of the images.")
    format = OneParameter(OneOf(("json",)), default="json", description="Form of the answer.")


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
    ratio = OneParameter(OneOf(RATIOS), default="original", description="Shape of the images.")
    format = OneParameter(OneOf(("json",)), default="json", description="Form of the answer.")


class NoParameters(StrictFilterSet):
    """The parameters of what has none."""

    format = OneParameter(OneOf(("json",)), default="json", description="Form of the answer.")


_THING_KEYS = {
    "tag": ("id", "kind", "slug", "name", "url"),
    "source": ("id", "name", "slug", "kind", "homepage"),
    "image": (
        "id", "alt", "is_decorative", "alt_origin", "caption", "credit", "caption_line", "creator", "copyright",
        "ratio", "width", "height", "focal_point", "thumbhash", "dominant_color", "src", "srcset", "disclosure",
        "provenance",
    ),
}  # fmt: skip
_DETAIL_KEYS = {
    "tag": (
        "names", "description", "parent", "position", "image", "external_ids", "article_count", "latest_at",
    ),
    "source": ("article_count", "latest_at"),
    "image": ("licence", "usage_terms", "renditions"),
}  # fmt: skip


class ThingListParameters(StrictFilterSet):
    """What every list of tags, sources or images understands."""

    id = ListParameter(Identifier(), description="These alone.")
    exclude = ListParameter(Identifier(), description="All but these.")
    limit = OneParameter(Whole(1, MOST_ITEMS), default=20, description="Items on a page.")
    include = ListParameter(OneOf(("total",)), description="Further keys in the same answer.")
    format = OneParameter(OneOf(("json",)), default="json", description="Form of the answer.")


class TagListParameters(ThingListParameters):
    """The parameters of `/tags/`."""

    kind = ListParameter(OneOf(tuple(TagKind.values)), description="Kinds, any of them.")
    parent = OneParameter(Slug(), description="The children of this tag.")
    q = OneParameter(SearchWords(), description="The beginning of the name.")
    cursor = CursorParameter(
        {"name": THING_ORDERINGS["tag"]}, description="From `next` or `previous`."
    )
    fields = ListParameter(OneOf(_THING_KEYS["tag"]), description="Only these keys of each item.")


class SourceListParameters(ThingListParameters):
    """The parameters of `/sources/`."""

    kind = ListParameter(OneOf(tuple(SourceKind.values)), description="Kinds, any of them.")
    q = OneParameter(SearchWords(), description="The beginning of the name.")
    cursor = CursorParameter(
        {"name": THING_ORDERINGS["source"]}, description="From `next` or `previous`."
    )
    fields = ListParameter(
        OneOf(_THING_KEYS["source"]), description="Only these keys of each item."
    )


class ImageListParameters(ThingListParameters):
    """The parameters of `/images/`."""

    cursor = CursorParameter(
        {"newest": THING_ORDERINGS["image"]}, description="From `next` or `previous`."
    )
    ratio = OneParameter(OneOf(RATIOS), default="original", description="Shape of the images.")
    fields = ListParameter(OneOf(_THING_KEYS["image"]), description="Only these keys of each item.")


class TagParameters(NoParameters):
    """The parameters of one tag."""

    fields = ListParameter(
        OneOf((*_THING_KEYS["tag"], *_DETAIL_KEYS["tag"])), description="Only these keys."
    )


class SourceParameters(NoParameters):
    """The parameters of one source."""

    fields = ListParameter(
        OneOf((*_THING_KEYS["source"], *_DETAIL_KEYS["source"])), description="Only these keys."
    )


class ImageParameters(NoParameters):
    """The parameters of one image."""

    ratio = OneParameter(OneOf(RATIOS), default="original", description="Shape of the image.")
    fields = ListParameter(
        OneOf((*_THING_KEYS["image"], *_DETAIL_KEYS["image"])), description="Only these keys."
    )


THING_LISTS: dict[str, type[ThingListParameters]] = {
    "tag": TagListParameters, "source": SourceListParameters, "image": ImageListParameters,
}  # fmt: skip
THING_DETAILS: dict[str, type[NoParameters]] = {
    "tag": TagParameters, "source": SourceParameters, "image": ImageParameters,
}  # fmt: skip


def read_headline_list(request: HttpRequest) -> ListRequest:
    """Return what a request for headlines asks for; raises `BadRequest` with every slip."""
    asked = HeadlineListParameters.parse(request)
    return _list_request(asked, Shape(None, asked["ratio"], asked["fields"]))


def read_article_list(request: HttpRequest) -> ListRequest:
    """Return what a request for articles asks for; raises `BadRequest` with every slip."""
    asked = ArticleListParameters.parse(request)
    return _list_request(asked, Shape(asked["body"], asked["ratio"], asked["fields"]))


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


def read_thing_list(request: HttpRequest, type_: str) -> ThingListRequest:
    """Return what a request for tags, sources or images asks for; raises `BadRequest` with every slip."""
    asked = THING_LISTS[type_].parse(request)
    choice = ThingChoice(
        type_,
        kinds=asked.get("kind", ()),
        ids=asked["id"],
        exclude=asked["exclude"],
        parent=asked.get("parent") or "",
        name=asked.get("q") or "",
    )
    return ThingListRequest(
        choice,
        limit=asked["limit"],
        cursor=asked["cursor"],
        ratio=asked.get("ratio", "original"),
        fields=asked["fields"],
        include=frozenset(asked["include"]),
    )


def read_thing(request: HttpRequest, type_: str) -> ThingRequest:
    """Return what a request for one tag, source or image asks for; raises `BadRequest` with every slip."""
    asked = THING_DETAILS[type_].parse(request)
    return ThingRequest(asked.get("ratio", "original"), asked["fields"])


def read_nothing(request: HttpRequest) -> None:
    """Refuse every parameter but `format`."""
    NoParameters.parse(request)


def _refuse_beside_ids(asked: Asked) -> None:
    """Refuse what would have no effect: the order is that of the ids, and the page holds all of them."""
    errors = []
    if "order" in asked.given:
        message = "id= is answered in the order given: leave the order out."
        errors.append(FieldError("order", "not_with_id", message))
    if "limit" in asked.given and asked["limit"] < len(asked["id"]):
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
