"""The parameters of the lists of tags, sources and images."""

from articles.api.manage.listed import Words
from articles.models import SourceKind, TagKind
from cms.http.cursor import Kind
from cms.http.filters import StrictFilterSet
from cms.http.keyset import Column, Ordering
from cms.http.parameters import CursorParameter, OneParameter
from cms.http.values import Choice, Whole

# Ids grow with time, and no two are the same: one column is order and tie-break at once.
_ID = Column("id", Kind.IDENTIFIER, descending=True)
NEWEST = {name: Ordering(f"manage-{name}s", _ID, _ID) for name in ("tag", "source", "image")}
_LIMIT = {"default": 20, "description": "How many."}


class ManagedTags(StrictFilterSet):
    """The parameters of the list of tags."""

    kind = OneParameter(
        Choice(tuple(TagKind.values)), field_name="kind", description="Kind of tag."
    )
    limit = OneParameter(Whole(1, 100), **_LIMIT)
    cursor = CursorParameter({"tag": NEWEST["tag"]}, description="As `next` was given.")


class ManagedSources(StrictFilterSet):
    """The parameters of the list of sources."""

    kind = OneParameter(
        Choice(tuple(SourceKind.values)), field_name="kind", description="Kind of source."
    )
    external_source = OneParameter(
        Words(), field_name="external_source", description="Whose sources."
    )
    limit = OneParameter(Whole(1, 100), **_LIMIT)
    cursor = CursorParameter({"source": NEWEST["source"]}, description="As `next` was given.")


class ManagedImages(StrictFilterSet):
    """The parameters of the list of images."""

    external_source = OneParameter(
        Words(), field_name="external_source", description="Whose images."
    )
    limit = OneParameter(Whole(1, 100), **_LIMIT)
    cursor = CursorParameter({"image": NEWEST["image"]}, description="As `next` was given.")
