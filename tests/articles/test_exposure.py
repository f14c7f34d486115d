"""What is public is what live editions show, however many publish and withdraw at once."""

import pytest

from articles.exposure import expose
from articles.killing import kill_image
from articles.models import PublicThing
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.vocabulary import rename_tag, save_tag
from articles.withdrawing import withdraw
from cms.changes.models import Change
from media.models import Image
from tests.articles.builders import make_draft, make_image, make_published, make_tag, use_of
from tests.articles.invariants import violations
from tests.racing import failures, race


def public() -> set[str]:
    return set(PublicThing.objects.public().values_list("name", flat=True))


@pytest.mark.django_db
def test_a_tag_is_public_with_its_ancestors_as_long_as_something_live_shows_it():
    europe = make_tag("Europe", "place")
    norway = make_tag("Norway", "place", parent=europe.id)
    make_tag("Stranger", "place")
    first, second = (make_published(f"Story {n}", tags=[str(norway.id)]) for n in range(2))
    withdraw(article=first.id, by=None)
    assert public() == {"Europe", "Norway"}
    withdraw(article=second.id, by=None)
    assert public() == set()


@pytest.mark.django_db
def test_the_portrait_of_a_public_tag_is_public_with_it():
    portrait = make_image()
    tag = make_tag("Ada", "contributor", image=portrait.id)
    article = make_published(contributors=[{"tag": str(tag.id), "role": "author"}])
    assert Image.objects.get(id=portrait.id).is_public
    withdraw(article=article.id, by=None)
    assert not Image.objects.get(id=portrait.id).is_public
    assert violations() == []


@pytest.mark.django_db
def test_a_tag_that_gets_another_portrait_gives_the_first_one_back():
    before, after = make_image(), make_image()
    tag = make_tag("Ada", "person", image=before.id)
    make_published(tags=[str(tag.id)])
    save_tag(tag=tag.id, values={"image": after.id}, by=None)
    rebuild_due()
    shown = set(PublicThing.objects.public().filter(type="image").values_list("thing", flat=True))
    assert shown == {after.id}
    assert violations() == []


@pytest.mark.django_db
def test_nothing_shown_and_nothing_dropped_changes_nothing():
    assert expose(shown=[], dropped=[], at=None) == []


@pytest.mark.django_db(transaction=True)
def test_two_publications_that_show_the_same_new_image_both_go_out():
    image, tag = make_image(), make_tag()
    drafts = [
        make_draft(f"Story {n}", lead_image=use_of(image), tags=[str(tag.id)]) for n in range(6)
    ]
    results = race(*(lambda a=draft.id: publish(article=a, by=None) for draft in drafts))
    assert failures(results) == []
    assert Change.objects.filter(type="image").count() == 1
    assert violations() == []


@pytest.mark.django_db(transaction=True)
def test_many_that_show_and_take_back_the_same_things_agree_at_the_end():
    image, tag = make_image(), make_tag()
    drafts = [
        make_draft(f"Story {n}", lead_image=use_of(image), tags=[str(tag.id)]) for n in range(4)
    ]

    def come_and_go(article):
        for _ in range(3):
            publish(article=article, by=None)
            withdraw(article=article, by=None)

    def rename():
        for number in range(4):
            rename_tag(tag=tag.id, name=f"Energy {number}", by=None)
            rebuild_due()

    racers = [lambda a=draft.id: come_and_go(a) for draft in drafts]
    results = race(*racers, rename)
    assert failures(results) == []
    assert violations() == []
    assert public() == set()


@pytest.mark.django_db(transaction=True)
def test_an_image_that_is_killed_while_it_is_published_is_not_public_afterwards():
    image = make_image()
    drafts = [make_draft(f"Story {n}", lead_image=use_of(image)) for n in range(3)]
    make_published("Before", lead_image=use_of(image))
    publishing = [lambda a=draft.id: publish(article=a, by=None) for draft in drafts]
    results = race(*publishing, lambda: kill_image(image=image.id, by=None))
    assert all(type(one).__name__ == "PublishRefused" for one in failures(results))
    rebuild_due()
    assert not PublicThing.objects.public().filter(type="image").exists()
    assert violations() == []
