"""Preview links that nobody needs any more."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import PreviewLink
from articles.previewing import clear_old_preview_links, make_preview_link, revoke_preview_link
from articles.tasks import TASKS
from tests.articles.builders import make_draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def links(*lifetimes: timedelta) -> list[PreviewLink]:
    article = make_draft()
    return [
        make_preview_link(article=article.id, lifetime=lifetime, by=None) for lifetime in lifetimes
    ]


def test_links_are_cleared_a_month_after_they_expired():
    _gone, stays = links(DAY, 3 * DAY)
    with time_machine.travel(timezone.now() + 32 * DAY):
        assert clear_old_preview_links() == 1
        assert clear_old_preview_links() == 0
    assert list(PreviewLink.objects.all()) == [stays]


def test_a_link_that_expired_or_was_revoked_stays_listed_for_a_month():
    expired, revoked = links(DAY, 30 * DAY)
    revoke_preview_link(link=revoked.id, article=revoked.article_id)
    with time_machine.travel(timezone.now() + 30 * DAY):
        assert clear_old_preview_links() == 0
    assert set(PreviewLink.objects.all()) == {expired, revoked}


def test_the_worker_clears_links_every_hour():
    assert [task.every_seconds for task in TASKS if task.run is clear_old_preview_links] == [3600.0]
