"""Held pushes in the admin: compared field by field, accepted and rejected by the verb."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.drafts import delete_draft, save_draft
from articles.models import Article, Proposal, Revision
from tests.articles.admin.pages import errors_of, messages_of, sent_by, text_of, tree_of
from tests.articles.api.manage.asking import pushed
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_held,
    make_image,
    make_source,
    make_tag,
    use_of,
)
from tests.articles.people import person
from tests.keys import bearer

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/proposal/"
SENT = {"headline": "Harbour opens", "kicker": "Weather"}


def page_of(row: Proposal) -> str:
    return reverse("admin:articles_proposal_change", args=[row.pk])


def decide(browser, row, decision, **choices):
    """Press one of the buttons on the page as it is now."""
    sent = sent_by(browser.get(page_of(row)), "proposal_form", decision=decision, **choices)
    return browser.post(page_of(row), sent, follow=True)


def words_of(browser, row, field, side):
    shown = tree_of(browser.get(page_of(row))).css_first(f"#proposed-{field} .{side} p")
    return " ".join(shown.text().split())


def test_a_push_that_met_an_edit_is_shown_beside_it_and_accepted(boss):
    api = Client(headers=bearer())
    pushed(api, headline="Theirs", kicker="Ice")
    article = Article.objects.get()
    save_draft(article=article.pk, changes={"headline": "Ours"}, by=None)
    pushed(api, headline="Theirs again", kicker="Snow")
    row = Proposal.objects.get()
    assert "Archive of the coast" in text_of(boss.get(page_of(row)))
    answer = decide(boss, row, "accept")
    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("Theirs again", "Snow")
    said = "Saved as revision 3. Accepted: Headline, Kicker."
    assert said in messages_of(answer)


def test_words_that_differ_are_marked_on_both_sides(boss):
    row = make_held(make_draft("Harbour reopens today"), headline="Harbour closes today")
    field = tree_of(boss.get(page_of(row))).css_first("#proposed-headline")
    assert field.css_first(".now del").text() == "reopens"
    assert field.css_first(".sent ins").text() == "closes"
    assert not field.css(".now ins, .sent del")


def test_the_chosen_are_accepted_and_the_others_rejected(boss):
    article = make_draft("Harbour reopens", kicker="Old")
    row = make_held(article, **SENT)
    answer = decide(boss, row, "chosen", headline="reject", kicker="accept")
    article.refresh_from_db()
    row.refresh_from_db()
    assert (article.headline, article.kicker) == ("Harbour reopens", "Weather")
    assert (row.state, row.accepted, row.decided_by.username) == ("decided", ["kicker"], "boss")
    assert "Saved as revision 2. Accepted: Kicker. Rejected: Headline." in messages_of(answer)
    assert Revision.objects.get(number=2).reason == "Accepted from a push by Archive of the coast."


def test_all_is_rejected(boss):
    article = make_draft()
    row = make_held(article, **SENT)
    answer = decide(boss, row, "reject")
    row.refresh_from_db()
    assert (row.state, row.accepted) == ("decided", [])
    assert "Rejected: Headline, Kicker." in messages_of(answer)
    assert Revision.objects.filter(article=article).count() == 1


def test_a_field_without_a_choice_is_asked_for(boss):
    row = make_held(make_draft(), **SENT)
    answer = decide(boss, row, "chosen", kicker="accept")
    assert errors_of(answer) == {"headline": "Headline: accept it or reject it."}
    assert sent_by(answer, "proposal_form")["kicker"] == "accept"
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_save_since_the_page_was_opened_is_refused_and_shown(boss, writer):
    article = make_draft("First")
    row = make_held(article, headline="Sent")
    sent = sent_by(boss.get(page_of(row)), "proposal_form", decision="chosen", headline="accept")
    change = reverse("admin:articles_article_change", args=[article.pk])
    writer.post(change, sent_by(writer.get(change), headline="Second"))
    answer = boss.post(page_of(row), sent)
    assert "Vera Lind saved revision 2 of the article after you opened this page" in text_of(answer)
    assert words_of(boss, row, "headline", "now") == "Second"
    assert tree_of(answer).css_first("#proposed-headline .now del").text() == "Second"
    boss.post(page_of(row), sent_by(answer, "proposal_form", decision="chosen"))
    article.refresh_from_db()
    assert (article.headline, article.revision) == ("Sent", 3)


def test_what_was_decided_is_not_decided_again(boss):
    row = make_held(make_draft(), **SENT)
    sent = sent_by(boss.get(page_of(row)), "proposal_form", decision="accept")
    boss.post(page_of(row), sent)
    answer = boss.post(page_of(row), sent)
    assert "was decided on already" in text_of(answer)
    assert not tree_of(answer).css("[name=decision]")
    assert Revision.objects.count() == 2


def test_a_later_push_takes_the_place_of_the_one_that_is_open(boss):
    article = make_draft()
    row = make_held(article, kicker="Sent")
    sent = sent_by(boss.get(page_of(row)), "proposal_form", decision="accept")
    later = make_held(article, kicker="Sent later")
    answer = boss.post(page_of(row), sent)
    assert "a later one took its place" in text_of(answer)
    assert tree_of(answer).css_first(f'a[href="{page_of(later)}"]')
    assert words_of(boss, row, "kicker", "sent") == "Sent"


def test_what_the_verb_refuses_is_shown_at_its_field(boss):
    make_draft("Other", slug="taken")
    row = make_held(make_draft(), slug="taken")
    answer = decide(boss, row, "accept")
    assert "slug" in errors_of(answer)
    row.refresh_from_db()
    assert row.state == "waiting"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"revision": ""}, "without its revision"),
        ({"revision": "9" * 400}, "Nothing was decided"),
        ({"decision": ""}, "Press one of the buttons"),
        ({"decision": "publish"}, "not one of the available choices"),
        ({"headline": "perhaps", "decision": "chosen"}, "not one of the available choices"),
    ],
)
def test_what_no_page_sends_is_refused(boss, changed, said):
    row = make_held(make_draft(), headline="Sent")
    sent = sent_by(boss.get(page_of(row)), "proposal_form", decision="accept") | changed
    answer = boss.post(page_of(row), sent)
    assert said in text_of(answer)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_things_are_named_and_the_body_is_read_as_text(boss):
    tag, source, image = make_tag("Energy"), make_source("Orda"), make_image(title="Pier")
    row = make_held(
        make_draft(body="<p>One &amp; two</p>"),
        body=f'<p>One &amp; <em>three</em></p><figure data-image-id="{image.pk}"></figure>',
        tags=[str(tag.pk)],
        citations=[citation_of(source)],
        lead_image=use_of(image),
    )
    assert "Energy" in words_of(boss, row, "tags", "sent")
    assert "Orda" in words_of(boss, row, "citations", "sent")
    assert str(image) in words_of(boss, row, "lead_image", "sent")
    body = words_of(boss, row, "body", "sent")
    assert "One & three" in body
    assert f"[{image}]" in body


def test_markup_that_was_sent_runs_on_no_page(boss):
    row = make_held(make_draft(), headline="<script>alert(1)</script>", kicker="<img src=x>")
    shown = tree_of(boss.get(page_of(row)))
    assert not shown.css("#content-main script:not([src]), #content-main img")
    assert "<script>alert(1)</script>" in shown.css_first("#proposed-headline .sent").text()


@pytest.mark.parametrize(
    ("now", "sent", "note"),
    [
        ("<p>Ice</p>", "<p>Ice</p>", "says the same by now"),
        ("<p>Ice</p>", "<p><strong>Ice</strong></p>", "the markup differs"),
    ],
)
def test_what_reads_the_same_says_why(boss, now, sent, note):
    row = make_held(make_draft(body=now), body=sent)
    assert note in tree_of(boss.get(page_of(row))).css_first("#proposed-body").text()


def test_ids_that_differ_read_the_same_and_say_so(boss):
    citation = citation_of(make_source("Orda"))
    row = make_held(make_draft(citations=[citation]), citations=[citation_of_same(citation)])
    assert "details that no page shows" in text_of(boss.get(page_of(row)))


def citation_of_same(citation):
    return citation | {"id": "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11"}


def test_the_articles_page_leads_to_what_waits_and_forgets_what_is_decided(boss):
    article = make_draft()
    row = make_held(article, kicker="Sent", wants_publication=True)
    change = reverse("admin:articles_article_change", args=[article.pk])
    notice = tree_of(boss.get(change)).css_first("#held-push")
    assert "Archive of the coast" in notice.text()
    assert notice.css_first("a").attributes["href"] == page_of(row)
    assert "asked to publish it" in text_of(boss.get(page_of(row)))
    decide(boss, row, "reject")
    assert tree_of(boss.get(change)).css_first("#held-push") is None


def test_the_list_of_articles_finds_those_with_a_push_that_waits(boss):
    make_held(make_draft("Pushed"), kicker="Sent")
    make_draft("Another")
    listed = text_of(boss.get(reverse("admin:articles_article_changelist"), {"public": "proposed"}))
    assert "Pushed" in listed
    assert "Another" not in listed


def test_the_first_page_counts_what_waits(boss):
    assert tree_of(boss.get("/admin/")).css_first("#held-pushes") is None
    make_held(make_draft(), kicker="Sent")
    assert "1 held push waits" in text_of(boss.get("/admin/"))
    row = make_held(make_draft(), kicker="Sent")
    make_held(make_draft(), kicker="Sent")
    decide(boss, row, "accept")
    shown = tree_of(boss.get("/admin/")).css_first("#held-pushes a")
    assert "2 held pushes wait " in shown.text()
    assert shown.attributes["href"] == f"{LIST}?standing=waiting"


def test_the_list_is_narrowed_by_standing_and_by_search(boss):
    for headline, decision in (("Bay", "accept"), ("Cape", "reject"), ("Dock", "")):
        row = make_held(make_draft(headline), **SENT)
        if decision:
            decide(boss, row, decision)
    make_held(Article.objects.get(headline="Dock"), kicker="Later")
    found = {one: headlines(boss, f"?standing={one}") for one in standings()}
    assert found == {
        "waiting": ["Dock"],
        "accepted": ["Harbour opens"],
        "rejected": ["Cape"],
        "replaced": ["Dock"],
    }
    assert headlines(boss, "?q=cape") == ["Cape"]
    assert len(headlines(boss, "?q=archive")) == 4


def test_one_that_was_accepted_in_part_says_so(boss):
    decide(boss, make_held(make_draft(), **SENT), "chosen", headline="reject", kicker="accept")
    assert "accepted in part" in text_of(boss.get(f"{LIST}?standing=accepted"))


def standings():
    return ("waiting", "accepted", "rejected", "replaced")


def headlines(browser, query):
    shown = tree_of(browser.get(LIST + query)).css("#result_list .cell-headline")
    return [one.text() for one in shown]


def test_who_may_only_look_decides_nothing(viewer):
    row = make_held(make_draft(), kicker="Sent")
    shown = tree_of(viewer.get(page_of(row)))
    assert not shown.css("[name=decision], [name=kicker]")
    values = {"decision": "accept", "revision": "1"}
    assert viewer.post(page_of(row), values).status_code == 403
    row.refresh_from_db()
    assert row.state == "waiting"


def test_who_does_not_see_the_article_sees_no_push_of_it(client):
    row = make_held(make_draft("Of others"), kicker="Sent")
    client.force_login(person("ada", "Authors"))
    assert client.get(page_of(row)).status_code == 404
    assert client.post(page_of(row), {"decision": "accept", "revision": "1"}).status_code == 404
    assert headlines(client, "") == []
    assert tree_of(client.get("/admin/")).css_first("#held-pushes") is None


def test_nobody_adds_or_deletes_one(boss):
    row = make_held(make_draft(), kicker="Sent")
    assert boss.get(f"{LIST}add/").status_code == 403
    assert boss.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_one_whose_article_is_gone_is_not_there(boss):
    article = make_draft()
    row = make_held(article, kicker="Sent")
    delete_draft(article=article.pk)
    assert boss.get(page_of(row)).status_code == 404


def test_a_page_costs_few_queries(boss, django_assert_max_num_queries):
    tag, source, image = make_tag("Energy"), make_source("Orda"), make_image()
    row = make_held(
        make_draft(),
        tags=[str(tag.pk)],
        citations=[citation_of(source)],
        lead_image=use_of(image),
        **SENT,
    )
    with django_assert_max_num_queries(10):
        boss.get(page_of(row))
