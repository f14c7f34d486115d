"""Endpoints as followers of the log."""

import pytest
from django.utils import timezone

from cms.changes.followers import followers
from cms.changes.models import FeedState
from cms.webhooks.models import Endpoint

pytestmark = pytest.mark.django_db


def test_the_logs_page_knows_how_far_each_endpoint_has_been_told():
    epoch = FeedState.objects.get().epoch
    made = {"url": "https://partner.example/", "epoch": epoch}
    Endpoint.objects.create(description="Archive", position=7, **made)
    off = {"is_enabled": False, "disabled_because": "person", "disabled_at": timezone.now()}
    Endpoint.objects.create(description="Switched off", **off, **made)
    assert [(one.name, one.seq) for one in followers()] == [("webhook Archive", 7)]
