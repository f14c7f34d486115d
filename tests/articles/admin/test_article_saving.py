"""The page of an article: what it shows is what is stored, and what is typed is saved by the verb."""

import pytest
from django.urls import reverse

from articles.drafts import save_draft
from articles.models import Article, Revision
from articles.revisions import current_content
from cms.access.models import User
from tests.articles.admin.pages import (
    errors_of,
    make_full_draft,
    messages_of,
    sent_by,
    text_of,
)
from tests.articles.builders import make_draft, make_source, make_tag

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def test_a_new_article_is_saved_as_its_first_revision(boss):
    sent = sent_by(boss.get(ADD), headline="Ice on the lake", body="<p>It holds.</p>")
    answer = boss.post(ADD, sent, follow=True)
    article = Article.objects.get()
    assert (article.headline, article.body) == ("Ice on the lake", "<p>It holds.</p>")
    assert answer.redirect_chain == [(page_of(article), 302)]
    assert "Saved as revision 1." in messages_of(answer)
    assert Revision.objects.get().author == User.objects.get(username="boss")


def test_a_page_that_is_sent_back_untouched_changes_nothing(boss):
    article = make_full_draft()
    answer = boss.post(page_of(article), sent_by(boss.get(page_of(article))), follow=True)
    article.refresh_from_db()
    assert article.revision == 1
    assert "Nothing had changed." in messages_of(answer)


def test_one_changed_field_leaves_every_other_as_it_was_to_the_letter(boss):
    article = make_full_draft()
    before = current_content(article)
    boss.post(page_of(article), sent_by(boss.get(page_of(article)), kicker="Climate"))
    article.refresh_from_db()
    assert current_content(article) == {**before, "kicker": "Climate"}


def test_every_field_and_list_reaches_the_content(boss):
    full = make_full_draft()
    content = current_content(full)
    sent = sent_by(boss.get(page_of(full))) | dict.fromkeys(
        ["slug", "external_source", "external_id", "revision", "citations-0-id"], ""
    )
    sent["body"] = sent["body"].replace("<span", "<em").replace("</span", "</em")
    assert boss.post(ADD, sent).status_code == 302
    made = current_content(Article.objects.exclude(pk=full.pk).latest("created_at"))
    own = {"slug", "external_source", "external_id"}
    moments = {"published_at", "embargo_until", "citations", "body"}
    for name in set(content) - own - moments:
        assert made[name] == content[name], name
    assert made["published_at"] == "2026-11-21T07:11:12+00:00"
    assert made["citations"][0]["url"] == "https://orda.example/a"


def test_rows_are_kept_in_the_order_that_the_page_gives_them(boss):
    article = make_full_draft()
    sent = sent_by(boss.get(page_of(article)))
    sent["tags-0-ORDER"], sent["tags-1-ORDER"] = "2", "1"
    before = current_content(article)["tags"]
    boss.post(page_of(article), sent)
    article.refresh_from_db()
    assert current_content(article)["tags"] == before[::-1]


def test_a_removed_row_is_gone_and_a_new_one_is_there(boss):
    article = make_full_draft()
    new = make_tag("Ice")
    sent = sent_by(boss.get(page_of(article))) | {"tags-0-DELETE": "on", "tags-2-tag": str(new.id)}
    before = current_content(article)["tags"]
    boss.post(page_of(article), sent)
    article.refresh_from_db()
    assert current_content(article)["tags"] == [before[1], str(new.id)]


def test_two_sections_are_refused_at_the_tags(boss):
    article = make_full_draft()
    answer = boss.post(
        page_of(article), sent_by(boss.get(page_of(article))) | {"tags-0-is_section": "on"}
    )
    assert "Choose one primary section." in text_of(answer)


def test_a_suggested_citation_is_confirmed_by_unticking_it(boss):
    article = make_full_draft()
    sent = sent_by(boss.get(page_of(article)))
    assert sent.pop("citations-0-is_suggested") == "on"
    boss.post(page_of(article), sent)
    article.refresh_from_db()
    assert current_content(article)["citations"][0]["is_suggested"] is False


def test_a_new_citation_keeps_the_id_that_the_body_marks(boss):
    id_ = "0199a1f0-7b2d-4e10-8a44-2c9e5f3d6b22"
    rows = {
        "citations-TOTAL_FORMS": "1",
        "citations-0-source": str(make_source().id),
        "citations-0-role": "via",
        "citations-0-id": id_,
    }
    body = f'<p><span data-citation-id="{id_}">He said so</span>.</p>'
    boss.post(ADD, sent_by(boss.get(ADD), headline="H", body=body) | rows)
    assert [one.quote for one in Article.objects.get().citations.get().passages.all()] == [
        "He said so"
    ]


