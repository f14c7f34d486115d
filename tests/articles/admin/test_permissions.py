"""Who may open and do what in the admin."""

import pytest
from django.urls import reverse

from articles.models import Article, Edition
from cms.changes.models import Change
from tests.articles.admin.pages import sent_by, text_of
from tests.articles.builders import (
    make_draft,
    make_held,
    make_image,
    make_published,
    make_source,
    make_tag,
)

pytestmark = pytest.mark.django_db
PUBLISHING = ("withdraw", "schedule", "correct")


def every_page() -> list[str]:
    """Return one address of every page of ours, with things to show."""
    article = make_published("Live")
    things = {"articles_article": article, "media_image": make_image()}
    things |= {"articles_tag": make_tag(), "articles_source": make_source()}
    pages = [reverse(f"admin:{name}_changelist") for name in things]
    pages += [reverse(f"admin:{name}_add") for name in things]
    pages += [reverse(f"admin:{name}_change", args=[row.pk]) for name, row in things.items()]
    pages += [
        reverse(f"admin:articles_article_{name}", args=[article.pk])
        for name in (*PUBLISHING, "translations", "leave-translations", "duplicate", "revisions")
    ]
    image = things["media_image"].pk
    pages += [
        reverse(f"admin:media_image_{name}", args=[image])
        for name in ("card", "kill", "override", "replace")
    ]
    return [
        *pages,
        *(
            reverse(f"admin:media_image_{name}")
            for name in ("caption_line", "upload", "duplicates")
        ),
        reverse("admin:articles_schedule_changelist"),
        reverse("admin:articles_proposal_changelist"),
        reverse("admin:articles_proposal_change", args=[make_held(article, kicker="Sent").pk]),
        reverse("admin:changes_change_changelist"),
        reverse("admin:articles_newsroom_change", args=[1]),
        reverse("admin:access_user_changelist"),
        reverse("admin:index"),
    ]


def test_a_superuser_opens_every_page(boss):
    assert {boss.get(page).status_code for page in every_page()} == {200}


def test_nobody_opens_any_page_without_a_login(client):
    for page in every_page():
        answer = client.get(page)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
            302,
            "/admin/login/",
        )


def test_an_editor_without_the_permission_opens_all_but_what_publishes(writer):
    barred = [page for page in every_page() if writer.get(page).status_code == 403]
    names = {page.rstrip("/").split("/")[-1] for page in barred}
    assert names == {*PUBLISHING, "kill", "user", "change"}


def test_an_editor_without_the_permission_sees_no_button_that_publishes(writer):
    shown = text_of(
        writer.get(reverse("admin:articles_article_change", args=[make_published().pk]))
    )
    assert 'name="_continue"' in shown
    for word in ('name="_publish"', "Schedule…", "Withdraw…", "Add a correction"):
        assert word not in shown


def test_an_editor_without_the_permission_cannot_publish_by_hand(writer):
    article = make_draft("Old")
    page = reverse("admin:articles_article_change", args=[article.pk])
    answer = writer.post(page, sent_by(writer.get(page), headline="New", _publish=""))
    article.refresh_from_db()
    assert (answer.status_code, article.headline) == (403, "Old")
    assert not Edition.objects.exists()


@pytest.mark.parametrize("name", PUBLISHING)
def test_an_editor_without_the_permission_cannot_send_what_publishes(writer, name):
    article = make_published()
    page = reverse(f"admin:articles_article_{name}", args=[article.pk])
    values = {"kind": "withdrawn", "verb": "publish", "text": "x", "at": "2030-01-01T00:00"}
    assert writer.post(page, values).status_code == 403
    assert Edition.objects.live().get(article=article).number == 1


def test_an_editor_without_the_permission_may_note_a_correction_on_a_draft(writer):
    article = make_draft()
    page = reverse("admin:articles_article_correct", args=[article.pk])
    writer.post(page, {"kind": "correction", "text": "It was Tuesday."})
    assert Article.objects.get().corrections.get().text == "It was Tuesday."


def test_who_may_only_look_sees_everything_and_saves_nothing(viewer):
    article = make_draft("Seen")
    page = reverse("admin:articles_article_change", args=[article.pk])
    shown = text_of(viewer.get(page))
    assert "Seen" in shown
    assert 'name="_continue"' not in shown
    assert viewer.post(page, {"headline": "Changed"}).status_code == 403


def test_who_may_only_look_opens_the_pages_of_things(viewer):
    for name, row in (("media_image", make_image()), ("articles_tag", make_tag())):
        page = reverse(f"admin:{name}_change", args=[row.pk])
        assert viewer.get(page).status_code == 200
        assert viewer.post(page, {}).status_code == 403


@pytest.mark.parametrize("name", ["confirm", "kill"])
def test_who_may_only_look_cannot_confirm_or_kill_an_image(viewer, name):
    page = reverse(f"admin:media_image_{name}", args=[make_image().pk])
    assert viewer.post(page).status_code == 403


def test_nobody_changes_the_log(boss):
    make_published()
    change = Change.objects.first()
    for page in ("add/", f"{change.pk}/change/", f"{change.pk}/delete/"):
        answer = boss.post(f"/admin/changes/change/{page}", {"post": "yes"})
        assert answer.status_code == 403
    assert Change.objects.filter(pk=change.pk).exists()
