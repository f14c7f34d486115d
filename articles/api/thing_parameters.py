"""The parameters of tags, sources and images: of their lists and of one of them."""

from django.http import HttpRequest

from articles.api.parameters import MOST_ITEMS, NoParameters, form_of_answer, shape_of_images
from articles.api.requests import ThingListRequest, ThingRequest
from articles.models import SourceKind, TagKind
from articles.public_things import ORDERINGS, ThingChoice
from cms.http.filters import StrictFilterSet
from cms.http.parameters import CursorParameter, ListParameter, OneParameter
from cms.http.values import Choice as OneOf
from cms.http.values import Identifier, SearchWords, Slug, Whole

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
    format = form_of_answer()


class TagListParameters(ThingListParameters):
    """The parameters of `/tags/`."""

    kind = ListParameter(OneOf(tuple(TagKind.values)), description="Kinds, any of them.")
    parent = OneParameter(Slug(), description="The children of this tag.")
    q = OneParameter(SearchWords(), description="The beginning of the name.")
    cursor = CursorParameter({"name": ORDERINGS["tag"]}, description="From `next` or `previous`.")
    fields = ListParameter(OneOf(_THING_KEYS["tag"]), description="Only these keys of each item.")


class SourceListParameters(ThingListParameters):
    """The parameters of `/sources/`."""

    kind = ListParameter(OneOf(tuple(SourceKind.values)), description="Kinds, any of them.")
    q = OneParameter(SearchWords(), description="The beginning of the name.")
    cursor = CursorParameter(
        {"name": ORDERINGS["source"]}, description="From `next` or `previous`."
    )
    fields = ListParameter(
        OneOf(_THING_KEYS["source"]), description="Only these keys of each item."
    )


class ImageListParameters(ThingListParameters):
    """The parameters of `/images/`."""

    cursor = CursorParameter(
        {"newest": ORDERINGS["image"]}, description="From `next` or `previous`."
    )
    ratio = shape_of_images()
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

    ratio = shape_of_images("Shape of the image.")
    fields = ListParameter(
        OneOf((*_THING_KEYS["image"], *_DETAIL_KEYS["image"])), description="Only these keys."
    )


THING_LISTS: dict[str, type[ThingListParameters]] = {
    "tag": TagListParameters, "source": SourceListParameters, "image": ImageListParameters,
}  # fmt: skip
THING_DETAILS: dict[str, type[NoParameters]] = {
    "tag": TagParameters, "source": SourceParameters, "image": ImageParameters,
}  # fmt: skip


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