def test_what_the_body_may_not_hold_is_left_out_and_reported(boss):
    dirty = '<p onclick="x()">Safe</p><script>alert(1)</script><marquee>old</marquee>'
    answer = boss.post(ADD, sent_by(boss.get(ADD), headline="H", body=dirty), follow=True)
    assert Article.objects.get().body == "<p>Safe</p><p>old</p>"
    said = " ".join(messages_of(answer))
    assert "<script>" in said
    assert "<marquee>" in said


def test_everything_that_is_refused_is_shown_at_its_field_with_what_was_typed(boss):
    typed = {
        "headline": "h" * 301,
        "canonical_url": "javascript:alert(1)",
        "slug": "Not A Slug",
        "urgency": "12",
    }
    answer = boss.post(ADD, sent_by(boss.get(ADD), body="<p>Kept</p>", **typed))
    assert set(errors_of(answer)) >= {"headline", "canonical_url", "slug", "urgency"}
    assert "&lt;p&gt;Kept&lt;/p&gt;" in text_of(answer)
    assert not Article.objects.exists()


def test_what_is_refused_in_a_row_is_shown_in_that_row(boss):
    rows = {
        "citations-TOTAL_FORMS": "2",
        "citations-0-source": str(make_source().id),
        "citations-1-source": str(make_source("Bloomberg").id),
        "citations-1-url": "ftp://example",
    }
    answer = boss.post(ADD, sent_by(boss.get(ADD), headline="H") | rows)
    assert list(errors_of(answer)) == ["citations-1-url"]


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "a\x00b"},
        {"published_at": "yesterday"},
        {"published_at": "0001-01-01T00:00"},
        {"tags-0-tag": "nonsense"},
        {"lead_image": "nonsense"},
        {"lead_image_alt": "Words about nothing"},
        {"language": "xx"},
        {"urgency": "9" * 30},
        {"tags-TOTAL_FORMS": "9999"},
        {"responsible": "1"},
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_stores_nothing(boss, typed):
    answer = boss.post(ADD, sent_by(boss.get(ADD), headline="H") | typed)
    assert answer.status_code == 200
    assert errors_of(answer)
    assert not Article.objects.exists()


def test_stage_and_responsible_editor_are_set_and_taken_away(boss):
    article = make_draft()
    person = User.objects.get(username="boss")
    page = page_of(article)
    boss.post(page, sent_by(boss.get(page), stage="ready", responsible=str(person.pk)))
    article.refresh_from_db()
    assert (article.stage, article.responsible) == ("ready", person)
    boss.post(page, sent_by(boss.get(page), responsible=""))
    article.refresh_from_db()
    assert article.responsible is None


def test_a_citation_of_another_article_is_refused_in_its_row(boss):
    sent = sent_by(
        boss.get(page_of(make_full_draft())), slug="", external_source="", external_id=""
    )
    assert "belongs to another article" in text_of(boss.post(ADD, sent))


def test_a_page_without_its_revision_is_refused(boss):
    article = make_draft()
    sent = sent_by(boss.get(page_of(article)), headline="New", revision="")
    assert "open the article again" in text_of(boss.post(page_of(article), sent))


class TestStale:
    """Somebody else saved since the page was opened."""

    @pytest.fixture
    def article(self):
        return make_draft("Old headline", kicker="Old kicker")

    @pytest.fixture
    def opened(self, boss, article):
        sent = sent_by(boss.get(page_of(article)))
        vera = User.objects.create_user("vera", first_name="Vera", last_name="Lind")
        save_draft(article=article.pk, changes={"kicker": "Hers"}, by=vera, reason="Because")
        return sent

    def test_it_says_who_saved_what_and_loses_nothing(self, boss, article, opened):
        answer = boss.post(page_of(article), opened | {"headline": "Mine"})
        shown = text_of(answer)
        assert "Vera Lind" in shown
        assert "Because" in shown
        assert "They changed: Kicker" in shown
        assert sent_by(answer)["headline"] == "Mine"
        assert Article.objects.get(pk=article.pk).headline == "Old headline"

    def test_on_request_it_puts_the_changes_on_top(self, boss, article, opened):
        boss.post(page_of(article), opened | {"headline": "Mine", "_on_top": "2"})
        article.refresh_from_db()
        assert (article.headline, article.kicker) == ("Mine", "Hers")

    def test_it_names_what_both_changed(self, boss, article, opened):
        answer = boss.post(page_of(article), opened | {"kicker": "Mine"})
        assert "You changed the same: Kicker" in text_of(answer)

    def test_it_is_stale_again_when_they_go_on(self, boss, article, opened):
        save_draft(article=article.pk, changes={"kicker": "Hers again"}, by=None)
        answer = boss.post(page_of(article), opened | {"headline": "Mine", "_on_top": "2"})
        assert "Somebody saved this article" in text_of(answer)
