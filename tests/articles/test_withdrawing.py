"""The verb `withdraw`, and what a kill does beyond it."""

import pytest

from articles.drafts import delete_draft, save_draft
from articles.killing import kill_article, kill_image
from articles.models import Edition, PublicThing, Reference, SearchEntry, TagEntry
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.withdrawing import DOCUMENT_COLUMNS, WithdrawRefused, withdraw
from cms.changes.models import Change
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import live, make_draft, make_image, make_published, make_tag, use_of

pytestmark = pytest.mark.django_db


def test_a_withdrawn_article_keeps_its_place_but_no_documents():
    article = make_published(tags=[str(make_tag().id)])
    edition = withdraw(article=article.id, reason="Not confirmed.", by=None)
    assert (edition.status, edition.number, edition.build) == ("withdrawn", 1, 2)
    assert all(getattr(edition, name) == b"" for name in DOCUMENT_COLUMNS)
    for model in (Reference, TagEntry, SearchEntry):
        assert not model.objects.exists()
    assert not PublicThing.objects.public().exists()


def test_a_withdrawal_is_a_change_that_tells_why():
    article = make_published("Harbour reopens")
    withdraw(article=article.id, kind="expired", reason="Over.", by=None)
    change = Change.objects.filter(type="article").latest("id")
    assert (change.operation, change.version, change.aliases) == (
        "withdrawn",
        2,
        ["harbour-reopens"],
    )
    assert change.withdrawal["kind"] == "expired"
    assert change.withdrawal["reason"] == "Over."


def test_a_live_article_may_stand_in():
    other, article = make_published("Other"), make_published()
    edition = withdraw(article=article.id, replaced_by=other.id, by=None)
    assert edition.replaced_by_id == other.id


def test_a_kill_empties_every_edition():
    article = make_published()
    save_draft(article=article.id, changes={"headline": "Second"}, by=None)
    publish(article=article.id, by=None)
    kill_article(article=article.id, reason="Court order.", by=None)
    rows = Edition.objects.filter(article=article).values_list(*DOCUMENT_COLUMNS)
    assert {bytes(value) for row in rows for value in row} == {b""}


def test_a_plain_withdrawal_may_become_a_kill():
    article = make_published()
    withdraw(article=article.id, by=None)
    assert kill_article(article=article.id, reason="", by=None).withdrawal_kind == "killed"


def test_a_killed_image_leaves_at_once_and_then_its_documents():
    image = make_image()
    article = make_published(lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    assert not PublicThing.objects.public().filter(type="image").exists()
    rebuild_due()
    assert bytes(live(article).lead_image_original) == b"null"
    assert live(article).build == 2


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "burnt"},
        {"kind": ""},
        {"reason": "x" * 501},
        {"reason": "nul\x00"},
        {"replaced_by": uuid7()},
    ],
)
def test_a_bad_value_is_refused_and_nothing_changes(values):
    article = make_published()
    with pytest.raises(WithdrawRefused):
        withdraw(article=article.id, by=None, **values)
    assert live(article).build == 1


def test_an_article_cannot_stand_in_for_itself():
    article = make_published()
    with pytest.raises(WithdrawRefused, match="itself"):
        withdraw(article=article.id, replaced_by=article.id, by=None)


def test_only_what_is_live_can_be_withdrawn():
    with pytest.raises(WithdrawRefused, match="not public"):
        withdraw(article=make_draft().id, by=None)
    article = make_published()
    withdraw(article=article.id, by=None)
    with pytest.raises(WithdrawRefused, match="already"):
        withdraw(article=article.id, by=None)
    with pytest.raises(NotFound):
        withdraw(article=uuid7(), by=None)


def test_a_draft_that_a_withdrawn_article_pins_can_still_go():
    pinned = make_draft("Pinned")
    withdraw(article=make_published(pins=[str(pinned.id)]).id, by=None)
    delete_draft(article=pinned.id)
