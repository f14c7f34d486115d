"""The pins of an article as addresses of their own: each write is a save of the working copy."""

import pytest
from django.test import Client

from articles.models import Article, Revision
from cms.access.models import AuditLine
from cms.uuid7 import uuid7
from tests.articles.api.manage.asking import ARTICLES, fields_of, pushed, send
from tests.articles.builders import make_draft, make_published
from tests.keys import bearer

pytestmark = pytest.mark.django_db
ANY = {"If-Match": "*"}


@pytest.fixture
def pinned() -> Article:
    """Return an article with two pins."""
    first, second = make_draft("First", slug="first"), make_draft("Second", slug="second")
    make_draft("Stranger", slug="stranger")
    return make_draft(slug="pinned", pins=[str(first.id), str(second.id)])


def address(article: Article, related: object = "") -> str:
    return f"{ARTICLES}{article.id}/pins/" + (f"{related}/" if related else "")


def slugs_of(article: Article) -> list[str]:
    rows = Article.objects.filter(pinned_by__article=article).order_by("pinned_by__position")
    return [*rows.values_list("slug", flat=True)]


def id_of(slug: str) -> str:
    return str(Article.objects.get(slug=slug).id)


def newest(article: Article) -> Revision:
    return Revision.objects.filter(article=article).latest("number")


def test_they_are_listed_in_order(api, pinned):
    answer = api.get(address(pinned))
    assert answer["ETag"] == '"1"'
    assert answer.json() == {"pins": [id_of("first"), id_of("second")]}


def test_one_more_is_pinned_after_the_others_and_is_a_save_with_a_line(api, pinned):
    answer = send(api, "POST", address(pinned), {"article": "stranger"}, **{"If-Match": '"1"'})
    assert (answer.status_code, answer["ETag"], answer.json()["revision"]) == (200, '"2"', 2)
    assert slugs_of(pinned) == ["first", "second", "stranger"]
    assert newest(pinned).via == AuditLine.objects.get().actor == "Archive of the coast"


def test_an_article_may_be_named_in_every_way(api, pinned):
    pushed(api, "1")
    named = [{"id": id_of("first")}, {"slug": "second"}, {"source": "wire", "external_id": "1"}]
    answer = send(api, "PUT", address(pinned), {"pins": named}, **ANY)
    assert answer.status_code == 200, answer.content
    assert len(slugs_of(pinned)) == 3


def test_a_list_is_put_in_another_order_and_the_same_again_changes_nothing(api, pinned):
    pins = api.get(address(pinned)).json()["pins"]
    outcomes = [
        send(api, "PUT", address(pinned), {"pins": pins[::-1]}, **ANY).json()["outcome"]
        for _time in range(2)
    ]
    assert (outcomes, slugs_of(pinned)) == (["updated", "unchanged"], ["second", "first"])


def test_one_is_taken_away(api, pinned):
    path = address(pinned, id_of("first"))
    answer = send(api, "DELETE", path, {}, **{"If-Match": '"1"'})
    assert (answer.status_code, answer["ETag"]) == (204, '"2"')
    assert slugs_of(pinned) == ["second"]
    assert send(api, "DELETE", path, {}, **ANY).status_code == 404


