"""Duplicates side by side, and what becomes of them."""

import pytest
from zeal import zeal_ignore

from articles.models import Article
from cms.uuid7 import uuid7
from media.duplicate_groups import MOST_GROUPS, duplicate_groups
from media.library import attach_file, kill_image
from media.models import Image
from tests.articles.admin.pages import messages_of, text_of, tree_of
from tests.articles.builders import make_draft, make_image, make_published, make_tag, use_of
from tests.media.pictures import patterned

pytestmark = pytest.mark.django_db
DUPLICATES = "/admin/media/image/duplicates/"


def make_seen(size: tuple[int, int], **values) -> Image:
    image = make_image(has_file=False, **values)
    return attach_file(image=image.pk, content=patterned(size), by=None)


def groups() -> list[list[Image]]:
    return duplicate_groups().groups


def test_the_same_file_and_what_looks_the_same_are_groups(django_assert_num_queries):
    same = [make_image(), make_image()]
    alike = [make_seen((400, 300)), make_seen((200, 150))]
    make_image(has_file=False)
    with django_assert_num_queries(2):
        assert groups() == [alike, same]


def test_a_chain_of_likenesses_is_one_group():
    hashes = [0b1, 0b1111111, 0b1111111111111, 0xFFFF << 30]
    images = [make_image() for _hash in hashes]
    for number, (image, hash_) in enumerate(zip(images, hashes, strict=True)):
        Image.objects.filter(pk=image.pk).update(perceptual_hash=hash_, sha256=f"{number:064}")
    assert groups() == [images[:3]]


def test_killed_images_are_no_duplicates():
    kept, killed = make_image(), make_image()
    kill_image(image=killed.pk, by=None)
    assert groups() == []
    assert kept in Image.objects.all()


def test_page_after_page_every_group_comes_once():
    # Each group has one old and one new image.
    files = [f"{number:064}" for number in range(MOST_GROUPS + 3)] * 2
    Image.objects.bulk_create(Image(sha256=sha256, perceptual_hash=0) for sha256 in files)
    first = duplicate_groups()
    second = duplicate_groups(after=first.after)
    assert (len(first.groups), len(second.groups), second.after) == (MOST_GROUPS, 3, None)
    shown = [group[0].sha256 for group in (*first.groups, *second.groups)]
    assert len(set(shown)) == MOST_GROUPS + 3


def test_the_page_says_what_differs(boss):
    make_image(title="Pier", credit="Photo: A. Painter")
    make_image(title="Pier", credit="Photo: Orda")
    shown = tree_of(boss.get(DUPLICATES))
    differing = {row.css_first("th").text().split()[0] for row in shown.css("tr.differs")}
    assert "Credit" in differing
    assert "Title" not in differing


def test_an_empty_page_says_so(boss):
    assert "No image has the same file" in text_of(boss.get(f"{DUPLICATES}?after=nonsense"))


def test_the_kept_one_takes_the_place_of_the_others(boss):
    kept, other = make_image(title="Kept"), make_image(title="Goes")
    article = make_draft(lead_image=use_of(other, "Words of this article"))
    address = f"{DUPLICATES}keep/?keep={kept.pk}&other={other.pk}"
    link = tree_of(boss.get(DUPLICATES)).css_first(f"a[href*='keep={kept.pk}']")
    assert link.attributes["href"] == address
    assert "Goes" in text_of(boss.get(address))
    answer = boss.post(address, follow=True)
    article.refresh_from_db()
    assert (article.lead_image, article.lead_image_alt) == (kept, "Words of this article")
    assert "“Goes” was replaced in 1 draft." in messages_of(answer)
    assert Image.objects.filter(pk=other.pk).exists()


def test_the_others_are_deleted_when_that_is_wanted(boss):
    kept, *others = (make_image(title=title) for title in ("Kept", "Second", "Third"))
    make_published("Live", lead_image=use_of(others[1]))
    ids = "".join(f"&other={one.pk}" for one in others)
    with zeal_ignore():  # Each is replaced in a transaction of its own.
        answer = boss.post(f"{DUPLICATES}keep/?keep={kept.pk}{ids}", {"deletes": "on"}, follow=True)
    said = messages_of(answer)
    assert "“Second” was deleted." in said
    assert any("in live articles (“Live”)" in message for message in said)
    assert set(Image.objects.all()) == {kept, others[1]}


@pytest.mark.parametrize(
    "query", ["", "keep=x&other=y", "keep={0}", "keep={0}&other={0}", "keep={0}&other={1}"]
)
def test_what_is_not_there_twice_is_not_found(boss, query):
    known = query.format(make_image().pk, uuid7())
    assert boss.get(f"{DUPLICATES}keep/?{known}").status_code == 404


def test_an_image_is_replaced_by_another_everywhere(boss):
    old, new = make_image(title="Old"), make_image(title="New")
    article = make_published("Live", lead_image=use_of(old, "Of the old picture"))
    tag = make_tag("Painter", "person", image=str(old.pk))
    page = f"/admin/media/image/{old.pk}/replace/"
    assert "Replace it…" in text_of(boss.get(f"/admin/media/image/{old.pk}/change/"))
    answer = boss.post(page, {"replacement": str(new.pk)}, follow=True)
    article.refresh_from_db()
    tag.refresh_from_db()
    assert (article.lead_image, article.lead_image_alt, tag.image) == (new, "", new)
    said = messages_of(answer)
    assert "“Old” was replaced in 1 draft, 1 tag." in said
    assert any("until they are published again: “Live”" in message for message in said)


@pytest.mark.parametrize("typed", [{}, {"replacement": "nonsense"}, {"replacement": "{0}"}])
def test_an_image_is_replaced_by_no_nonsense_and_not_by_itself(boss, typed):
    image = make_image()
    make_draft(lead_image=use_of(image))
    values = {name: value.format(image.pk) for name, value in typed.items()}
    answer = boss.post(f"/admin/media/image/{image.pk}/replace/", values)
    assert tree_of(answer).css_first("ul.errorlist")
    assert Article.objects.get().revision == 1


def test_who_may_only_look_replaces_nothing(viewer):
    one, other = make_image(), make_image()
    assert "Keep this one" not in text_of(viewer.get(DUPLICATES))
    assert viewer.get(f"{DUPLICATES}keep/?keep={one.pk}&other={other.pk}").status_code == 403
    assert viewer.get(f"/admin/media/image/{one.pk}/replace/").status_code == 403
