"""Previews from the article's page: opened at once, linked to, revoked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.models import PreviewLink
from tests.articles.admin.pages import text_of
from tests.articles.builders import make_draft

pytestmark = pytest.mark.django_db


def page_of(article, name: str, *more) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def test_a_preview_opens_at_once(boss):
    article = make_draft("Not out yet")
    answer = boss.post(page_of(article, "preview"))
    assert answer.status_code == 302
    shown = boss.get(answer.headers["Location"])
    assert "Not out yet" in text_of(shown)
    assert "Preview" in text_of(shown)


def test_a_preview_on_another_host_is_led_to(boss, settings):
    settings.PREVIEW_URL = "https://news.example/look?id={id}&token={token}"
    answer = boss.post(page_of(make_draft(), "preview"))
    assert answer.status_code == 200
    assert "0; url=https://news.example/look?id=" in text_of(answer)


def test_a_link_is_made_listed_and_revoked(boss, client):
    article = make_draft("Not out yet")
    boss.post(page_of(article, "previews"), {"lifetime": "a week"})
    link = PreviewLink.objects.get()
    lasts = link.expires_at - link.made_at
    assert (link.made_by.username, round(lasts / timedelta(days=1))) == ("boss", 7)
    assert f"/preview/{article.pk}/?token=" in text_of(boss.get(page_of(article, "previews")))
    boss.post(page_of(article, "revoke_preview", link.pk))
    assert "?token=" not in text_of(boss.get(page_of(article, "previews")))


def test_no_link_is_made_or_revoked_by_looking(boss):
    article = make_draft()
    boss.post(page_of(article, "previews"), {"lifetime": "a day"})
    link = PreviewLink.objects.get()
    assert boss.get(page_of(article, "preview")).status_code == 405
    assert boss.get(page_of(article, "revoke_preview", link.pk)).status_code == 405
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_lifetime_that_is_not_offered_is_refused(boss):
    article = make_draft()
    answer = boss.post(page_of(article, "previews"), {"lifetime": "for ever"})
    assert "not one of the available choices" in text_of(answer)
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_article_is_not_revoked(boss):
    article, other = make_draft("One"), make_draft("Two")
    boss.post(page_of(other, "previews"), {"lifetime": "a day"})
    link = PreviewLink.objects.get()
    boss.post(page_of(article, "revoke_preview", link.pk))
    link.refresh_from_db()
    assert link.revoked_at is None


def test_who_may_look_may_send_a_link(viewer):
    article = make_draft()
    viewer.post(page_of(article, "previews"), {"lifetime": "a day"})
    assert PreviewLink.objects.get().article == article
