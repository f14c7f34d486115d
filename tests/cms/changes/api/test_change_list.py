"""GET /api/v1/changes/: a full copy from nothing, then only what changed."""

from datetime import datetime

import pytest
from django.test import Client

from articles.withdrawing import withdraw
from cms.http.ready import PRIVATE
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    publish_again,
    use_of,
)
from tests.cms.changes.feed import FEED, follow, follow_all, now, told

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_says_what_the_log_knows():
    article = make_published("Harbour reopens")
    (change,) = follow()["results"]
    assert datetime.fromisoformat(change.pop("at")).tzinfo
    assert len(change.pop("cursor")) == 64
    assert change == {
        "type": "article",
        "id": str(article.id),
        "operation": "published",
        "version": 1,
        "aliases": ["harbour-reopens"],
        "withdrawal": None,
        "cache_tags": [f"article:{article.id}", "articles"],
        "document": None,
    }


def test_from_nothing_each_thing_comes_once_at_its_latest_change():
    first, second = make_published("First"), make_published("Second")
    publish_again(first, headline="First again")
    assert told(follow_all(limit=1)) == [("published", str(second.id)), ("updated", str(first.id))]


def test_then_only_what_changed_comes_in_order_and_nothing_twice():
    article = make_published("First")
    cursor = now()
    publish_again(article, headline="First again")
    withdraw(article=article.id, by=None)
    assert [one["operation"] for one in follow_all(cursor)] == ["updated", "withdrawn"]
    assert follow(now())["results"] == []


def test_next_is_always_there_and_leads_on():
    empty = follow()
    assert (empty["results"], empty["has_more"], empty["previous"]) == ([], False, None)
    article = make_published("First")
    answer = Client().get(empty["next"])
    assert told(answer.json()["results"]) == [("published", str(article.id))]
    assert f"<{answer.json()['next']}>" in answer["Link"]


def test_what_changes_during_a_full_copy_comes_after_it():
    first, second, third = (make_published(name) for name in ("First", "Second", "Third"))
    page = follow(limit=1)
    publish_again(first, headline="First again")
    publish_again(third, headline="Third again")
    publish_again(third, headline="Third again and again")
    rest = told(follow_all(page["cursor"]))
    assert rest == [
        ("published", str(second.id)),
        ("updated", str(first.id)),
        ("updated", str(third.id)),
        ("updated", str(third.id)),
    ]


def test_a_replayed_cursor_answers_the_same_or_what_is_newer():
    article = make_published("First")
    cursor = now()
    publish_again(article, headline="First again")
    once = follow(cursor)
    assert follow(cursor) == once
    make_published("Second")
    assert follow(cursor)["results"][0] == once["results"][0]


def test_documents_are_those_of_the_read_api():
    article = make_published("First", tags=[str(make_tag("Trams").id)])
    by_type = {one["type"]: one for one in follow(include="document")["results"]}
    assert by_type["article"]["document"] == Client().get(f"/api/v1/articles/{article.id}/").json()
    assert by_type["tag"]["document"]["name"] == "Trams"


def test_what_left_since_has_no_document():
    article = make_published("First")
    cursor = follow(limit=1)["cursor"]
    publish_again(article, headline="Second")
    withdraw(article=article.id, by=None)
    updated, withdrawn = follow(cursor, include="document")["results"]
    assert (updated["operation"], updated["document"]) == ("updated", None)
    assert withdrawn["document"] is None


def test_a_page_of_a_hundred_changes_with_documents_costs_three_queries(
    django_assert_max_num_queries,
):
    tag, source, image = make_tag("Trams"), make_source(), make_image()
    for number in range(97):
        make_published(
            f"Article {number}",
            tags=[str(tag.id)],
            citations=[citation_of(source)],
            lead_image=use_of(image),
        )
    page = follow()
    assert len(page["results"]) == 100
    with django_assert_max_num_queries(3):
        page = follow(include="document")
    assert all(one["document"] for one in page["results"])
    with django_assert_max_num_queries(2):
        follow(page["cursor"], include="document")


def test_a_withdrawal_says_why_and_names_every_address():
    article = make_published("Former name")
    publish_again(article, slug="present-name")
    cursor = now()
    withdraw(article=article.id, kind="expired", reason="Over.", by=None)
    (gone,) = follow(cursor)["results"]
    assert gone["aliases"] == ["former-name", "present-name"]
    assert (gone["withdrawal"]["kind"], gone["withdrawal"]["reason"]) == ("expired", "Over.")


def test_nothing_hidden_is_told():
    make_draft("Not out yet", tags=[str(make_tag("Hidden").id)])
    assert follow()["results"] == []


def test_the_answer_may_be_kept_for_a_moment_and_is_not_sent_twice():
    make_published("First")
    answer = Client().get(FEED)
    assert answer["Cache-Control"].startswith("public, max-age=1,")
    assert answer["Cache-Tag"] == "changes"
    again = Client().get(FEED, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(FEED, {"wait": 1})["Cache-Control"] == PRIVATE
