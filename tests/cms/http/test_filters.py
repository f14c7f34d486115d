"""Strict filter sets, on the User model."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.test import RequestFactory
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema

from cms.access.models import User
from cms.http.cursor import Cursor, Kind
from cms.http.filters import StrictFilterSet
from cms.http.keyset import Column, Ordering
from cms.http.labels import Labels
from cms.http.parameters import CursorParameter, LabelParameter, ListParameter, OneParameter
from cms.http.problem import BadRequest
from cms.http.ready_view import ReadyView
from cms.http.values import Choice, Flag, Identifier, Language, Moment, SearchWords, Whole
from cms.uuid7 import uuid7

JOINED, UNIQUE = Column("date_joined", Kind.MOMENT), Column("id", Kind.IDENTIFIER)
OLDEST = Ordering("people.oldest", JOINED, UNIQUE)


class People(StrictFilterSet):
    id = ListParameter(Identifier(), field_name="id")
    is_staff = OneParameter(Flag(), field_name="is_staff")
    joined_after = OneParameter(Moment(), field_name="date_joined", lookup_expr="gt")
    name = ListParameter(Choice(("aigerim", "daniyar")), field_name="username")
    group = LabelParameter(method="in_groups", description="Group by slug.")
    language = OneParameter(Language())
    q = OneParameter(SearchWords())
    include = ListParameter(Choice(("total", "facets")))
    order = OneParameter(Choice(("oldest", "relevance")), default="oldest")
    limit = OneParameter(Whole(1, 100), default=20)
    cursor = CursorParameter({"oldest": OLDEST})

    def in_groups(self, queryset: QuerySet[User], name: str, value: Labels) -> QuerySet[User]:
        for group in value.all_of:
            queryset = queryset.filter(last_name__in=group)
        return queryset.exclude(last_name__in=value.none_of)


class PeopleView(ReadyView):
    @extend_schema(parameters=People.openapi_parameters(), responses={200: str})
    def get(self, request: HttpRequest) -> HttpResponseBase:
        raise NotImplementedError


def asking(query: str) -> HttpRequest:
    return RequestFactory().get(f"/people/?{query}")


def slips(query: str) -> list[tuple[str, str]]:
    with pytest.raises(BadRequest) as refusal:
        People.parse(asking(query))
    return [(error.field, error.code) for error in refusal.value.errors]


def found(query: str) -> set[str]:
    asked = People.parse(asking(query))
    return {user.username for user in People.apply(asked, User.objects.all())}


@pytest.fixture
def people(db: None) -> dict[str, User]:
    born = {
        "aigerim": ("news", 2024, True),
        "daniyar": ("sport", 2025, False),
        "x": ("", 2026, False),
    }
    return {
        name: User.objects.create(
            username=name,
            last_name=group,
            is_staff=is_staff,
            date_joined=datetime(year, 1, 1, tzinfo=UTC),
        )
        for name, (group, year, is_staff) in born.items()
    }


def test_what_is_not_asked_for_has_its_default() -> None:
    asked = People.parse(asking(""))
    assert (asked["limit"], asked["order"], asked["include"]) == (20, "oldest", ())
    assert (asked["q"], asked["group"], asked["cursor"]) == (None, Labels(), None)
    assert asked.given == frozenset()
    assert set(asked) == set(People.base_filters)


def test_what_is_asked_for_is_read() -> None:
    asked = People.parse(
        asking("limit=5&include=facets,total&group=a,b&group=-c&language=KK&q=қар")
    )
    assert (asked["limit"], asked["include"]) == (5, ("facets", "total"))
    assert asked["group"] == Labels(all_of=(("a", "b"),), none_of=("c",))
    assert (asked["language"], asked["q"]) == ("kk", "қар")
    assert asked.given == {"limit", "include", "group", "language", "q"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"aigerim", "daniyar", "x"}),
        ("is_staff=false", {"daniyar", "x"}),
        ("joined_after=2024-06-01&name=aigerim,daniyar", {"daniyar"}),
        ("group=news,sport", {"aigerim", "daniyar"}),
        ("group=-sport", {"aigerim", "x"}),
        ("group=news&group=sport", set()),
        ("q=nobody&include=total&limit=1", {"aigerim", "daniyar", "x"}),
    ],
)
def test_filters_narrow_the_rows(people: dict[str, User], query: str, names: set[str]) -> None:
    assert found(query) == names


def test_ids_may_be_listed(people: dict[str, User]) -> None:
    ids = [str(people[name].id) for name in ("x", "aigerim")]
    assert found(f"id={','.join(ids)},{uuid7()}") == {"x", "aigerim"}


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limt=5", [("limt", "unknown_parameter")]),
        ("li%25mt=5", [("li%mt", "unknown_parameter")]),
        ("%25(field)s%25d=5", [("%(field)s%d", "unknown_parameter")]),
        ("limit=101", [("limit", "out_of_bounds")]),
        ("limit=5&limit=6", [("limit", "repeated")]),
        ("q=", [("q", "empty")]),
        ("q", [("q", "empty")]),
        ("include=total,everything", [("include", "unknown_choice")]),
        ("id=" + ",".join(str(uuid7()) for _ in range(101)), [("id", "too_many")]),
        ("group=a%00", [("group", "null_character")]),
        ("cursor=rubbish", [("cursor", "damaged")]),
        ("order=relevance&cursor=rubbish", [("cursor", "bad_request")]),
        ("&".join(["group=a"] * 13), [("", "too_many_parameters")]),
        (
            "limit=0&is_staff=perhaps&utm_source=x&q=%FF",
            [
                ("q", "encoding"),
                ("is_staff", "not_a_flag"),
                ("limit", "out_of_bounds"),
                ("utm_source", "unknown_parameter"),
            ],
        ),
    ],
)
def test_every_slip_is_refused_at_once(query: str, errors: list[tuple[str, str]]) -> None:
    assert slips(query) == errors


def test_a_slip_is_told_the_nearest_name() -> None:
    with pytest.raises(BadRequest, match="Unknown parameter 'groups': did you mean 'group'"):
        People.parse(asking("groups=a"))
    with pytest.raises(BadRequest, match="known here: id, is_staff"):
        People.parse(asking("zzz=a"))
    with pytest.raises(BadRequest, match="limit: 500 is out of bounds"):
        People.parse(asking("limit=500"))


def test_a_cursor_fits_the_order_that_was_asked_for() -> None:
    place = Cursor(datetime(2026, 1, 1, tzinfo=UTC), uuid7())
    page = OLDEST.page([place, place], None, 1, key=lambda row: (row.first, row.second))
    assert People.parse(asking(f"cursor={page.next}"))["cursor"] == place


def test_the_same_query_string_is_read_once_and_a_long_one_each_time() -> None:
    assert People.parse(asking("q=ice")) is People.parse(asking("q=ice"))
    long = "id=" + ",".join(str(uuid7()) for _ in range(20))
    assert People.parse(asking(long)) is not People.parse(asking(long))


def test_another_filter_set_remembers_its_own() -> None:
    class Fewer(StrictFilterSet):
        limit = OneParameter(Whole(1, 5), default=5)

    assert People.parse(asking("limit=3")) is not Fewer.parse(asking("limit=3"))
    with pytest.raises(BadRequest):
        Fewer.parse(asking("limit=20"))


def test_it_is_as_strict_when_django_filter_drives_it(people: dict[str, User]) -> None:
    users = User.objects.all()
    assert not People(QueryDict("limt=5"), queryset=users).is_valid()
    assert {user.username for user in People(QueryDict("group=news"), queryset=users).qs} == {
        "aigerim"
    }


def test_the_schema_describes_every_parameter() -> None:
    patterns = [path("people/", PeopleView.as_view())]
    schema: Any = SchemaGenerator(patterns=patterns).get_schema(public=True)
    parameters = {
        parameter["name"]: parameter
        for parameter in schema["paths"]["/people/"]["get"]["parameters"]
    }
    assert set(parameters) == set(People.base_filters)
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 20,
    }
    assert parameters["group"]["description"] == "Group by slug."
    assert (parameters["group"]["explode"], parameters["include"]["explode"]) == (True, False)
    assert parameters["include"]["schema"]["items"]["enum"] == ["total", "facets"]
