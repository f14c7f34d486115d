"""The verb `correct`."""

import pytest

from articles.correcting import correct
from articles.draft_contents import DraftRefused
from articles.drafts import save_draft
from articles.models import Correction, Edition
from articles.revisions import current_content
from tests.articles.builders import live, make_draft, make_published

pytestmark = pytest.mark.django_db


def test_a_correction_goes_out_at_once():
    article = make_published()
    edition = correct(article=article.id, kind="correction", text="It was Tuesday.", by=None)
    assert edition is not None
    assert (edition.number, edition.build) == (2, 2)
    assert b"It was Tuesday." in bytes(edition.tail)
    assert edition.corrected_at is not None
    assert Correction.objects.get().text == "It was Tuesday."


def test_nothing_else_of_the_draft_goes_out_with_it():
    article = make_published("Harbour reopens")
    save_draft(article=article.id, changes={"headline": "Unfinished"}, by=None)
    correct(article=article.id, kind="clarification", text="The north pier.", by=None)
    assert live(article).content["headline"] == "Harbour reopens"
    article.refresh_from_db()
    assert current_content(article)["headline"] == "Unfinished"


def test_a_draft_that_was_live_still_is_what_is_live():
    article = make_published()
    correct(article=article.id, kind="update", text="More to come.", by=None)
    article.refresh_from_db()
    assert live(article).revision == article.revision == 2


def test_only_a_correction_says_that_something_was_wrong():
    article = make_published()
    correct(article=article.id, kind="update", text="More to come.", by=None)
    assert live(article).corrected_at is None


def test_a_draft_keeps_the_note_for_later():
    article = make_draft()
    assert correct(article=article.id, kind="correction", text="Tuesday.", by=None) is None
    assert Correction.objects.count() == 1
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("kind", "text"), [("oops", "Text"), ("correction", ""), ("correction", "x" * 2001)]
)
def test_a_bad_note_is_refused(kind, text):
    article = make_published()
    with pytest.raises(DraftRefused):
        correct(article=article.id, kind=kind, text=text, by=None)
    assert live(article).build == 1
    assert not Correction.objects.exists()
