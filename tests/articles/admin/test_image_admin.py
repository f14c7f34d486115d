"""The library in the admin: add, await, describe, disclose, confirm, kill, and where an image is used."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.access.models import User
from media.library import MOST_BYTES
from media.models import Image
from tests.articles.admin.pages import errors_of, sent_by, text_of, tree_of
from tests.articles.builders import make_draft, make_image, make_published, make_tag, png, use_of
from tests.media.pictures import url_of

pytestmark = pytest.mark.django_db
ADD = "/admin/media/image/add/"


def page_of(image: Image, name: str = "change") -> str:
    return reverse(f"admin:media_image_{name}", args=[image.pk])


def send(browser, page: str, **changes):
    return browser.post(page, sent_by(browser.get(page), "image_form", **changes), follow=True)


def picture(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("picture.png", content or png(), content_type="image/png")


def test_an_image_is_added_with_its_file_and_both_languages(boss):
    typed = {
        "title": "Pier",
        "alt_en": "A frozen pier",
        "alt_ru": "Замёрзший причал",
        "caption_ru": "Утро\r\nв порту",
        "credit": "Photo: A. Painter",
        "digital_source_type": "digitalCapture",
        "focal_x": "0.25",
    }
    send(boss, ADD, file=picture(), **typed)
    image = Image.objects.get()
    assert image.alt == {"en": "A frozen pier", "ru": "Замёрзший причал"}
    assert (image.width, image.height, image.focal_x) == (64, 48, 0.25)
    assert image.caption == {"ru": "Утро\nв порту"}
    assert (image.determined_by, image.confirmed_by) == (
        "editor",
        User.objects.get(username="boss"),
    )


def test_an_image_whose_file_is_awaited_gets_it_later(boss):
    send(boss, ADD, credit="Photo: Grok AI Generated")
    image = Image.objects.get()
    assert image.is_awaited
    shown = text_of(boss.post(page_of(image, "file"), {"file": picture()}, follow=True))
    assert "The file “picture.png” was taken." in shown
    image.refresh_from_db()
    assert not image.is_awaited


def test_a_page_that_is_sent_back_untouched_changes_nothing(boss):
    image = make_image(caption={"en": "Two\nlines"}, usage_terms="a\nb", is_illustrative=True)
    send(boss, page_of(image))
    assert Image.objects.get().version == image.version


def test_a_suggestion_is_confirmed_with_one_click(boss):
    image = make_image(digital_source_type="trainedAlgorithmicMedia", determined_by="credit_line")
    assert "suggested" in text_of(boss.get(page_of(image)))
    boss.post(page_of(image, "confirm"))
    image.refresh_from_db()
    assert image.confirmed_by == User.objects.get(username="boss")
    assert "Confirm how it was made" not in text_of(boss.get(page_of(image)))


def test_nothing_is_confirmed_while_nobody_has_said_how_it_was_made(boss):
    image = make_image(digital_source_type="", credit="")
    answer = boss.post(page_of(image, "confirm"), follow=True)
    assert "set its digital source type first" in text_of(answer)


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b" "])
def test_a_file_that_is_no_picture_is_refused_at_the_file(boss, content):
    answer = send(boss, ADD, file=picture(content))
    assert "file" in errors_of(answer)
    assert not Image.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(boss):
    sent = sent_by(
        boss.get(ADD), "image_form", file=SimpleUploadedFile("a.png", b"0" * (MOST_BYTES + 1))
    )
    assert "at most" in errors_of(boss.post(ADD, sent))["file"]


def test_what_is_refused_is_shown_at_its_fields(boss):
    typed = {"title": "t" * 201, "focal_y": "7", "alt_en": "a" * 1001, "credit": "c" * 301}
    answer = send(boss, ADD, **typed)
    assert {"title", "focal_y", "alt_en", "credit"} <= set(errors_of(answer))
    assert not Image.objects.exists()


def test_the_line_under_the_picture_is_told_while_it_is_typed(boss):
    typed = {"digital_source_type": "trainedAlgorithmicMedia", "ai_system": "Grok"}
    lines = boss.get(reverse("admin:media_image_caption_line"), typed).json()
    assert lines["lines"]["en"] == "AI-generated with Grok"
    assert set(lines["lines"]) == {"en", "ru", "kk"}


def test_the_editor_is_told_what_an_image_looks_like(boss):
    image = make_image(digital_source_type="trainedAlgorithmicMedia", ai_system="Grok")
    card = boss.get(page_of(image, "card")).json()
    assert card["src"] == url_of(image, "webp", "original", 64)
    assert ["ai", "AI-generated · Grok"] in card["badges"]


def test_a_killed_image_is_shown_as_killed(boss):
    image = make_image()
    assert "cannot be taken back" in text_of(boss.get(page_of(image, "kill")))
    boss.post(page_of(image, "kill"))
    image.refresh_from_db()
    assert image.killed_at
    assert boss.get(page_of(image, "card")).json()["src"] is None


def test_the_page_says_where_the_image_is_used(boss):
    image = make_image()
    make_published("Leads with it", lead_image=use_of(image))
    make_draft("Shows it", body=f'<figure data-image-id="{image.pk}"></figure>')
    make_tag("Painter", "person", image=str(image.pk))
    shown = text_of(boss.get(page_of(image)))
    for words in ("Leads with it", "Shows it", "Painter"):
        assert words in shown


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("made=ai", {"By Grok"}),
        ("made=unknown", {"Unknown", "Awaited"}),
        ("needs=alt", {"Unknown"}),
        ("needs=file", {"Awaited"}),
        ("needs=confirmation", {"By Grok", "Public"}),
        ("standing=public", {"Public"}),
        ("standing=killed", {"Killed"}),
        ("q=grok", {"By Grok"}),
    ],
)
def test_filters_and_search_narrow_the_library(boss, chosen, found):
    make_image(title="By Grok", digital_source_type="trainedAlgorithmicMedia")
    make_image(title="Unknown", digital_source_type="", credit="", alt={})
    make_image(title="Awaited", has_file=False, digital_source_type="", credit="")
    make_published(lead_image=use_of(make_image(title="Public")))
    killed = make_image(title="Killed")
    boss.post(page_of(killed, "kill"))
    rows = tree_of(boss.get(f"/admin/media/image/?{chosen}")).css("#result_list .field-name")
    assert {row.text() for row in rows} == found


def test_the_library_opens_as_a_popup_for_the_editor(boss):
    image = make_image()
    shown = text_of(boss.get("/admin/media/image/?_to_field=id&_popup=1"))
    assert f'data-popup-opener="{image.pk}"' in shown
