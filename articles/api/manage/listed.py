"""The lists of the manage API: their parameters, and pages that stay stable while nothing is saved."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from articles.api.manage.door import answer, plain
from articles.api.manage.working_copies import STATES, in_state
from articles.models import Article, TagAlias
from articles.visibility import is_working_copy_of
from cms.access.callers import caller_of
from cms.http.cursor import Kind
from cms.http.filters import Asked, StrictFilterSet
from cms.http.keyset import Column, Ordering, page_url
from cms.http.parameters import CursorParameter, ListParameter, OneParameter
from cms.http.problem import BadRequest, FieldError
from cms.http.values import BadValueError, Choice, Language, Slug, Whole

LAST_SAVED = Ordering(
    "manage-last-saved",
    Column("saved_at", Kind.MOMENT, descending=True),
    Column("id", Kind.IDENTIFIER, descending=True),
)
_MOST_CHARACTERS = 300


class Words:
    """A text of at most 300 letters, taken to the letter: external names are anybody's words."""

    def read(self, text: str) -> str:
        if len(text) > _MOST_CHARACTERS:
            message = f"{len(text):,} characters; at most {_MOST_CHARACTERS} fit."
            raise BadValueError("too_long", message)
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": _MOST_CHARACTERS}


class ManagedArticles(StrictFilterSet):
    """The parameters of the list of working copies."""

    state = OneParameter(
        Choice(STATES),
        method="with_state",
        description="A stage, or where the article stands in public.",
    )
    language = ListParameter(Language(), field_name="language", description="Languages.")
    section = OneParameter(
        Slug(), method="with_section", description="Slug or id of the primary section."
    )
    external_source = OneParameter(
        Words(),
        field_name="external_source",
        description="Whose articles, by their external source.",
    )
    limit = OneParameter(Whole(1, 100), default=20, description="How many.")
    cursor = CursorParameter({"saved": LAST_SAVED}, description="As `next` was given.")

    def with_state(self, rows: QuerySet[Article], _name: str, state: str) -> QuerySet[Article]:
        return in_state(rows, state)

    def with_section(self, rows: QuerySet[Article], _name: str, word: str) -> QuerySet[Article]:
        tag = TagAlias.objects.filter(label=word).values_list("tag", flat=True).first()
        if tag is None:
            message = f"section: there is no section “{word}”."
            raise BadRequest(errors=[FieldError("section", "unknown", message)])
        return rows.filter(tag_uses__tag=tag, tag_uses__is_section=True)


def listed(
    request: Request,
    parameters: type[StrictFilterSet],
    rows: QuerySet[Any],
    summaries: Callable[[Sequence[Any]], list[dict[str, Any]]],
) -> HttpResponse:
    """Answer a page of a list, of the articles that the key may see alone."""
    asked = parameters.parse(plain(request))
    rows = parameters.apply(asked, rows.filter(is_working_copy_of(caller_of(request))))
    return paged(request, asked, rows, LAST_SAVED, summaries)


def paged(
    request: Request,
    asked: Asked,
    rows: QuerySet[Any],
    ordering: Ordering,
    summaries: Callable[[Sequence[Any]], list[dict[str, Any]]],
) -> HttpResponse:
    """Answer a page of rows."""
    found = list(ordering.slice(rows, asked["cursor"], asked["limit"]))
    first, second = ordering.first.name, ordering.second.name

    def key(row: Model) -> tuple[Any, Any]:
        return getattr(row, first), getattr(row, second)

    page = ordering.page(found, asked["cursor"], asked["limit"], key=key)
    return answer(
        request,
        {
            "results": summaries(page.rows),
            "next": page_url(plain(request), page.next),
            "previous": page_url(plain(request), page.previous),
        },
    )
