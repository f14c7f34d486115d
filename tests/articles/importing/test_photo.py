"""The page's picture: awaited, stored with the page, or attached by importing again."""

from pathlib import Path

import pytest
from django.conf import settings

from articles.drafts import save_draft
from articles.importing import Photo
from articles.importing.photo import PhotoRefused
from articles.models import Article, Edition
from articles.publishing import PublishRefused
from cms.access.models import User
from media.library import ImageRefused, describe_image, kill_image
from media.models import Image
from tests.articles.builders import png
from tests.articles.importing.pages import HEADLINE, article, page_text, take_in

pytestmark = pytest.mark.django_db
FERRY = Photo(png(colour="teal"), "A ferry leaves the quay")


@pytest.fixture(autouse=True)
def uploads(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def shown() -> bytes:
    return bytes(Edition.objects.live().get(article=article(HEADLINE)).lead_image_original)


def test_a_picture_comes_with_its_page():
    assert take_in(photo=FERRY, publish=True).photo == "stored"
    image = article(HEADLINE).lead_image
    assert (image.alt, image.width) == ({"en": "A ferry leaves the quay"}, 64)
    assert b"A ferry leaves the quay" in shown()


def test_a_page_without_credit_line_may_have_a_picture():
    take_in(page_text(credit=""), photo=FERRY)
    assert article(HEADLINE).lead_image.digital_source_type == ""


def test_a_page_without_credit_line_has_no_picture_of_itself():
    take_in(page_text(credit=""))
    assert not Image.objects.exists()


def test_importing_again_with_the_file_attaches_it_and_shows_it():
    take_in(publish=True)
    assert b'"src":null' in shown()
    imported = take_in(photo=FERRY, publish=True)
    assert (imported.photo, Image.objects.count()) == ("attached", 1)
    assert b'"src":"http' in shown()


def test_importing_again_with_the_same_file_changes_nothing():
    take_in(photo=FERRY, publish=True)
    version = Image.objects.get().version
    assert take_in(photo=FERRY, publish=True).is_unchanged
    assert Image.objects.get().version == version


def test_another_file_is_refused():
    take_in(photo=FERRY)
    with pytest.raises(PhotoRefused, match="another file"):
        take_in(photo=Photo(png(colour="red"), FERRY.alt))
    assert len(stored_files()) == 1


def test_an_awaited_picture_may_be_described():
    take_in()
    assert take_in(photo=Photo(alt="A ferry")).photo == "described"
    assert Image.objects.get().alt == {"en": "A ferry"}


def test_an_editors_description_is_not_overwritten():
    take_in()
    describe_image(image=Image.objects.get().id, values={"alt": {"en": "By hand"}}, by=None)
    with pytest.raises(PhotoRefused, match="alternative text"):
        take_in(photo=Photo(alt="A ferry"))
    assert Image.objects.get().alt == {"en": "By hand"}


def test_a_picture_that_goes_public_needs_its_alternative_text():
    with pytest.raises(PhotoRefused, match="--alt"):
        take_in(photo=Photo(png()), publish=True)
    assert not Article.objects.exists()
    assert not stored_files()


def test_a_file_for_a_public_page_needs_its_alternative_text_too():
    take_in(publish=True)
    with pytest.raises(PhotoRefused, match="--alt"):
        take_in(photo=Photo(png()))
    assert Image.objects.get().is_awaited


def test_a_picture_of_unknown_making_is_not_published_and_leaves_no_file():
    with pytest.raises(PublishRefused, match="digital source type"):
        take_in(page_text(credit=""), photo=FERRY, publish=True)
    assert not Article.objects.exists()
    assert not stored_files()


def test_a_refused_import_leaves_the_file_that_another_image_has():
    take_in(photo=FERRY)
    with pytest.raises(PublishRefused):
        take_in(page_text("Another Page", credit=""), photo=FERRY, publish=True)
    assert len(stored_files()) == 1


def test_a_rehearsal_leaves_no_file():
    assert take_in(photo=FERRY, publish=True, is_rehearsal=True).photo == "stored"
    assert not stored_files()


def test_what_is_no_picture_is_refused():
    with pytest.raises(ImageRefused, match="damaged"):
        take_in(photo=Photo(b"GIF89a, or not", "A ferry"))
    assert not Article.objects.exists()


def test_a_description_without_a_picture_is_refused():
    with pytest.raises(PhotoRefused, match="no picture to describe"):
        take_in(page_text(credit=""), photo=Photo(alt="A ferry"))


def test_a_picture_that_was_killed_stays_dead():
    take_in()
    kill_image(image=Image.objects.get().id, by=None)
    with pytest.raises(PhotoRefused, match="no longer be shown"):
        take_in(photo=FERRY)


def test_an_article_that_an_editor_changed_gets_no_new_picture():
    take_in(page_text(credit=""))
    save_draft(
        article=article(HEADLINE).id, changes={"kicker": "Lake"}, by=User.objects.create_user("d")
    )
    with pytest.raises(PhotoRefused, match="admin"):
        take_in(page_text(credit=""), photo=FERRY)
    assert not stored_files()


def test_an_awaited_picture_gets_its_file_though_an_editor_changed_the_article():
    take_in()
    save_draft(
        article=article(HEADLINE).id, changes={"kicker": "Lake"}, by=User.objects.create_user("d")
    )
    assert take_in(photo=FERRY).photo == "attached"
