"""Keeping the log short without robbing anybody of a change."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from articles.drafts import save_draft
from articles.publishing import publish
from articles.withdrawing import withdraw
from cms.changes.compacting import compact, purge_tombstones
from cms.changes.models import Change, FeedState
from cms.changes.numbering import number_pending
from cms.changes.tasks import compact_old
from tests.articles.builders import make_published
from tests.cms.changes.feed import follow, follow_all, now, told

pytestmark = pytest.mark.django_db(transaction=True)


def publish_again(article):
    save_draft(article=article.id, changes={"standfirst": f"At {timezone.now()}"}, by=None)
    publish(article=article.id, by=None)


def soon():
    return timezone.now() + timedelta(hours=1)


def test_only_what_a_later_change_supersedes_is_removed():
    first, second = make_published("First"), make_published("Second")
    publish_again(first)
    publish_again(first)
    before = now(), told(follow_all())
    assert compact(before=soon()) == 2
    assert (now(), told(follow_all())) == before
    assert list(Change.objects.order_by("seq").values_list("thing", "version")) == [
        (second.id, 1),
        (first.id, 3),
    ]


def test_a_follower_of_before_misses_nothing():
    article = make_published("First")
    cursor = now()
    publish_again(article)
    publish_again(article)
    number_pending()
    compact(before=soon())
    assert [one["version"] for one in follow_all(cursor)] == [3]


def test_a_full_copy_in_the_middle_misses_nothing():
    articles = [make_published(f"Article {number}") for number in range(4)]
    page = follow(limit=2)
    publish_again(articles[0])
    publish_again(articles[3])
    number_pending()
    compact(before=soon())
    assert told(follow_all(page["cursor"])) == [
        ("published", str(articles[2].id)),
        ("updated", str(articles[0].id)),
        ("updated", str(articles[3].id)),
    ]


def test_what_is_young_or_not_numbered_stays():
    article = make_published("First")
    publish_again(article)
    assert compact(before=soon()) == 0
    number_pending()
    assert compact(before=timezone.now() - timedelta(days=1)) == compact_old() == 0


def test_it_is_done_piece_by_piece():
    article = make_published("First")
    for _ in range(3):
        publish_again(article)
    number_pending()
    assert [compact(before=soon(), limit=2), compact(before=soon(), limit=2)] == [2, 1]


def test_forgetting_withdrawals_sends_those_behind_back_to_the_start():
    behind = now()
    article, other = make_published("First"), make_published("Second")
    between = now()
    withdraw(article=article.id, by=None)
    ahead = now()
    make_published("Third")
    number_pending()
    compact(before=soon())
    assert purge_tombstones(before=soon()) == 1
    assert FeedState.objects.get().low_water == 3
    for lost in (behind, between):
        assert follow(lost, status=410)["type"].endswith(":resync")
    assert len(follow(ahead)["results"]) == 1
    assert str(other.id) in [one["id"] for one in follow_all()]


def test_a_withdrawal_stays_while_an_earlier_change_would_count_again():
    withdraw(article=make_published("First").id, by=None)
    number_pending()
    assert purge_tombstones(before=soon()) == 0
    compact(before=soon())
    assert purge_tombstones(before=soon()) == 1
    assert follow()["results"] == []


def test_what_came_back_is_not_forgotten():
    article = make_published("First")
    withdraw(article=article.id, by=None)
    publish(article=article.id, by=None)
    number_pending()
    compact(before=soon())
    assert purge_tombstones(before=soon()) == 0
    assert [one["version"] for one in follow()["results"]] == [3]


def test_the_command_does_both(capsys):
    article = make_published("First")
    publish_again(article)
    withdraw(article=article.id, by=None)
    number_pending()
    call_command("compact_changes", keep_hours=0)
    assert "Removed 2 superseded" in capsys.readouterr().out
    call_command("compact_changes", keep_hours=0, forget_withdrawals=0)
    assert "Forgot 1 withdrawals" in capsys.readouterr().out
    assert not Change.objects.exists()


@pytest.mark.parametrize("options", [{"keep_hours": -1}, {"forget_withdrawals": 1e12}])
def test_the_command_refuses_what_is_no_time(options):
    with pytest.raises(CommandError):
        call_command("compact_changes", **options)
