"""The verbs for held pushes: decided on once, by an editor who saw the newest revision."""

import pytest
from django.test import Client

from articles.draft_locks import StaleRevision
from articles.drafts import save_draft
from articles.models import Article, Proposal
from articles.proposals import ProposalRefused, accept_proposal, reject_proposal
from tests.articles.api.manage.asking import pushed
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


def said(article: Article) -> tuple[str, str, str]:
    article.refresh_from_db()
    return article.headline, article.kicker, article.standfirst


def test_what_is_accepted_is_taken_over_and_the_rest_stays(article):
    accept_proposal(proposal=Proposal.objects.get().id, fields=["kicker"], by=None)
    assert said(article) == ("Theirs", "B", "Ours")


def test_a_rejected_push_is_not_proposed_again(api, article):
    reject_proposal(proposal=Proposal.objects.get().id, by=None)
    again = pushed(api, headline="Newer", kicker="B", standfirst="Theirs")
    assert again.json()["outcome"] == "unchanged"
    assert said(article) == ("Theirs", "A", "Ours")


def test_after_a_decision_only_what_is_new_is_proposed(api, article):
    accept_proposal(proposal=Proposal.objects.get().id, fields=["headline"], by=None)
    pushed(api, headline="Newer", kicker="C", standfirst="Theirs")
    assert Proposal.objects.get(state="waiting").changes == {"kicker": "C"}


def test_a_save_that_was_not_seen_is_refused(article):
    save_draft(article=article.id, changes={"kicker": "Later"}, by=None)
    with pytest.raises(StaleRevision):
        accept_proposal(
            proposal=Proposal.objects.get().id, by=None, expected_revision=article.revision
        )
    assert Proposal.objects.get().state == "waiting"


def test_a_proposal_is_decided_on_once_whatever_revision_was_seen(article):
    waiting = Proposal.objects.get()
    accept_proposal(proposal=waiting.id, by=None, expected_revision=article.revision)
    with pytest.raises(ProposalRefused):
        reject_proposal(proposal=waiting.id, by=None, expected_revision=article.revision)


def test_only_what_is_proposed_can_be_accepted(article):
    with pytest.raises(ProposalRefused) as refusal:
        accept_proposal(proposal=Proposal.objects.get().id, fields=["body"], by=None)
    assert [one.field for one in refusal.value.errors] == ["body"]
