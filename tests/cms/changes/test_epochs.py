"""After a backup was restored."""

import pytest
from django.core.management import call_command

from cms.changes.models import FeedState
from tests.articles.builders import make_published
from tests.cms.changes.feed import follow, now, told

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_epoch_sends_everybody_back_to_the_start(capsys):
    article = make_published("First")
    cursor, half_way = now(), follow(limit=1)["cursor"]
    call_command("begin_new_epoch")
    assert str(FeedState.objects.get().epoch) in capsys.readouterr().out
    for lost in (cursor, half_way):
        assert follow(lost, status=410)["type"].endswith(":resync")
    assert told(follow()["results"]) == [("published", str(article.id))]
    assert follow(now())["results"] == []
