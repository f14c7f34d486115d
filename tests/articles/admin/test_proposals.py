"""A push that waits: shown on the article's page, accepted or rejected field by field."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.drafts import save_draft
from articles.models import Article, Proposal, Revision
from articles.proposals import ProposalRefused, accept_proposal, reject_proposal
from tests.articles.admin.pages import text_of
from tests.articles.api.manage.asking import pushed
from tests.articles.builders import make_draft
from tests.keys import bearer

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> Client:
    return Client(headers=bearer(name="Wire"))


@pytest.fixture
def article(api) -> Article:
    """Return an article whose next push waits: headline and kicker are new, the standfirst is the editor's."""
    pushed(api, headline="Theirs", kicker="A", standfirst="Theirs")
    row = Article.objects.get()
    save_draft(article=row.id, changes={"standfirst": "Ours"}, by=None)
    pushed(api, headline="Newer", kicker="B", standfirst="Theirs")
    row.refresh_from_db()
    return row


def page_of(article) -> str:
    return reverse("admin:articles_article_proposal", args=[article.pk])


def decide(browser, article, **sent):
    return browser.post(page_of(article), {"revision": article.revision, **sent})


def said(article) -> tuple[str, str, str]:
    article.refresh_from_db()
    return article.headline, article.kicker, article.standfirst


def test_the_articles_page_and_list_tell_of_it(boss, article):
    change = reverse("admin:articles_article_change", args=[article.pk])
    assert page_of(article) in text_of(boss.get(change))
    make_draft("Another")
    listed = text_of(boss.get(reverse("admin:articles_article_changelist"), {"public": "proposed"}))
    assert "Theirs" in listed
    assert "Another" not in listed


def test_the_page_shows_what_is_new_and_nothing_else(boss, article):
    page = text_of(boss.get(page_of(article)))
    assert "<ins>Newer</ins>" in page
    assert 'name="choice-kicker"' in page
    assert 'name="choice-standfirst"' not in page


def test_each_field_is_accepted_or_rejected(boss, article):
    answer = decide(boss, article, **{"choice-headline": "accept", "choice-kicker": "reject"})
    assert answer.status_code == 302
    assert said(article) == ("Newer", "A", "Ours")
    row = Proposal.objects.get()
    assert (row.state, row.accepted, row.decided_by.username) == ("decided", ["headline"], "boss")
    newest = Revision.objects.get(article=article, number=article.revision)
    assert (newest.author.username, newest.reason) == ("boss", "Accepted from a push by Wire.")


@pytest.mark.parametrize(
    ("choice", "found"), [("accept", ("Newer", "B", "Ours")), ("reject", ("Theirs", "A", "Ours"))]
)
def test_one_button_decides_on_all(boss, article, choice, found):
    decide(boss, article, _all=choice)
    assert said(article) == found


def test_every_field_needs_a_decision(boss, article):
    page = text_of(decide(boss, article, **{"choice-headline": "accept"}))
    assert "Accept it or reject it." in page
    assert said(article) == ("Theirs", "A", "Ours")
    assert Proposal.objects.get().state == "waiting"


def test_what_was_saved_meanwhile_is_not_overwritten(boss, article):
    save_draft(article=article.id, changes={"kicker": "Later"}, by=None)
    page = text_of(decide(boss, article, _all="accept"))
    assert "saved revision 3" in page
    assert Proposal.objects.get().state == "waiting"


def test_a_proposal_that_cannot_be_stored_says_why(boss, article):
    Proposal.objects.update(changes={"headline": "x" * 301})
    page = text_of(decide(boss, article, _all="accept"))
    assert "at most 300" in page
    assert said(article)[0] == "Theirs"


def test_where_nothing_waits_the_page_leads_back(boss):
    assert boss.get(page_of(make_draft())).status_code == 302


def test_who_may_only_look_decides_on_nothing(viewer, article):
    assert viewer.get(page_of(article)).status_code == 403
    assert decide(viewer, article, _all="accept").status_code == 403


def test_a_rejected_push_is_not_proposed_again(api, article):
    reject_proposal(proposal=Proposal.objects.get().id, by=None)
    again = pushed(api, headline="Newer", kicker="B", standfirst="Theirs")
    assert again.json()["outcome"] == "unchanged"
    assert said(article) == ("Theirs", "A", "Ours")


def test_after_a_decision_only_what_is_new_is_proposed(api, article):
    accept_proposal(proposal=Proposal.objects.get().id, fields=["headline"], by=None)
    pushed(api, headline="Newer", kicker="C", standfirst="Theirs")
    assert Proposal.objects.get(state="waiting").changes == {"kicker": "C"}


def test_a_proposal_is_decided_on_once(article):
    waiting = Proposal.objects.get()
    accept_proposal(proposal=waiting.id, by=None)
    with pytest.raises(ProposalRefused):
        reject_proposal(proposal=waiting.id, by=None)


def test_only_what_is_proposed_can_be_accepted(article):
    with pytest.raises(ProposalRefused) as refusal:
        accept_proposal(proposal=Proposal.objects.get().id, fields=["body"], by=None)
    assert [one.field for one in refusal.value.errors] == ["body"]
