"""What the admin shows of the log."""

import pytest

from cms.access.models import User
from cms.changes import followers
from cms.changes.followers import Follower, register_followers
from cms.changes.models import FeedState
from cms.changes.numbering import number_pending
from tests.articles.builders import make_published

pytestmark = pytest.mark.django_db(transaction=True)
STATE = "/admin/changes/feedstate/"


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("editor"))
    return client


def test_the_state_of_the_log_is_one_page(editor, monkeypatch):
    monkeypatch.setattr(followers, "_listers", [])
    register_followers(lambda: [Follower("Archive of the coast", 0)])
    make_published("First")
    number_pending()
    make_published("Second")
    page = editor.get(STATE, follow=True).content.decode()
    assert str(FeedState.objects.get().epoch) in page
    assert "2, of which 0 are superseded" in page
    assert "Archive of the coast: 1 behind" in page


def test_nobody_changes_it(editor):
    FeedState.objects.update(last_seq=7)
    page = f"{STATE}{FeedState.ONLY_ID}/change/"
    assert editor.post(page, {"last_seq": 0}).status_code == 403
    assert editor.post(f"{STATE}{FeedState.ONLY_ID}/delete/").status_code == 403
    assert FeedState.objects.get().last_seq == 7


def test_the_log_itself_is_a_list(editor):
    make_published("First")
    answer = editor.get("/admin/changes/change/")
    assert answer.context["title"] == "Changes"
    assert "published" in answer.content.decode()
