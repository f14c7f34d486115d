"""Tags, sources and images in public: found by every word they ever had, listed page by page, hidden ones never."""

import pytest

from articles.killing import kill_image
from articles.merging import merge_tags
from articles.public_things import (
    ORDERINGS,
    ThingChoice,
    count_things,
    find_thing,
    list_things,
    sections,
)
from articles.rebuilding import rebuild_due
from articles.vocabulary import rename_tag
from articles.withdrawing import withdraw
from cms.http.problem import BadRequest, Gone, NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import make_draft, make_image, make_published, make_tag, use_of

pytestmark = pytest.mark.django_db


def found(key: str, type_: str = "tag"):
    return find_thing(type_, key, columns=("document",))


def names(choice: ThingChoice, limit: int = 100) -> list[str]:
    return [row.name for row in list_things(choice, cursor=None, limit=limit, columns=()).rows]


def test_a_tag_is_found_by_its_id_its_slug_and_every_former_one():
    tag = make_tag("Oil")
    make_published(tags=[str(tag.id)])
    rename_tag(tag=tag.id, name="Petroleum", slug="petroleum", by=None)
    rebuild_due()
    for key in (str(tag.id), "oil", "petroleum"):
        assert (found(key).thing, found(key).slug) == (tag.id, "petroleum")


def test_a_merged_tag_leads_to_the_one_that_is_left():
    oil, petroleum = make_tag("Oil"), make_tag("Petroleum")
    make_published(tags=[str(oil.id)])
    merge_tags(loser=oil.id, winner=petroleum.id, by=None)
    rebuild_due()
    assert found("oil").thing == found(str(oil.id)).thing == petroleum.id


def test_a_detail_counts_live_articles():
    tag = make_tag("Oil")
    articles = [make_published(f"Story {n}", tags=[str(tag.id)]) for n in range(3)]
    make_draft("Draft", tags=[str(tag.id)])
    withdraw(article=articles[0].id, by=None)
    assert found("oil").article_count == 2
    assert found("oil").latest_at is not None


def test_what_no_live_edition_shows_is_like_nothing():
    tag, image = make_tag("Hidden"), make_image()
    make_draft(tags=[str(tag.id)], lead_image=use_of(image))
    for type_, key in (
        ("tag", "hidden"),
        ("tag", str(tag.id)),
        ("image", str(image.id)),
        ("image", str(uuid7())),
        ("image", "harbour"),
        ("tag", "nothing"),
        ("tag", "nul\x00"),
    ):
        with pytest.raises(NotFound):
            found(key, type_)


def test_an_image_that_was_killed_in_public_is_gone_and_one_that_never_was_public_is_nothing():
    public, hidden = make_image(), make_image()
    make_published(lead_image=use_of(public))
    for image in (public, hidden):
        kill_image(image=image.id, by=None)
    with pytest.raises(Gone):
        found(str(public.id), "image")
    with pytest.raises(NotFound):
        found(str(hidden.id), "image")


def test_a_list_is_sorted_by_name_and_its_pages_follow_each_other():
    tags = [make_tag(f"Tag {letter}") for letter in "CABED"]
    make_published(tags=[str(tag.id) for tag in tags])
    make_tag("Tag hidden")
    choice, cursor, seen = ThingChoice("tag"), None, []
    while True:
        page = list_things(choice, cursor=cursor, limit=2, columns=())
        seen += [row.name for row in page.rows]
        if page.next is None:
            break
        cursor = ORDERINGS["tag"].decode(page.next)
    assert seen == [f"Tag {letter}" for letter in "ABCDE"]


def test_a_list_is_chosen_by_kind_parent_id_and_the_beginning_of_the_name():
    world = make_tag("World", "place")
    norland = make_tag("Norland", "place", parent=world.id)
    oil = make_tag("Oil")
    make_published(tags=[str(norland.id), str(oil.id)])
    assert names(ThingChoice("tag", kinds=("topic",))) == ["Oil"]
    assert names(ThingChoice("tag", kinds=("topic", "place"))) == ["Norland", "Oil", "World"]
    assert names(ThingChoice("tag", parent="world")) == ["Norland"]
    assert names(ThingChoice("tag", ids=(oil.id,))) == ["Oil"]
    assert names(ThingChoice("tag", exclude=(oil.id,))) == ["Norland", "World"]
    assert names(ThingChoice("tag", name="nor")) == ["Norland"]
    assert names(ThingChoice("tag", name="%")) == []
    assert count_things(ThingChoice("tag")) == 3


def test_a_parent_that_is_not_public_is_unknown():
    make_tag("Hidden", "place")
    with pytest.raises(BadRequest, match="hidden"):
        names(ThingChoice("tag", parent="hidden"))


def test_sections_stand_below_their_parents_in_the_newsroom_s_order():
    sport = make_tag("Sport", "section", position=2)
    world = make_tag("World", "section", position=1)
    football = make_tag("Football", "section", parent=sport.id)
    make_tag("Hidden", "section")
    for tag in (world, football):
        make_published(tag.name, tags=[str(tag.id)], section=str(tag.id))
    tree = sections()
    assert [b"World" in tree[0].document, b"Sport" in tree[1].document] == [True, True]
    assert [len(section.children) for section in tree] == [0, 1]
