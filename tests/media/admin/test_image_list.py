"""The library's list: a grid or a table, filters, and what each tile says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media.library import kill_image
from media.models import Image
from tests.articles.admin.pages import text_of, tree_of
from tests.articles.builders import make_draft, make_image, use_of
from tests.media.pictures import url_of

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/media/image/"


def titles(browser, query: str) -> set[str]:
    return {node.text() for node in tree_of(browser.get(f"{LIBRARY}?{query}")).css(".field-name")}


def test_a_tile_shows_a_rendition_and_says_how_large_and_how_used_it_is(boss):
    image = make_image(title="Pier", alt={"en": "A frozen pier"})
    make_draft(lead_image=use_of(image))
    [tile] = tree_of(boss.get(LIBRARY)).css(".tile")
    shown = tile.css_first("img").attributes
    assert (shown["src"], shown["alt"]) == (url_of(image, "webp", "original", 64), "A frozen pier")
    assert "64 × 48" in tile.text()
    assert "used in 1" in tile.text()


@pytest.mark.parametrize(
    ("values", "kind", "word"),
    [
        (
            {"digital_source_type": "trainedAlgorithmicMedia", "ai_system": "Grok"},
            "ai",
            "AI-generated · Grok",
        ),
        ({"digital_source_type": "compositeWithTrainedAlgorithmicMedia"}, "ai", "AI-edited"),
        ({"digital_source_type": "compositeSynthetic"}, "ai", "AI composite"),
        ({"digital_source_type": "", "credit": ""}, "unknown", "origin unknown"),
        ({"is_illustrative": True}, "illustrative", "illustrative"),
        ({}, "suggested", "suggested"),
    ],
)
def test_badges_say_what_kind_of_picture_it_is(boss, values, kind, word):
    make_image(**values)
    badges = tree_of(boss.get(LIBRARY)).css(f".tile .badge-{kind}")
    assert [badge.text() for badge in badges] == [word]


def test_an_ai_image_that_somebody_confirmed_says_so(boss):
    image = make_image(digital_source_type="trainedAlgorithmicMedia")
    boss.post(f"{LIBRARY}{image.pk}/confirm/")
    shown = tree_of(boss.get(LIBRARY))
    assert shown.css_first(".tile .badge-confirmed")
    assert not shown.css_first(".tile .badge-suggested")


@pytest.mark.parametrize(
    ("word", "make"),
    [
        ("awaits its file", lambda: make_image(has_file=False)),
        ("killed", lambda: kill_image(image=make_image().pk, by=None)),
        ("cannot be shown", lambda: make_image() and Image.objects.update(is_unservable=True)),
    ],
)
def test_what_cannot_be_shown_says_why(boss, word, make):
    make()
    shown = tree_of(boss.get(LIBRARY))
    assert shown.css_first(".tile .thumb-empty").text() == word
    assert not shown.css(".tile img")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rights=30", {"Week"}),
        ("rights=7", set()),
        ("rights=100", {"Week", "Season"}),
        ("rights=expired", {"Over"}),
        ("rights=dated", {"Week", "Season", "Over"}),
        ("rights=open", {"Open"}),
        ("rights=nonsense", {"Week", "Season", "Over", "Open"}),
    ],
)
def test_rights_that_end_are_found(boss, query, found):
    now = timezone.now()
    days = {"Week": 8, "Season": 95, "Over": -1, "Open": None}
    for title, number in days.items():
        end = None if number is None else now + timedelta(days=number)
        make_image(has_file=False, title=title, rights_expire_at=end)
    assert titles(boss, query) == found


def test_images_with_the_same_file_are_found(boss):
    make_image(title="One")
    make_image(title="Two")
    make_image(title="Awaited", has_file=False)
    make_image(title="Awaited, too", has_file=False)
    assert titles(boss, "duplicates=file") == {"One", "Two"}


def test_the_chosen_view_stays(boss):
    make_image()
    assert tree_of(boss.get(LIBRARY)).css_first("ul#result_list")
    assert tree_of(boss.get(f"{LIBRARY}?view=table&made=other")).css_first("table#result_list")
    assert tree_of(boss.get(LIBRARY)).css_first("table#result_list")
    assert tree_of(boss.get(f"{LIBRARY}?view=grid")).css_first("ul#result_list")


def test_a_view_that_is_not_known_changes_nothing(boss):
    assert tree_of(boss.get(f"{LIBRARY}?view=wall")).css_first("ul#result_list")


def test_an_empty_library_says_what_to_do(boss):
    assert "add pictures above" in text_of(boss.get(LIBRARY))


def test_the_grid_costs_the_same_however_many_there_are(boss, django_assert_max_num_queries):
    for number in range(5):
        make_draft(f"Article {number}", lead_image=use_of(make_image(has_file=number < 3)))
    boss.get(LIBRARY)
    with django_assert_max_num_queries(9):
        assert len(tree_of(boss.get(LIBRARY)).css(".tile")) == 5


def test_the_first_page_tells_of_rights_that_end(boss):
    assert "expire within" not in text_of(boss.get("/admin/"))
    now = timezone.now()
    for days in (3, 20, 40, -2):
        make_image(has_file=False, rights_expire_at=now + timedelta(days=days))
    shown = text_of(boss.get("/admin/"))
    assert "The rights to 2 images expire within 30 days." in shown
    assert "The rights to 1 image have expired." in shown
