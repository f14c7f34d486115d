"""Clearing away old deliveries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.webhooks.clearing import clear_old
from cms.webhooks.models import Attempt, Delivery
from tests.hooks import change, kill, make_hook, plan

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=31)


def old(**columns):
    make_hook()
    change()
    kill(change())
    plan()
    Delivery.objects.update(created_at=LONG_AGO, **columns)
    for row in Delivery.objects.all():
        Attempt.objects.create(delivery=row, began_at=LONG_AGO, milliseconds=1)


def test_what_came_to_an_end_long_ago_goes_but_kills_stay_as_proof():
    old(due_at=None, delivered_at=LONG_AGO)
    assert clear_old() == 3
    assert [row.is_kill for row in Delivery.objects.all()] == [True]
    assert Attempt.objects.count() == 0
    assert clear_old() == 0


def test_what_was_given_up_long_ago_goes():
    old(failed_at=LONG_AGO)
    clear_old()
    assert Delivery.objects.count() == 1


def test_what_is_due_or_recent_stays():
    old()
    assert clear_old() == 1
    assert Delivery.objects.count() == 3
    Delivery.objects.update(created_at=timezone.now(), due_at=None)
    assert clear_old() == 0