def test_a_pin_is_made_once_under_its_word(api, pinned):
    word = {"Idempotency-Key": "p"}
    answers = [
        send(api, "POST", address(pinned), {"article": "stranger"}, **ANY, **word) for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert newest(pinned).number == 2


def test_every_write_needs_the_revision_that_was_read(api, pinned):
    send(api, "PATCH", f"{ARTICLES}{pinned.id}/", {"kicker": "Port"}, **ANY)
    for method, path, document in (
        ("PUT", address(pinned), {"pins": []}),
        ("POST", address(pinned), {"article": "stranger"}),
        ("DELETE", address(pinned, id_of("first")), {}),
    ):
        assert send(api, method, path, document).status_code == 428
        stale = send(api, method, path, document, **{"If-Match": '"1"'})
        assert (stale.status_code, stale.json()["saves"][0]["fields"]) == (412, ["kicker"])
    assert newest(pinned).number == 2


@pytest.mark.parametrize(
    ("document", "field", "code"),
    [
        ({}, "article", "missing"),
        ({"article": 7}, "article", "not_a_reference"),
        ({"article": "nothing"}, "article", "not_there"),
        ({"article": str(uuid7())}, "article", "not_there"),
        ({"article": "pinned"}, "article", "itself"),
        ({"article": "first"}, "article", "repeated"),
        ({"article": "stranger", "place": 1}, "place", "unknown"),
    ],
)
def test_what_cannot_be_pinned_is_refused(api, pinned, document, field, code):
    answer = send(api, "POST", address(pinned), document, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, [field])
    assert answer.json()["errors"][0]["code"] == code
    assert newest(pinned).number == 1


@pytest.mark.parametrize(
    ("pins", "field"),
    [
        (7, "pins"),
        (["first", 7], "pins.1"),
        (["first", "nothing"], "pins.1"),
        (["first", "second", {"slug": "first"}], "pins.2"),
        (["pinned"], "pins.0"),
        (["first"] * 51, "pins"),
    ],
)
def test_a_list_that_is_wrong_is_refused_as_a_whole(api, pinned, pins, field):
    answer = send(api, "PUT", address(pinned), {"pins": pins}, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, [field])
    assert newest(pinned).number == 1


def test_more_than_fit_are_refused(api):
    article = make_draft(pins=[str(make_draft(f"Draft {number}").id) for number in range(50)])
    last = make_draft("Last", slug="last")
    answer = send(api, "POST", address(article), {"article": str(last.id)}, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, ["pins"])


def test_no_door_pins_an_article_to_itself(api, pinned):
    path = f"{ARTICLES}{pinned.id}/"
    answer = send(api, "PATCH", path, {"pins": ["pinned"]}, **ANY)
    assert (answer.status_code, fields_of(answer)) == (400, ["pins"])


def test_a_key_needs_its_scopes(pinned):
    reader, writer = (Client(headers=bearer(one)) for one in ("drafts:read", "articles:write"))
    assert send(reader, "PUT", address(pinned), {"pins": []}, **ANY).status_code == 403
    assert writer.get(address(pinned)).status_code == 403
    assert send(writer, "PUT", address(pinned), {"pins": []}, **ANY).status_code == 200


@pytest.fixture
def limited() -> Client:
    """Return a client with a key that may do everything, in Kazakh."""
    return Client(headers=bearer(languages=["kk"]))


def test_a_limited_key_pins_what_it_may_hear_of_and_no_hidden_article(limited):
    make_draft("Secret merger", slug="secret")
    make_published("Known to all", slug="known")
    own = make_draft("Кеме", language="kk")
    answers = [
        send(limited, "POST", address(own), {"article": one}, **ANY).json()["errors"][0]
        for one in ("secret", "absent", id_of("secret"), str(uuid7()))
    ]
    assert {(one["field"], one["code"]) for one in answers} == {("article", "not_there")}
    assert answers[0]["message"].replace("secret", "absent") == answers[1]["message"]
    assert send(limited, "POST", address(own), {"article": "known"}, **ANY).status_code == 200


def test_nor_does_it_by_a_document_or_a_push(limited):
    make_draft("Secret merger", slug="secret")
    story = {"language": "kk", "headline": "Кеме", "pins": ["secret"]}
    absent = story | {"pins": ["absent"]}
    for first, second in (
        [send(limited, "POST", ARTICLES, one) for one in (story, absent)],
        [pushed(limited, **one) for one in (story, absent)],
    ):
        assert (first.status_code, fields_of(first)) == (400, ["pins.0"])
        assert first.content.replace(b"secret", b"absent") == second.content


def test_a_hidden_pin_that_an_editor_set_stays_when_the_key_writes_its_document_again(limited):
    hidden = make_draft("Secret merger", slug="secret")
    own = make_draft("Кеме", language="kk", pins=[str(hidden.id)])
    path = f"{ARTICLES}{own.id}/"
    read = limited.get(path)
    put = send(limited, "PUT", path, read.json() | {"kicker": "Порт"}, **{"If-Match": '"1"'})
    assert (put.status_code, slugs_of(own)) == (200, ["secret"])


def test_reading_and_writing_cost_few_queries(api, django_assert_max_num_queries):
    others = [str(make_draft(f"Draft {number}").id) for number in range(21)]
    for count in (1, 20):
        article = make_draft(pins=others[:count])
        api.get(address(article))  # The first use of a key is noted.
        with django_assert_max_num_queries(5):
            assert len(api.get(address(article)).json()["pins"]) == count
        with django_assert_max_num_queries(30):
            send(api, "POST", address(article), {"article": others[20]}, **ANY)
