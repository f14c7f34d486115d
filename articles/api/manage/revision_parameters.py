"""The parameters of the list of revisions."""

from cms.http.cursor import Kind
from cms.http.filters import StrictFilterSet
from cms.http.keyset import Column, Ordering
from cms.http.parameters import CursorParameter, OneParameter
from cms.http.values import Whole

NEWEST = Ordering(
    "manage-revisions",
    Column("number", Kind.INTEGER, descending=True),
    Column("id", Kind.INTEGER, descending=True),
)


class RevisionParameters(StrictFilterSet):
    """The parameters of the list of revisions."""

    limit = OneParameter(Whole(1, 100), default=20, description="How many.")
    cursor = CursorParameter({"newest": NEWEST}, description="As `next` was given.")
