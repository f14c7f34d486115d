"""GET /api/v1/changes/ refused: parameters that are wrong, and cursors that lead nowhere any more."""

from uuid import uuid4

import pytest
from django.test import Client

from cms.changes.cursors import decode, encode
from cms.changes.models import Change, FeedState
from tests.articles.builders import (
    make_published,
    make_tag,
)
from tests.cms.changes.feed import FEED, follow, now

pytestmark = pytest.mark.django_db(transaction=True)


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
