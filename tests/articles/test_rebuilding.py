"""What a change of a tag, source or image does to the documents that show it."""

import threading

import orjson
import pytest
from django.db import connection, transaction

from articles.correcting import correct
from articles.drafts import save_draft
from articles.models import Edition, PublicThing, Tag, TagEntry, TranslationGroup
from articles.publishing import publish
from articles.rebuilding import rebuild_articles, rebuild_due
from articles.sourcing import rename_source
from articles.vocabulary import rename_tag, save_tag
from articles.withdrawing import withdraw
from cms.changes.models import Change
from media.library import describe_image
from tests.articles.builders import (
    citation_of,
    live,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)


def headline_of(article):
    return orjson.loads(bytes(live(article).headline) + b"}")


@pytest.mark.django_db
def test_a_renamed_tag_reaches_every_document_with_a_change_each():
    tag = make_tag("Oil")
    articles = [make_published(f"Story {n}", tags=[str(tag.id)]) for n in range(3)]
    before = Change.objects.count()
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    rebuild_due()
    assert {headline_of(article)["tags"][0]["name"] for article in articles} == {"Petroleum"}
    assert Change.objects.count() == before + 4
    assert b"Petroleum" in bytes(PublicThing.objects.get(type="tag").document)
    assert {live(article).number for article in articles} == {1}
    assert {live(article).build for article in articles} == {2}


@pytest.mark.django_db
def test_a_rebuild_pulls_no_unpublished_edit_along_and_moves_no_time():
    tag = make_tag("Oil")
    article = make_published("Story", tags=[str(tag.id)])
    before = live(article)
    save_draft(article=article.id, changes={"headline": "CANARY"}, by=None)
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    rebuild_due()
    after = live(article)
    assert after.content["headline"] == "Story"
    assert (after.published_at, after.updated_at) == (before.published_at, before.updated_at)
    assert after.built_at > before.built_at


@pytest.mark.django_db
def test_a_renamed_source_and_a_corrected_image_follow():
    source, image = make_source("Orda"), make_image()
    article = make_published(citations=[citation_of(source)], lead_image=use_of(image))
    rename_source(source=source.id, name="Orda.kz", by=None)
    values = {"alt": {"en": "Two ships"}, "digital_source_type": "trainedAlgorithmicMedia"}
    describe_image(image=image.id, values=values, by=None)
    rebuild_due()
    lead = orjson.loads(bytes(live(article).lead_image_original))
    assert b"Orda.kz" in bytes(live(article).tail)
    assert (lead["alt"], lead["disclosure"]["is_ai"]) == ("Two ships", True)
    assert live(article).has_ai_images


@pytest.mark.django_db
def test_nothing_is_due_twice():
    tag = make_tag()
    make_published(tags=[str(tag.id)])
    rename_tag(tag=tag.id, name="Power", by=None)
    assert rebuild_due() > 0
    assert rebuild_due() == 0


@pytest.mark.django_db
def test_a_change_that_no_document_shows_makes_no_new_build():
    tag = make_tag()
    article = make_published(tags=[str(tag.id)])
    save_tag(tag=tag.id, values={"position": 9}, by=None)
    rebuild_due()
    assert live(article).build == 1
    assert live(article).references.get(kind="tag").version == 2


@pytest.mark.django_db
def test_a_moved_tag_moves_its_articles_between_lists():
    old, new = make_tag("Europe", "place"), make_tag("Asia", "place")
    tag = make_tag("Norland", "place", parent=old.id)
    make_published(tags=[str(tag.id)])
    save_tag(tag=tag.id, values={"parent": new.id}, by=None)
    rebuild_due()
    assert set(TagEntry.objects.values_list("tag", flat=True)) == {tag.id, new.id}
    assert set(PublicThing.objects.public().values_list("thing", flat=True)) == {tag.id, new.id}


@pytest.mark.django_db
def test_translations_name_each_other():
    group = TranslationGroup.objects.create()
    english = make_published("Harbour", translation_group=str(group.id))
    russian = make_published("Гавань", language="ru", translation_group=str(group.id))
    rebuild_due()
    assert headline_of(english)["translations"][0]["url"].endswith("/gavan/")
    assert headline_of(russian)["translations"][0]["id"] == str(english.id)
    withdraw(article=russian.id, by=None)
    rebuild_due()
    assert headline_of(english)["translations"] == []


@pytest.mark.django_db
def test_a_rebuild_of_what_was_withdrawn_does_nothing():
    article = make_published()
    withdraw(article=article.id, by=None)
    assert rebuild_articles(articles=[article.id]) == []


@pytest.mark.django_db
def test_other_addresses_make_every_document_due(settings):
    article = make_published(tags=[str(make_tag().id)])
    settings.PUBLIC_URL = "https://news.example"
    assert rebuild_due() == 2
    assert headline_of(article)["url"].startswith("https://news.example/")
    assert rebuild_due() == 0


@pytest.mark.django_db
def test_a_corrected_article_keeps_its_tag_names_fresh():
    tag = make_tag("Oil")
    article = make_published(tags=[str(tag.id)])
    rename_tag(tag=tag.id, name="Petroleum", by=None)
    correct(article=article.id, kind="update", text="More.", by=None)
    assert headline_of(article)["tags"][0]["name"] == "Petroleum"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_rename_that_races_with_a_publish_wins_in_the_end():
    """The publish has read the old name; the rename waits for it, and the rebuild then finds the document."""
    tag = make_tag("Oil")
    article = make_draft(tags=[str(tag.id)])
    renamed = threading.Event()

    def rename() -> None:
        rename_tag(tag=tag.id, name="Petroleum", by=None)
        renamed.set()
        connection.close()

    with transaction.atomic():
        publish(article=article.id, by=None)
        other = threading.Thread(target=rename)
        other.start()
        assert not renamed.wait(0.5)
    other.join(10)
    assert Tag.objects.get(id=tag.id).name == "Petroleum"
    rebuild_due()
    assert headline_of(article)["tags"][0]["name"] == "Petroleum"


@pytest.mark.django_db(transaction=True)
def test_publications_and_renames_at_once_leave_no_old_name_behind():
    tag = make_tag("Oil 0")
    articles = [make_published(f"Story {n}", tags=[str(tag.id)]) for n in range(4)]
    failures: list[BaseException] = []

    def work(job) -> None:
        try:
            for number in range(5):
                job(number)
        except BaseException as failure:  # noqa: BLE001 - told to the test
            failures.append(failure)
        finally:
            connection.close()

    jobs = [lambda _n, a=article: publish(article=a.id, by=None) for article in articles]
    jobs += [
        lambda n: rename_tag(tag=tag.id, name=f"Oil {n + 1}", by=None),
        lambda _n: rebuild_due(),
    ]
    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    rebuild_due()
    assert {headline_of(article)["tags"][0]["name"] for article in articles} == {"Oil 5"}
    assert Edition.objects.live().count() == 4
