"""Sending again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.http.problem import NotFound
from cms.leases import claim
from cms.uuid7 import uuid7
from cms.webhooks.dispatching import POLICY
from cms.webhooks.models import Delivery
from cms.webhooks.redelivering import RedeliveryRefused, redeliver, redeliver_since
from tests.hooks import again, change, make_hook, plan, planned

pytestmark = pytest.mark.django_db


def delivered(**values):
    made = make_hook(**values).endpoint
    for _ in range(3):
        change()
    plan()
    Delivery.objects.update(due_at=None, delivered_at=timezone.now(), tries=1)
    return made


def test_one_is_due_again_with_its_id():
    delivered()
    row = Delivery.objects.first()
    assert redeliver(delivery=row.pk).due_at <= timezone.now()
    assert again(row).message_id == row.message_id
    assert Delivery.objects.filter(due_at__isnull=False).count() == 1


def test_one_that_was_given_up_is_due_again_for_three_days():
    row = planned()
    long_ago = timezone.now() - timedelta(days=9)
    Delivery.objects.update(failed_at=long_ago, first_tried_at=long_ago, tries=40, last_error="x")
    redeliver(delivery=row.pk)
    row = again(row)
    assert (row.failed_at, row.first_tried_at, row.last_error) == (None, None, "")
    assert claim(Delivery.objects.all(), POLICY) == [row]


def test_one_that_is_being_sent_is_refused():
    row = planned()
    claim(Delivery.objects.all(), POLICY)
    with pytest.raises(RedeliveryRefused, match="right now"):
        redeliver(delivery=row.pk)


def test_all_since_a_moment_are_due_again_and_nobody_elses():
    endpoint = delivered()
    stranger = make_hook().endpoint
    change()
    plan()
    Delivery.objects.update(due_at=None, delivered_at=timezone.now())
    old = endpoint.deliveries.first()
    Delivery.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(hours=2))
    since = timezone.now() - timedelta(hours=1)
    assert redeliver_since(endpoint=endpoint.pk, since=since) == 3
    assert stranger.deliveries.filter(due_at__isnull=False).count() == 0
    assert again(old).due_at is None


def test_only_what_failed_can_be_chosen():
    endpoint = delivered()
    row = endpoint.deliveries.first()
    Delivery.objects.filter(pk=row.pk).update(delivered_at=None, failed_at=timezone.now())
    since = timezone.now() - timedelta(hours=1)
    assert redeliver_since(endpoint=endpoint.pk, since=since, only_failed=True) == 1
    assert again(row).failed_at is None


@pytest.mark.parametrize("days", [-1, 31])
def test_a_moment_that_is_ahead_or_too_long_ago_is_refused(days):
    endpoint = make_hook().endpoint
    with pytest.raises(RedeliveryRefused, match="30 days"):
        redeliver_since(endpoint=endpoint.pk, since=timezone.now() - timedelta(days=days))


def test_what_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        redeliver(delivery=uuid7())
    with pytest.raises(NotFound):
        redeliver_since(endpoint=uuid7(), since=timezone.now() - timedelta(hours=1))
