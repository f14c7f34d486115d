"""Pages of a list by key."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import RequestFactory

from cms.access.models import User
from cms.http.cursor import Kind
from cms.http.keyset import Column, Ordering, Page, page_url
from cms.http.problem import BadRequest

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
JOINED, UNIQUE = Column("date_joined", Kind.MOMENT), Column("id", Kind.IDENTIFIER)
NEWEST = Ordering(
    "users.newest",
    Column("date_joined", Kind.MOMENT, descending=True),
    Column("id", Kind.IDENTIFIER, descending=True),
)
OLDEST = Ordering("users.oldest", JOINED, UNIQUE)
MIXED = Ordering("users.mixed", Column("date_joined", Kind.MOMENT, descending=True), UNIQUE)
BY_NAME = Ordering("users.name", Column("last_name", Kind.TEXT), UNIQUE)
ORDERINGS = [NEWEST, OLDEST, MIXED, BY_NAME]


def join(name: str, minute: int) -> User:
    joined = START + timedelta(minutes=minute, microseconds=minute % 2)
    return User.objects.create(username=name, last_name=f"Ы{minute}", date_joined=joined)


@pytest.fixture
def users() -> list[User]:
    """Twelve people, three in each minute, so that ties cross the pages."""
    return [join(f"user-{number}", number // 3) for number in range(12)]


def read(ordering: Ordering, word: str | None, limit: int = 5) -> Page[User]:
    cursor = ordering.decode(word)
    fetched = list(ordering.slice(User.objects.all(), cursor, limit))
    columns = attrgetter(ordering.first.name, ordering.second.name)
    return ordering.page(fetched, cursor, limit, key=columns)


def walk(
    ordering: Ordering, word: str | None, step: Callable[[Page[User]], str | None]
) -> Iterator[list[User]]:
    while True:
        page = read(ordering, word)
        yield page.rows
        word = step(page)
        if word is None:
            return


@pytest.mark.parametrize("ordering", ORDERINGS, ids=attrgetter("name"))
def test_a_walk_forward_meets_everybody_once_in_order(
    ordering: Ordering, users: list[User]
) -> None:
    met = [user for rows in walk(ordering, None, attrgetter("next")) for user in rows]
    columns = (ordering.first.sort(backward=False), ordering.second.sort(backward=False))
    assert met == list(User.objects.order_by(*columns))
    assert len(met) == 12


@pytest.mark.parametrize("ordering", ORDERINGS, ids=attrgetter("name"))
def test_a_walk_back_meets_the_same_pages(ordering: Ordering, users: list[User]) -> None:
    first = read(ordering, None)
    second = read(ordering, first.next)
    third = read(ordering, second.next)
    assert (first.previous, third.next) == (None, None)
    assert read(ordering, third.previous).rows == second.rows
    back = read(ordering, second.previous)
    assert (back.rows, back.previous) == (first.rows, None)
    assert read(ordering, back.next).rows == second.rows


def test_a_newcomer_moves_nothing_between_pages(users: list[User]) -> None:
    first = read(NEWEST, None)
    newcomer = join("newcomer", 99)
    second = read(NEWEST, first.next)
    assert not {user.pk for user in second.rows} & {user.pk for user in first.rows}
    assert read(NEWEST, second.previous).rows == first.rows
    assert read(NEWEST, read(NEWEST, second.previous).previous).rows == [newcomer]


def test_a_page_that_turned_out_empty_leads_back_to_the_last_row(users: list[User]) -> None:
    second = read(OLDEST, read(OLDEST, None).next)
    User.objects.filter(pk__in=[user.pk for user in read(OLDEST, second.next).rows]).delete()
    empty = read(OLDEST, second.next)
    assert (empty.rows, empty.next) == ([], None)
    assert read(OLDEST, empty.previous).rows[-1] == second.rows[-1]


def test_an_empty_start_leads_on_to_the_first_row(users: list[User]) -> None:
    first = read(OLDEST, None)
    second = read(OLDEST, first.next)
    User.objects.filter(pk__in=[user.pk for user in first.rows]).delete()
    empty = read(OLDEST, second.previous)
    assert (empty.rows, empty.previous) == ([], None)
    assert read(OLDEST, empty.next).rows[0] == second.rows[0]


def test_a_list_without_rows_has_no_neighbours() -> None:
    assert read(NEWEST, None) == Page([], next=None, previous=None)


def test_a_cursor_of_another_order_is_refused(users: list[User]) -> None:
    with pytest.raises(BadRequest, match="another list or order"):
        read(OLDEST, read(NEWEST, None).next)


def test_a_page_is_a_range_of_an_index_on_both_databases(users: list[User]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX by_time ON access_user (date_joined DESC, id DESC)")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    place = NEWEST.decode(read(NEWEST, None).next)
    plan = NEWEST.slice(User.objects.all(), place, 5).explain()
    assert "by_time" in plan
    assert "Index Cond" in plan or "date_joined<?" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_a_neighbour_s_address_keeps_the_other_parameters() -> None:
    request = RequestFactory().get("/api/v1/articles/?tag=қар&tag=a%20b&cursor=old&limit=2&q=")
    url = urlsplit(page_url(request, "new") or "")
    assert f"{url.scheme}://{url.netloc}{url.path}" == "http://127.0.0.1:8000/api/v1/articles/"
    assert parse_qs(url.query, keep_blank_values=True) == {
        "tag": ["қар", "a b"],
        "limit": ["2"],
        "q": [""],
        "cursor": ["new"],
    }
    assert page_url(request, None) is None
