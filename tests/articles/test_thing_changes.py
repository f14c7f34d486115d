"""What the log is told of tags, sources and images."""

import pytest

from articles.killing import kill_image
from articles.merging import merge_tags
from articles.rebuilding import rebuild_due
from articles.sourcing import save_source
from articles.vocabulary import save_tag
from articles.withdrawing import withdraw
from cms.changes.models import Change
from tests.articles.builders import (
    citation_of,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)

pytestmark = pytest.mark.django_db


def latest(thing) -> Change:
    return Change.objects.filter(thing=thing.id).latest("version")


def test_a_tag_and_a_source_are_told_with_every_word_that_leads_to_them():
    tag, source = make_tag("Trams"), make_source("Orda")
    make_published("Trams run late", tags=[str(tag.id)], citations=[citation_of(source)])
    save_tag(tag=tag.id, values={"name": "Tramways", "slug": "tramways"}, by=None)
    save_source(source=source.id, values={"name": "Orda.kz", "slug": "orda-kz"}, by=None)
    rebuild_due()
    assert latest(tag).aliases == ["trams", "tramways"]
    assert latest(source).aliases == ["orda", "orda-kz"]


def test_a_tag_that_no_live_article_shows_is_withdrawn_without_a_reason():
    tag = make_tag("Trams")
    withdraw(article=make_published("Trams run late", tags=[str(tag.id)]).id, by=None)
    assert (latest(tag).operation, latest(tag).withdrawal) == ("withdrawn", None)


def test_a_merged_tag_names_the_one_that_took_its_place():
    trams, tramways = make_tag("Trams"), make_tag("Tramways")
    make_published("Trams run late", tags=[str(trams.id)])
    merge_tags(loser=trams.id, winner=tramways.id, by=None)
    rebuild_due()
    withdrawal = latest(trams).withdrawal
    assert (withdrawal["kind"], withdrawal["replaced_by"]) == ("merged", str(tramways.id))


def test_a_killed_image_says_that_it_was_killed():
    image = make_image()
    make_published("With a picture", lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    assert latest(image).operation == "withdrawn"
    assert latest(image).withdrawal["kind"] == "killed"


def test_a_rebuild_that_moves_an_article_to_another_branch_is_told():
    city, sport = make_tag("City"), make_tag("Sport")
    trams = make_tag("Trams", parent=city.id)
    article = make_published("Trams run late", tags=[str(trams.id)])
    save_tag(tag=trams.id, values={"parent": sport.id}, by=None)
    rebuild_due()
    told = latest(article)
    assert f"tag:{city.id}" in told.labels
    assert f"tag:{city.id}" not in told.carries
    assert f"tag:{sport.id}" in told.carries
    rebuild_due()
    assert latest(article) == told
