"""GET /api/v1/changes/ with filters, and by a key that is limited: what comes, and what is told as left."""

import pytest
from django.test import Client

from articles.merging import merge_tags
from articles.rebuilding import rebuild_due
from articles.vocabulary import save_tag
from articles.withdrawing import withdraw
from cms.changes.models import Change
from tests.articles.builders import (
    make_published,
    make_tag,
    publish_again,
)
from tests.cms.changes.feed import FEED, follow, follow_all, now, told
from tests.keys import bearer

pytestmark = pytest.mark.django_db(transaction=True)


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
