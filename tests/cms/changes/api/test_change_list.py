"""GET /api/v1/changes/: a full copy from nothing, then only what changed."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from articles.drafts import save_draft
from articles.merging import merge_tags
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.vocabulary import save_tag
from articles.withdrawing import withdraw
from cms.changes.cursors import decode, encode
from cms.changes.models import Change, FeedState
from cms.http.ready import PRIVATE
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)
from tests.cms.changes.feed import FEED, follow, follow_all, now, told
from tests.keys import bearer

pytestmark = pytest.mark.django_db(transaction=True)


def publish_again(article, **changes):
    save_draft(article=article.id, changes=changes, by=None)
    publish(article=article.id, by=None)


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


# --- Filters ---


def test_filters_choose():
    trams, article = make_tag("Trams"), make_published("In Russian", language="ru")
    tagged = make_published("Trams", tags=[str(trams.id)])
    assert told(follow(type="tag")["results"]) == [("published", str(trams.id))]
    assert told(follow(language="ru")["results"]) == [("published", str(article.id))]
    assert set(told(follow(tag="trams")["results"])) == {
        ("published", str(trams.id)),
        ("published", str(tagged.id)),
    }
    assert told(follow(tag=str(trams.id), type="article", language="en,ru")["results"]) == [
        ("published", str(tagged.id))
    ]


def test_a_section_holds_what_is_in_the_sections_below_it():
    city = make_tag("City", kind="section")
    transport = make_tag("Transport", kind="section", parent=city.id)
    article = make_published("Trams", tags=[str(transport.id)], section=str(transport.id))
    make_published("Elsewhere")
    found = follow(section="city", type="article")["results"]
    assert told(found) == [("published", str(article.id))]


def test_what_leaves_the_filter_is_told_as_left():
    trams = make_tag("Trams")
    article = make_published("Trams", tags=[str(trams.id)])
    make_published("Trams too", tags=[str(trams.id)])
    cursor = now(tag="trams", type="article")
    publish_again(article, tags=[])
    (left,) = follow(cursor, tag="trams", type="article", include="document")["results"]
    assert (left["operation"], left["id"]) == ("left", str(article.id))
    assert (left["document"], left["withdrawal"]) == (None, None)
    assert ("left", str(article.id)) not in told(follow_all(tag="trams"))


def test_a_tag_that_moves_takes_its_articles_along():
    city, sport = make_tag("City"), make_tag("Sport")
    trams = make_tag("Trams", parent=city.id)
    article = make_published("Trams", tags=[str(trams.id)])
    make_published("Sport", tags=[str(sport.id)])
    in_city = now(tag="city", type="article")
    in_sport = now(tag="sport", type="article")
    save_tag(tag=trams.id, values={"parent": sport.id}, by=None)
    rebuild_due()
    assert told(follow(in_city, tag="city", type="article")["results"]) == [
        ("left", str(article.id))
    ]
    assert told(follow(in_sport, tag="sport", type="article")["results"]) == [
        ("updated", str(article.id))
    ]


def test_the_last_article_of_a_tag_is_told_to_leave():
    article = make_published("Trams", tags=[str(make_tag("Trams").id)])
    cursor = now(tag="trams")
    withdraw(article=article.id, by=None)
    operations = [one["operation"] for one in follow(cursor, tag="trams")["results"]]
    assert operations == ["withdrawn", "withdrawn"]


def test_a_merged_tag_is_told_and_who_follows_it_starts_again():
    trams, tramways = make_tag("Trams"), make_tag("Tramways")
    make_published("One", tags=[str(trams.id)])
    make_published("Two", tags=[str(tramways.id)])
    cursor, all_of_it = now(tag="trams"), now()
    merge_tags(loser=trams.id, winner=tramways.id, by=None)
    rebuild_due()
    changes = {one["id"]: one for one in follow(all_of_it)["results"]}
    assert changes[str(trams.id)]["operation"] == "withdrawn"
    assert changes[str(trams.id)]["withdrawal"]["replaced_by"] == str(tramways.id)
    assert changes[str(trams.id)]["aliases"] == ["trams"]
    assert follow(cursor, tag="trams", status=410)["type"].endswith(":resync")
    assert len(follow(tag="trams", type="article")["results"]) == 2


def test_a_renamed_tag_is_found_by_both_names():
    make_published("Trams", tags=[str(make_tag("Trams").id)])
    cursor = now(tag="trams")
    tag = Change.objects.get(type="tag").thing
    save_tag(tag=tag, values={"name": "Tramways", "slug": "tramways"}, by=None)
    rebuild_due()
    assert follow(cursor, tag="trams")["results"]
    assert follow(cursor, tag="tramways")["results"]


# --- A key's limits ---


def test_a_keys_limits_narrow_what_it_is_told():
    city = make_tag("City", kind="section")
    article = make_published("Trams", section=str(city.id), tags=[str(city.id)])
    make_published("Elsewhere")
    limited = bearer("content:read", sections=["city"])
    found = follow(type="article", headers=limited)["results"]
    assert told(found) == [("published", str(article.id))]
    everything = bearer("content:read", "changes:read-all", sections=["city"])
    assert len(follow(type="article", headers=everything)["results"]) == 2


def test_what_leaves_a_keys_limits_is_told_as_left():
    city = make_tag("City", kind="section")
    article = make_published("Trams", section=str(city.id), tags=[str(city.id)])
    limited = bearer("content:read", sections=["city"])
    make_published("Trams too", section=str(city.id), tags=[str(city.id)])
    cursor = follow(headers=limited)["cursor"]
    publish_again(article, section=None, tags=[])
    changes = follow(cursor, headers=limited)["results"]
    assert ("left", str(article.id)) in told(changes)


def test_no_shared_cache_keeps_what_a_key_was_told():
    answer = Client().get(FEED, headers=bearer())
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Vary"] == "Accept, Authorization"


# --- Caching ---


def test_the_answer_may_be_kept_for_a_moment_and_is_not_sent_twice():
    make_published("First")
    answer = Client().get(FEED)
    assert answer["Cache-Control"].startswith("public, max-age=1,")
    assert answer["Cache-Tag"] == "changes"
    again = Client().get(FEED, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(FEED, {"wait": 1})["Cache-Control"] == PRIVATE


# --- Refusals ---


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"cursor": "x"}, "damaged"),
        ({"cursor": "A" * 64}, "damaged"),
        ({"cursor": "é" * 64}, "damaged"),
        ({"limit": 101}, "out_of_bounds"),
        ({"wait": 31}, "out_of_bounds"),
        ({"type": "front"}, "unknown_choice"),
        ({"include": "body"}, "unknown_choice"),
        ({"tag": "no-such-tag"}, "unknown"),
        ({"section": "no-such-section"}, "unknown"),
        ({"language": "x"}, "unknown_choice"),
        ({"language": "en,fr"}, "unknown_choice"),
        ({"since": "yesterday"}, "unknown_parameter"),
    ],
)
def test_a_slip_is_refused_and_named(parameters, code):
    assert follow(status=400, **parameters)["errors"][0]["code"] == code


def test_a_hidden_tag_is_as_unknown_as_none():
    make_tag("Hidden")
    hidden, absent = (follow(status=400, tag=tag)["errors"] for tag in ("hidden", "hiddem"))
    assert hidden[0]["message"].replace("hidden", "hiddem") == absent[0]["message"]


def test_a_damaged_letter_is_found():
    make_published("First")
    cursor = now()
    slips = [
        cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        for place in range(64)
    ]
    for slip in slips:
        assert follow(slip, status=400)["errors"][0]["code"] == "damaged"


def test_a_cursor_of_another_database_is_told_to_start_again():
    make_published("First")
    cursor = now()
    FeedState.objects.update(epoch=uuid4())
    refusal = follow(cursor, status=410)
    assert refusal["type"] == "urn:standfirst:problem:resync"
    assert "without a cursor" in refusal["detail"]


def test_a_cursor_from_beyond_a_restored_backup_is_told_to_start_again():
    make_published("First")
    cursor = now()
    Change.objects.all().delete()
    FeedState.objects.update(last_seq=0)
    assert follow(cursor, status=410)["type"].endswith(":resync")


def test_a_cursor_that_purging_has_passed_is_told_to_start_again():
    make_published("First")
    old = now()
    make_published("Second")
    new = now()
    FeedState.objects.update(low_water=2)
    assert follow(old, status=410)["type"].endswith(":resync")
    assert follow(new)["results"] == []


def test_a_full_copy_goes_on_though_purging_passed_its_place():
    make_published("First")
    make_published("Second")
    page = follow(limit=1)
    FeedState.objects.update(low_water=2)
    assert len(follow(page["cursor"])["results"]) == 1
    assert decode(follow(page["cursor"])["cursor"]).copy_head == 0


def test_a_cursor_of_another_filter_is_told_to_start_again():
    make_published("First")
    assert follow(now(), type="article", status=410)["type"].endswith(":resync")


def test_a_cursor_with_absurd_numbers_is_refused():
    place = decode(now())
    absurd = type(place)(place.epoch, 2**63, 0, place.asked)
    assert follow(encode(absurd), status=400)["errors"][0]["code"] == "damaged"


def test_an_unsupported_form_is_refused():
    answer = Client().get(FEED, headers={"Accept": "text/html"})
    assert answer.status_code == 406
    assert "application/x-ndjson" in answer.json()["detail"]
