"""One document that cannot be rebuilt holds up no other; several workers do no work twice."""

import logging

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Edition, PublicThing, RebuildFailure, Reference, Tag
from articles.publishing import lock_articles
from articles.rebuild_failures import FIRST_DELAY, LONGEST_DELAY, remember
from articles.rebuilding import rebuild_due
from articles.vocabulary import rename_tag
from cms.changes.models import Change
from tests.articles.builders import live, make_published, make_tag
from tests.articles.invariants import violations_when_settled
from tests.racing import failures, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def tag() -> Tag:
    return make_tag("Oil")


@pytest.fixture
def broken(tag):
    """An article that no rebuild can read: its frozen content is damaged."""
    article = make_published("Broken", tags=[str(tag.id)])
    damage(article, section="no id")
    return article


def damage(article, **values) -> None:
    edition = live(article)
    Edition.objects.filter(pk=edition.pk).update(content=edition.content | values)


def name_shown(article) -> bool:
    return b"Petroleum" in bytes(live(article).headline)


def test_the_others_are_rebuilt_and_the_log_says_why_one_was_not(tag, broken, caplog):
    others = [make_published(f"Story {n}", tags=[str(tag.id)]) for n in range(3)]
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    with caplog.at_level(logging.ERROR):
        rebuild_due()
    assert [name_shown(one) for one in (*others, broken)] == [True, True, True, False]
    assert str(broken.id) in caplog.text
    assert "Traceback" in caplog.text


def test_it_is_put_off_and_tried_again_later_and_later(tag, broken, caplog):
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    rebuild_due()
    caplog.clear()
    assert rebuild_due() == 1, "The tag's own page is looked at, the broken article is not."
    assert caplog.records == []
    RebuildFailure.objects.update(retry_at=timezone.now())
    rebuild_due()
    row = RebuildFailure.objects.get()
    assert (row.failures, row.thing) == (2, broken.id)
    assert row.retry_at > timezone.now() + FIRST_DELAY


def test_once_it_can_be_rebuilt_it_is_and_nothing_is_due(tag, broken):
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    rebuild_due()
    damage(broken, section=None)
    RebuildFailure.objects.update(retry_at=timezone.now())
    rebuild_due()
    assert name_shown(broken)
    assert violations_when_settled() == []


def test_the_delay_has_an_end(tag):
    for _ in range(20):
        remember("tag", tag.id, ValueError("No."))
    row = RebuildFailure.objects.get()
    assert row.retry_at - timezone.now() <= LONGEST_DELAY
    assert row.failures == 20


def test_a_page_of_a_thing_that_cannot_be_built_holds_up_no_other(tag):
    other = make_tag("Gas")
    make_published(tags=[str(other.id)])
    make_published("Broken", tags=[str(tag.id)])
    rename_tag(tag=other.id, name="Petroleum", by=None)
    Tag.objects.filter(id=tag.id).update(names=7, version=2)
    rebuild_due()
    assert b"Petroleum" in bytes(PublicThing.objects.get(thing=other.id).document)
    assert RebuildFailure.objects.filter(thing=tag.id).exists()
    assert list(Tag.objects.unspread()) == [tag]


def test_a_reference_that_cannot_become_fresh_ends_the_run(tag):
    article = make_published(tags=[str(tag.id)])
    stranger = make_tag("Stranger")
    # As a defect would leave it: the edition is said to show what its content does not name… for ever.
    Reference.objects.create(edition=live(article), kind="tag", thing=stranger.id, version=1)
    Tag.objects.filter(id=stranger.id).update(version=2)
    rebuild_due()
    assert rebuild_due() == 0
    assert not Reference.objects.filter(thing=stranger.id).exists()


def test_outdated_documents_that_cannot_be_rebuilt_end_the_run_too(tag, broken, settings):
    other = make_published("Story", tags=[str(tag.id)])
    settings.PUBLIC_URL = "https://news.example"
    rebuild_due()
    assert b"https://news.example" in bytes(live(other).headline)
    assert rebuild_due() == 0


def test_hundreds_of_changed_tags_are_spread_in_one_run():
    parent = make_tag("World", "place")
    Tag.objects.bulk_create(
        Tag(kind="place", name=f"Place {n}", slug=f"place-{n}", parent=parent, version=2)
        for n in range(1200)
    )
    make_published(tags=[str(Tag.objects.get(name="Place 1199").id)])
    rebuild_due()
    assert not Tag.objects.unspread().exists()


def test_the_command_rebuilds_what_it_can_although_one_is_broken(tag, broken, capsys):
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    call_command("rebuild_documents")
    assert capsys.readouterr().out == "1 documents are up to date.\n"


@pytest.mark.django_db(transaction=True)
def test_eight_workers_build_each_article_once(tag):
    articles = [make_published(f"Story {n}", tags=[str(tag.id)]) for n in range(60)]
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    results = race(*[rebuild_due] * 8)
    assert failures(results) == []
    rebuild_due()
    assert set(Edition.objects.live().values_list("build", flat=True)) == {2}
    assert Change.objects.filter(type="article").count() == 2 * len(articles)
    assert violations_when_settled() == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_passes_by_what_an_editor_is_saving(tag):
    saved, other = (make_published(f"Story {n}", tags=[str(tag.id)]) for n in range(2))
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    with transaction.atomic():
        lock_articles([saved.id])
        race(rebuild_due)
    assert [name_shown(one) for one in (saved, other)] == [False, True]
    assert list(Tag.objects.unspread()) == [tag], "It is not forgotten."
    assert violations_when_settled() == []
