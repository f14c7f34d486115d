"""The verb `replace_image`: everything that uses an image uses another one instead."""

import pytest

from articles.drafts import restore_revision, save_draft
from articles.image_deleting import delete_image
from articles.image_replacing import ReplaceRefused, replace_image
from articles.image_uses import image_uses, use_counts
from articles.killing import kill_image
from articles.models import Newsroom, Revision
from articles.newsroom_settings import describe_newsroom
from articles.revisions import current_content
from cms.access.models import User
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from media.models import Image
from tests.articles.builders import live, make_draft, make_image, make_published, make_tag, use_of
from tests.articles.people import person

pytestmark = pytest.mark.django_db


def figure(image: Image, words: str = "") -> str:
    return f'<figure data-image-id="{image.id}" data-alt="Ice"><figcaption>{words}</figcaption></figure>'


def test_every_draft_gets_a_revision_with_the_other_image():
    old, new = make_image(), make_image()
    by = User.objects.create_superuser("aruzhan")
    leading = make_draft("Leads", lead_image=use_of(old, "Ice", "A pier"))
    showing = make_draft("Shows", body=f"<p>One</p><blockquote>{figure(old, 'Two')}</blockquote>")
    done = replace_image(image=old.id, replacement=new.id, by=by)
    assert {row.headline for row in done.drafts} == {"Leads", "Shows"}
    leading.refresh_from_db()
    assert current_content(leading)["lead_image"] == use_of(new, "Ice", "A pier")
    showing.refresh_from_db()
    assert figure(new, "Two") in showing.body
    newest = Revision.objects.get(article=showing, number=2)
    assert (newest.author, newest.reason.split()[:2]) == (by, ["The", "image"])
    assert not image_uses(old.id).is_any


def test_the_words_for_another_picture_go():
    old, new = make_image(), make_image()
    article = make_draft(lead_image=use_of(old, "Ice"), body=figure(old, "Two") + "<p>Text</p>")
    replace_image(image=old.id, replacement=new.id, by=None, keeps_words=False)
    article.refresh_from_db()
    assert article.lead_image_alt == ""
    assert article.body == f'<figure data-image-id="{new.id}"></figure><p>Text</p>'


def test_tags_and_the_newsroom_follow():
    old, new = make_image(), make_image()
    tag = make_tag("Painter", "person", image=str(old.id))
    describe_newsroom(values={"name": "Orda", "logo": str(old.id)}, by=None)
    done = replace_image(image=old.id, replacement=new.id, by=None)
    assert (done.tags, done.is_logo) == ([tag], True)
    tag.refresh_from_db()
    assert (tag.image, Newsroom.objects.get().logo) == (new, new)


def test_what_is_live_waits_for_the_next_publication_and_is_named():
    old, new = make_image(), make_image()
    article = make_published("Live", lead_image=use_of(old))
    save_draft(article=article.id, changes={"headline": "Not to be told yet"}, by=None)
    done = replace_image(image=old.id, replacement=new.id, by=None)
    assert done.still_live == ["Live"]
    assert live(article).content["lead_image"]["image"] == str(old.id)
    assert live(article).content["headline"] == "Live"


def test_the_other_drafts_stay_as_they_are():
    old, new = make_image(), make_image()
    stranger = make_draft("Stranger", lead_image=use_of(new))
    assert replace_image(image=old.id, replacement=new.id, by=None).drafts == []
    stranger.refresh_from_db()
    assert stranger.revision == 1


def test_nobody_changes_drafts_that_they_do_not_see():
    old, new = make_image(), make_image()
    article = make_draft("Hidden", lead_image=use_of(old))
    with pytest.raises(ReplaceRefused, match=r"you do not see use it, too \(1\)"):
        replace_image(image=old.id, replacement=new.id, by=person("author"))
    article.refresh_from_db()
    assert article.revision == 1


def test_an_image_does_not_take_its_own_place():
    image = make_image()
    with pytest.raises(ReplaceRefused, match="own place"):
        replace_image(image=image.id, replacement=image.id, by=None)


def test_a_killed_image_takes_nobodys_place():
    old, new = make_image(), make_image(title="Killed")
    article = make_draft(lead_image=use_of(old))
    kill_image(image=new.id, by=None)
    with pytest.raises(ReplaceRefused, match="killed"):
        replace_image(image=old.id, replacement=new.id, by=None)
    article.refresh_from_db()
    assert article.lead_image == old


@pytest.mark.parametrize("is_known", [True, False])
def test_an_image_that_is_not_there_is_not_found(is_known):
    image, stranger = make_image().id, uuid7()
    old, new = (image, stranger) if is_known else (stranger, image)
    with pytest.raises(NotFound):
        replace_image(image=old, replacement=new, by=None)


def test_an_article_counts_once_however_often_it_uses_an_image(django_assert_num_queries):
    image, unused = make_image(), make_image()
    make_published("Both", lead_image=use_of(image), body=figure(image) + "<p>Text</p>")
    make_draft("Draft", body=figure(image))
    make_tag("Painter", "person", image=str(image.id))
    with django_assert_num_queries(4):
        assert use_counts([image.id, unused.id]) == {image.id: 3}


def test_a_restored_revision_shows_its_images_again():
    old, new = make_image(), make_image()
    article = make_draft(lead_image=use_of(old))
    replace_image(image=old.id, replacement=new.id, by=None)
    restore_revision(article=article.id, number=1, by=None)
    assert use_counts([old.id, new.id]) == {old.id: 1}


def test_after_it_was_replaced_an_image_can_be_deleted():
    old, new = make_image(), make_image()
    make_draft(lead_image=use_of(old))
    replace_image(image=old.id, replacement=new.id, by=None)
    delete_image(image=old.id, by=None)
    assert list(Image.objects.all()) == [new]
