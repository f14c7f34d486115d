"""Changes become deliveries: each once, for who follows it."""

from uuid import uuid4

import pytest

from articles.killing import kill_image
from cms.changes.models import Change, FeedState
from cms.changes.numbering import number_pending
from cms.webhooks import planning
from cms.webhooks.endpoints import change_endpoint
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.planning import plan_due
from tests.articles.builders import make_image, make_published, use_of
from tests.hooks import again, change, endpoint_now, kill, make_hook, plan
from tests.keys import key_row

pytestmark = pytest.mark.django_db


def events():
    return [delivery.event for delivery in plan()]


def test_each_change_becomes_one_delivery_in_the_order_of_the_log():
    make_hook()
    things = [change(), change(operation="updated"), change(operation="withdrawn")]
    deliveries = plan()
    assert [delivery.thing for delivery in deliveries] == things
    assert [delivery.event for delivery in deliveries] == [
        "article.published",
        "article.updated",
        "article.withdrawn",
    ]
    assert endpoint_now().position == Change.objects.count()


def test_a_delivery_holds_the_change_as_the_feed_tells_it():
    make_hook()
    thing = change()
    (delivery,) = plan()
    assert delivery.data.keys() == {
        "cursor", "type", "id", "operation", "version", "at", "aliases", "withdrawal", "cache_tags", "document",
    }  # fmt: skip
    assert (delivery.data["id"], delivery.data["document"]) == (str(thing), None)


def test_what_was_before_the_endpoint_is_not_told():
    change()
    number_pending()
    make_hook()
    assert plan() == []


def test_planning_again_makes_nothing_twice():
    make_hook()
    change()
    assert len(plan()) == 1
    assert len(plan()) == 1
    assert plan_due() == 0


def test_every_endpoint_has_a_place_of_its_own():
    first = make_hook().endpoint
    change()
    plan()
    second = make_hook().endpoint
    change()
    plan()
    assert (first.deliveries.count(), second.deliveries.count()) == (2, 1)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"types": ["tag"]}, ["tag.published"]),
        ({"operations": ["withdrawn"]}, ["article.withdrawn"]),
        ({"languages": ["kk"]}, ["article.published"]),
        ({"types": ["article"], "languages": ["ru"]}, []),
    ],
)
def test_a_filter_says_what_is_told(values, told):
    make_hook(**values)
    change(type="tag", labels=[])
    change(labels=["language:kk"])
    change(operation="withdrawn")
    assert events() == told


def test_what_leaves_the_filter_is_told_as_left():
    make_hook(languages=["en"])
    thing = change(labels=["language:en"])
    change(thing, "updated", version=2, labels=["language:ru"])
    assert events() == ["article.published", "article.left"]


def test_tags_are_followed():
    endpoint = make_hook().endpoint
    tag = str(uuid4())
    Endpoint.objects.filter(pk=endpoint.pk).update(tags=[tag])
    change(labels=[f"tag:{tag}"])
    change(labels=[f"tag:{uuid4()}"])
    assert len(plan()) == 1


def test_the_limits_of_the_key_that_manages_it_hold():
    key = key_row("webhooks:manage", languages=["kk"])
    endpoint = make_hook().endpoint
    Endpoint.objects.filter(pk=endpoint.pk).update(key=key)
    change()
    change(labels=["language:kk"])
    assert len(plan()) == 1


def test_an_endpoint_that_is_off_is_told_later_of_everything():
    endpoint = make_hook(is_enabled=False).endpoint
    change()
    assert plan() == []
    change_endpoint(endpoint=endpoint.pk, values={"is_enabled": True})
    assert len(plan()) == 1


def test_a_kill_is_planned_for_an_endpoint_that_is_off_and_once_when_it_is_on():
    endpoint = make_hook(is_enabled=False).endpoint
    thing = change()
    kill(thing)
    assert events() == ["article.withdrawn"]
    change_endpoint(endpoint=endpoint.pk, values={"is_enabled": True})
    assert events() == ["article.published", "article.withdrawn"]


def test_a_kill_is_told_whatever_operations_are_followed():
    make_hook(operations=["published"])
    kill(change())
    assert events() == ["article.published", "article.withdrawn"]


def test_a_killed_image_is_a_kill():
    make_hook(types=["image"])
    image = make_image()
    make_published("With a picture", lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    assert [(row.event, row.is_kill) for row in plan()] == [
        ("image.published", False),
        ("image.withdrawn", True),
    ]


def test_a_kill_is_told_to_those_alone_who_may_have_had_it():
    make_hook(languages=["kk"])
    kill(change())
    assert plan() == []


def test_behind_many_waiting_deliveries_changes_wait_in_the_log_but_kills_do_not(monkeypatch):
    monkeypatch.setattr(planning, "MOST_WAITING", 2)
    monkeypatch.setattr(planning, "CHANGES_IN_ONE_TRANSACTION", 1)
    make_hook()
    change()
    change()
    kill(change())
    assert [delivery.is_kill for delivery in plan()] == [False, True]
    Delivery.objects.update(due_at=None)
    assert [delivery.is_kill for delivery in plan()] == [False, False, False, True]


def test_an_endpoint_of_another_time_of_the_database_is_told_to_start_again():
    make_hook()
    change()
    FeedState.objects.update(epoch=uuid4())
    assert events() == ["changes.resync"]
    change()
    assert sorted(events()) == ["article.published", "changes.resync"]


def test_an_endpoint_whose_changes_were_purged_is_told_to_start_again():
    make_hook()
    change()
    change()
    plan()
    Delivery.objects.all().delete()
    Endpoint.objects.update(position=0)
    FeedState.objects.update(low_water=1)
    assert events() == ["changes.resync"]
    assert endpoint_now().position == 2


def test_an_endpoint_that_was_changed_meanwhile_is_not_moved():
    endpoint = make_hook().endpoint
    change()
    Endpoint.objects.filter(pk=endpoint.pk).update(revision=2)
    assert not planning._write(endpoint, [], position=1)
    assert again(endpoint).position == 0


def test_planning_costs_few_queries_however_many_changes(django_assert_max_num_queries):
    make_hook()
    for _ in range(50):
        change()
    with django_assert_max_num_queries(20):
        plan_due()
    assert Delivery.objects.count() == 50
    with django_assert_max_num_queries(4):
        plan_due()
