"""The verb `delete_image`: only what nothing uses and what never was public."""

import pytest
from django.utils import timezone

from articles.draft_contents import DraftRefused
from articles.drafts import save_draft
from articles.image_deleting import ImageInUse, delete_image
from articles.killing import kill_image
from articles.merging import merge_tags
from articles.newsroom_settings import describe_newsroom
from articles.scheduling import schedule
from articles.withdrawing import withdraw
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from media.models import Image, Rendition
from media.recipes import Recipe, Size
from media.renditions import make_now
from tests.articles.builders import make_draft, make_image, make_published, make_tag, use_of
from tests.articles.people import person
from tests.racing import race

pytestmark = pytest.mark.django_db


def refusal(image: Image) -> str:
    with pytest.raises(ImageInUse) as caught:
        delete_image(image=image.id, by=None)
    assert Image.objects.filter(id=image.id).exists()
    return caught.value.detail


def test_an_unused_image_goes_with_its_renditions(client):
    image = make_image()
    path = make_now(image, Recipe("original", Size(64, 48), "jpeg")).path
    delete_image(image=image.id, by=None)
    assert not Image.objects.exists()
    assert not Rendition.objects.exists()
    assert client.get(f"/files/{path}").status_code == 404


def test_one_that_a_draft_shows_is_named(django_assert_max_num_queries):
    image = make_image()
    make_draft("Leads with it", lead_image=use_of(image))
    make_draft("Shows it", body=f'<figure data-image-id="{image.id}"></figure>')
    with django_assert_max_num_queries(12):
        said = refusal(image)
    assert "in drafts (“Shows it”, “Leads with it”)" in said
    assert "Replace it there" in said


def test_many_drafts_are_counted():
    image = make_image()
    for number in range(5):
        make_draft(f"Draft {number}", lead_image=use_of(image))
    assert "and 2 more" in refusal(image)


def test_one_that_only_the_live_edition_shows_is_named():
    image = make_image()
    article = make_published("Still live", lead_image=use_of(image))
    save_draft(article=article.id, changes={"lead_image": None}, by=None)
    assert "in live articles (“Still live”)" in refusal(image)


def test_nobody_is_told_the_name_of_a_draft_that_they_do_not_see():
    image = make_image()
    make_draft("Hidden", lead_image=use_of(image))
    with pytest.raises(ImageInUse, match="in 1 draft that you do not see") as caught:
        delete_image(image=image.id, by=person("author"))
    assert "Hidden" not in caught.value.detail


def test_one_that_is_planned_is_named():
    image = make_image()
    article = make_draft("Tomorrow", lead_image=use_of(image))
    at = timezone.now() + timezone.timedelta(days=1)
    schedule(article=article.id, verb="publish", at=at, by=None)
    save_draft(article=article.id, changes={"lead_image": None}, by=None)
    assert "in planned publications (“Tomorrow”)" in refusal(image)


def test_the_picture_of_a_tag_and_the_logo_are_named():
    image = make_image()
    make_tag("Painter", "person", image=str(image.id))
    describe_newsroom(values={"name": "Orda", "logo": str(image.id)}, by=None)
    said = refusal(image)
    assert "tags (“Painter”)" in said
    assert "the newsroom's logo" in said


def test_one_that_was_public_is_to_be_killed_instead():
    image = make_image()
    article = make_published(lead_image=use_of(image))
    withdraw(article=article.id, kind="withdrawn", reason="", by=None)
    save_draft(article=article.id, changes={"lead_image": None}, by=None)
    assert "kill it instead" in refusal(image)


def test_a_killed_one_stays_so_that_the_picture_does_not_come_back():
    image = make_image()
    kill_image(image=image.id, by=None)
    assert "killed" in refusal(image)


def test_a_tag_that_was_merged_into_another_holds_no_picture_back():
    image, other = make_image(), make_image()
    loser = make_tag("Painter", "person", image=str(image.id))
    winner = make_tag("Painters", "person", image=str(other.id))
    merge_tags(loser=loser.id, winner=winner.id, by=None)
    delete_image(image=image.id, by=None)
    assert list(Image.objects.all()) == [other]


def test_an_image_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        delete_image(image=uuid7(), by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(4))
def test_who_deletes_an_image_and_who_uses_it_at_the_same_moment_agree(_round):
    image, article = make_image(), make_draft()
    use = {"lead_image": use_of(image)}
    deleted, saved = race(
        lambda: delete_image(image=image.id, by=None),
        lambda: save_draft(article=article.id, changes=use, by=None),
    )
    article.refresh_from_db()
    if isinstance(saved, DraftRefused):
        assert (deleted, article.lead_image_id) == (None, None)
        assert not Image.objects.exists()
    else:
        assert isinstance(deleted, ImageInUse)
        assert article.lead_image == image
