"""The feed as lines of JSON: everything up to now in one answer."""

import json
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.test import Client

from articles.drafts import save_draft
from articles.publishing import publish
from cms.changes.api import streams
from cms.changes.waiting import take_seat
from tests.articles.builders import make_published, make_tag
from tests.cms.changes.feed import FEED, follow, follow_all, told

pytestmark = pytest.mark.django_db(transaction=True)
LINES = {"Accept": "application/x-ndjson"}


def ask(cursor=None, **parameters):
    given = parameters | ({"cursor": cursor} if cursor else {})
    return Client().get(FEED, given, headers=LINES)


def lines(cursor=None, **parameters):
    """Return the changes, and the last line."""
    *changes, end = [json.loads(line) for line in ask(cursor, **parameters).getvalue().splitlines()]
    return changes, end


@pytest.fixture
def articles():
    return [make_published(f"Article {number}") for number in range(5)]


def test_every_change_is_a_line_and_the_last_says_how_to_go_on(articles):
    changes, end = lines()
    assert changes == follow()["results"]
    assert set(end) == {"next", "cursor", "has_more"}
    make_published("One more")
    assert told(follow(end["cursor"])["results"]) == told(
        Client().get(end["next"]).json()["results"]
    )
    assert len(follow(end["cursor"])["results"]) == 1


def test_lines_carry_documents_when_asked(articles):
    changes, _end = lines(include="document")
    assert changes == follow(include="document")["results"]


def test_a_stream_takes_as_many_portions_as_it_needs(articles, monkeypatch):
    monkeypatch.setattr(streams, "MOST", 2)
    assert [one["id"] for one in lines()[0]] == [str(article.id) for article in articles]


def test_a_stream_that_broke_off_goes_on_from_any_line(articles):
    whole, _end = lines()
    for number, line in enumerate(whole, start=1):
        assert [one["id"] for one in lines(line["cursor"])[0]] == [
            one["id"] for one in whole[number:]
        ]


def test_a_stream_ends_though_the_log_goes_on(articles, monkeypatch):
    monkeypatch.setattr(streams, "MOST", 2)
    answer = ask()
    pieces = iter(answer)
    first = next(pieces)
    later = [make_published(f"Later {number}") for number in range(5)]
    *changes, end = [json.loads(line) for line in (first + b"".join(pieces)).splitlines()]
    answer.close()
    assert end["has_more"]
    rest = follow_all(end["cursor"])
    ids = [str(article.id) for article in [*articles, *later]]
    assert [one["id"] for one in changes + rest] == ids
    assert len(changes) < 8


def test_a_thing_that_changes_during_a_full_copy_comes_once_with_what_follows(
    articles, monkeypatch
):
    monkeypatch.setattr(streams, "MOST", 2)
    answer = ask()
    pieces = iter(answer)
    first = next(pieces)
    save_draft(article=articles[3].id, changes={"headline": "Changed"}, by=None)
    publish(article=articles[3].id, by=None)
    *changes, end = [json.loads(line) for line in (first + b"".join(pieces)).splitlines()]
    answer.close()
    everything = told(changes + follow_all(end["cursor"]))
    assert len(everything) == 5
    assert everything[-1] == ("updated", str(articles[3].id))


def test_a_filter_applies(articles):
    tagged = make_published("Trams", tags=[str(make_tag("Trams").id)])
    assert told(lines(tag="trams", type="article")[0]) == [("published", str(tagged.id))]


def test_an_empty_log_is_one_line():
    changes, end = lines()
    assert (changes, end["has_more"]) == ([], False)


def test_nobody_keeps_a_stream_and_proxies_pass_it_on_at_once(articles):
    answer = ask()
    assert (answer["Content-Type"], answer["Cache-Control"]) == (LINES["Accept"], "no-store")
    assert (answer["X-Accel-Buffering"], answer["Vary"]) == ("no", "Accept, Authorization")
    answer.close()


def test_the_head_of_a_stream_has_no_body(articles):
    answer = Client().head(FEED, headers=LINES)
    assert (answer.status_code, answer["Content-Type"]) == (200, LINES["Accept"])


@pytest.mark.parametrize("parameter", ["limit", "wait"])
def test_what_belongs_to_pages_is_refused(parameter):
    answer = ask(**{parameter: 5})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "not_in_a_stream"


def test_a_bad_cursor_is_refused_before_the_stream_begins():
    assert ask("x").status_code == 400


def test_more_streams_than_places_are_told_to_come_back():
    with ExitStack() as taken:
        for _ in range(settings.CHANGES_WAITERS):
            taken.enter_context(take_seat())
        answer = ask()
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert follow()["results"] == []  # A page needs no place.
    assert ask().getvalue()


def test_a_place_is_given_back_at_the_end_by_who_goes_early_and_by_who_is_refused(articles):
    for _ in range(settings.CHANGES_WAITERS + 1):
        assert ask().getvalue()
        ask().close()
        assert ask("A" * 64).status_code == 400
