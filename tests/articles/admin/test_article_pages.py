"""What is done with an article besides saving it: publish, withdraw, schedule, correct, restore, delete."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from articles.drafts import save_draft
from articles.models import Article, Edition, Schedule
from articles.scheduling import run_due_schedules, schedule
from tests.articles.admin.pages import errors_of, messages_of, sent_by, text_of, tree_of
from tests.articles.builders import make_draft, make_image, make_published, use_of

pytestmark = pytest.mark.django_db


def page_of(article: Article, name: str = "change", *more) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def test_publish_saves_what_is_typed_and_publishes_it(boss):
    article = make_draft()
    sent = sent_by(boss.get(page_of(article)), headline="Typed", _publish="")
    answer = boss.post(page_of(article), sent, follow=True)
    edition = Edition.objects.live().get(article=article)
    assert edition.content["headline"] == "Typed"
    assert "Published. Read it." in messages_of(answer)
    assert f'href="/articles/{edition.slug}/"' in text_of(answer)
    assert f'href="/api/v1/articles/{edition.slug}/"' in text_of(answer)


def test_a_minor_publication_does_not_move_the_time_of_the_update(boss):
    article = make_published()
    before = Edition.objects.live().get(article=article)
    sent = sent_by(boss.get(page_of(article)), kicker="New", _publish="", minor="on")
    boss.post(page_of(article), sent)
    after = Edition.objects.live().get(article=article)
    assert (after.number, after.updated_at) == (2, before.updated_at)


def test_a_refused_publication_keeps_the_save_and_shows_every_problem_at_its_field(boss):
    image = make_image(alt={}, digital_source_type="")
    article = make_draft(lead_image=use_of(image))
    sent = sent_by(boss.get(page_of(article)), headline="", body="", kicker="Kept", _publish="")
    answer = boss.post(page_of(article), sent, follow=True)
    article.refresh_from_db()
    assert article.kicker == "Kept"
    assert not Edition.objects.exists()
    assert {"headline", "body", "lead_image"} <= set(errors_of(answer))
    assert not errors_of(boss.get(page_of(article)))


def test_what_differs_from_the_live_edition_is_shown_field_by_field(boss):
    article = make_published(kicker="Old")
    assert "The draft is what is live." in text_of(boss.get(page_of(article)))
    save_draft(article=article.pk, changes={"kicker": "New"}, by=None)
    shown = tree_of(boss.get(page_of(article))).css_first("#unpublished")
    assert shown.css_first("summary").text() == "Kicker"
    assert (shown.css_first("del").text(), shown.css_first("ins").text()) == ("Old", "New")


def test_withdraw_asks_for_kind_reason_and_replacement(boss):
    article, other = make_published("Wrong"), make_published("Right")
    values = {"kind": "expired", "reason": "Out of date", "replaced_by": str(other.pk)}
    boss.get(page_of(article, "withdraw"))
    boss.post(page_of(article, "withdraw"), values)
    edition = Edition.objects.standing().get(article=article)
    assert (edition.status, edition.withdrawal_kind) == ("withdrawn", "expired")
    assert (edition.withdrawal_reason, edition.replaced_by) == ("Out of date", other)


def test_a_refused_withdrawal_shows_why_at_the_field(boss):
    article = make_published()
    values = {"kind": "withdrawn", "replaced_by": str(make_draft().pk)}
    answer = boss.post(page_of(article, "withdraw"), values)
    assert "not public" in errors_of(answer)["replaced_by"]
    assert Edition.objects.live().filter(article=article).exists()


def test_schedules_are_made_listed_refused_and_cancelled(boss):
    article = make_draft()
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    boss.post(page_of(article, "schedule"), {"verb": "publish", "at": at})
    waiting = Schedule.objects.get()
    assert "waiting" in text_of(boss.get(page_of(article)))
    boss.post(page_of(article, "cancel", waiting.pk))
    assert "cancelled" in text_of(boss.get(page_of(article)))
    assert "cancelled" in text_of(boss.get("/admin/articles/schedule/"))


def test_a_schedule_in_the_past_is_refused_at_its_field(boss):
    article = make_draft()
    answer = boss.post(page_of(article, "schedule"), {"verb": "publish", "at": "2020-01-01T00:00"})
    assert "at" in errors_of(answer)
    assert not Schedule.objects.exists()


def test_a_refusal_when_it_was_due_is_shown(boss):
    article = make_draft(headline="")
    at = timezone.now() + timedelta(hours=1)
    planned = schedule(article=article.pk, verb="publish", at=at, by=None)
    Schedule.objects.filter(pk=planned.pk).update(due_at=timezone.now())
    run_due_schedules()
    shown = text_of(boss.get(page_of(article)))
    assert "refused" in shown
    assert "Write a headline." in shown


def test_a_correction_goes_out_alone(boss):
    article = make_published(kicker="Old")
    save_draft(article=article.pk, changes={"kicker": "Unpublished"}, by=None)
    values = {"kind": "correction", "text": "It was Tuesday.\r\nNot Monday."}
    boss.post(page_of(article, "correct"), values)
    content = Edition.objects.live().get(article=article).content
    assert content["corrections"][0]["text"] == "It was Tuesday.\nNot Monday."
    assert content["kicker"] == "Old"
    assert "It was Tuesday." in text_of(boss.get(page_of(article)))


def test_an_empty_correction_is_refused(boss):
    answer = boss.post(page_of(make_draft(), "correct"), {"kind": "correction", "text": ""})
    assert errors_of(answer)


def test_a_duplicate_is_a_new_draft(boss):
    article = make_published("Original")
    boss.get(page_of(article, "duplicate"))
    boss.post(page_of(article, "duplicate"))
    assert Article.objects.filter(headline="Original").count() == 2


def test_two_articles_are_tied_as_translations(boss):
    article, other = make_draft("Lake"), make_draft("Озеро", language="ru")
    boss.post(page_of(article, "translations"), {"other": str(other.pk)})
    assert "Озеро" in text_of(boss.get(page_of(article)))
    answer = boss.post(page_of(article, "translations"), {"other": str(make_draft().pk)})
    assert "in this language" in text_of(answer)


def test_an_article_leaves_its_translations(boss):
    article, other = make_draft("Lake"), make_draft("Озеро", language="ru")
    boss.post(page_of(article, "translations"), {"other": str(other.pk)})
    assert "Leave these" in text_of(boss.get(page_of(article)))
    assert "stay tied" in text_of(boss.get(page_of(article, "leave-translations")))
    boss.post(page_of(article, "leave-translations"))
    article.refresh_from_db()
    assert article.translation_group is None
    assert "Озеро" not in text_of(boss.get(page_of(article)))
    answer = boss.post(page_of(article, "leave-translations"))
    assert "tied to no translation" in text_of(answer)


@pytest.mark.parametrize(
    "key", ["no-id", "%00", "1/2", "{id}", "00000000-0000-0000-0000-000000000000"]
)
def test_view_on_site_of_what_is_none_is_not_there(boss, key):
    kind = ContentType.objects.get_for_model(Article).pk
    assert boss.get(f"/admin/r/{kind}/{key.format(id=make_draft().pk)}/").status_code == 404
    assert boss.get(f"/admin/r/{key}/{key}/").status_code == 404


def test_revisions_are_compared_and_restored(boss):
    article = make_draft("First headline")
    save_draft(article=article.pk, changes={"headline": "Second headline"}, by=None)
    page = tree_of(boss.get(page_of(article, "revisions")))
    assert (page.css_first("del").text(), page.css_first("ins").text()) == ("First", "Second")
    boss.post(page_of(article, "restore", 1))
    article.refresh_from_db()
    assert (article.headline, article.revision) == ("First headline", 3)


def test_revisions_that_are_not_there_are_not_found(boss):
    article = make_draft()
    assert boss.get(page_of(article, "revisions") + "?from=1&to=9").status_code == 404
    answer = boss.post(page_of(article, "restore", 9), follow=True)
    assert "The article has no revision 9." in messages_of(answer)


def test_a_draft_that_never_was_public_is_deleted_after_asking(boss):
    article = make_draft("Gone")
    assert "never public" in text_of(boss.get(page_of(article, "delete")))
    boss.post(page_of(article, "delete"))
    assert not Article.objects.exists()


def test_what_was_public_cannot_be_deleted(boss):
    article = make_published()
    assert boss.post(page_of(article, "delete")).status_code == 403
    assert "Delete…" not in text_of(boss.get(page_of(article)))


def test_an_article_that_is_not_there_is_not_found(boss):
    strange = "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11"
    for name in ("change", "withdraw", "schedule", "correct", "revisions", "delete"):
        address = reverse(f"admin:articles_article_{name}", args=[strange])
        assert boss.get(address).status_code == 404


def test_an_article_is_warned_of_its_pictures_before_and_when_it_is_published(boss):
    image = make_image(credit="Image: Midjourney", digital_source_type="digitalCapture")
    article = make_draft(lead_image=use_of(image))
    page = reverse("admin:articles_article_change", args=[article.pk])
    assert "says that AI made it" in tree_of(boss.get(page)).css_first("#warnings").text()
    answer = boss.post(page, sent_by(boss.get(page), _publish=""), follow=True)
    said = messages_of(answer)
    assert any(message.startswith("Published.") for message in said)
    assert any("says that AI made it" in message for message in said)
