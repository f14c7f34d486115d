"""The verbs that write tags: first that they work, then each refusal, then two at once."""

import pytest

from articles.models import PublicThing, Tag, TagAlias, TagEntry, TagIdentifier
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.vocabulary import delete_tag, rename_tag, save_tag
from articles.vocabulary_checks import InUse, VocabularyRefused
from articles.withdrawing import withdraw
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import make_draft, make_image, make_published, make_tag
from tests.articles.invariants import violations_when_settled
from tests.racing import failures, race

pytestmark = pytest.mark.django_db


def refused(**values) -> dict[str, str]:
    """Return field → code of what saving a tag with these values is refused for, and check that nothing was saved."""
    before = [*Tag.objects.values()], TagAlias.objects.count()
    with pytest.raises(VocabularyRefused) as refusal:
        save_tag(values=values, by=None)
    assert ([*Tag.objects.values()], TagAlias.objects.count()) == before
    assert all(error.message for error in refusal.value.errors)
    return {error.field: error.code for error in refusal.value.errors}


# --- What works ---


def test_a_tag_keeps_what_it_was_given():
    parent, image = make_tag("World", "place"), make_image()
    values = {
        "kind": "place", "name": "Norland", "slug": "norland", "names": {"ru": "Норланд"},
        "synonyms": ["The North"], "parent": str(parent.id), "position": 3,
        "description": "Two lines\nof text", "image": image.id, "external_ids": {"wikidata": "Q20"},
    }  # fmt: skip
    tag = Tag.objects.get(id=save_tag(values=values, by=None).id)
    assert (tag.parent, tag.image, tag.position) == (parent, image, 3)
    assert (tag.name, tag.names) == ("Norland", {"ru": "Норланд"})
    assert (tag.synonyms, tag.description) == (["The North"], "Two lines\nof text")
    assert {str(one) for one in tag.identifiers.all()} == {"wikidata:Q20"}


def test_a_tag_without_a_slug_gets_one_from_its_name_that_nobody_else_has():
    tags = [make_tag("Уголь") for _ in range(3)]
    assert [tag.slug for tag in tags] == ["ugol", "ugol-2", "ugol-3"]


def test_what_is_not_given_stays():
    tag = make_tag("Oil", synonyms=["Crude"], external_ids={"wikidata": "Q22656"})
    save_tag(tag=tag.id, values={"description": "Black"}, by=None)
    tag.refresh_from_db()
    assert (tag.name, tag.slug, tag.synonyms, tag.version) == ("Oil", "oil", ["Crude"], 2)
    assert tag.identifiers.count() == 1


def test_a_slug_that_was_given_up_keeps_leading_to_the_tag():
    tag = make_tag("Oil")
    rename_tag(tag=tag.id, name="Petroleum", slug="petroleum", by=None)
    labels = set(TagAlias.objects.filter(tag=tag).values_list("label", flat=True))
    assert labels == {str(tag.id), "oil", "petroleum"}


def test_a_tag_may_take_its_own_former_slug_back():
    tag = make_tag("Oil")
    rename_tag(tag=tag.id, name="Petroleum", slug="petroleum", by=None)
    assert rename_tag(tag=tag.id, name="Oil", slug="oil", by=None).slug == "oil"


def test_identifiers_are_given_whole():
    tag = make_tag(external_ids={"wikidata": "Q1", "iptc": "01000000"})
    save_tag(tag=tag.id, values={"external_ids": {"wikidata": "Q2"}}, by=None)
    assert list(TagIdentifier.objects.values_list("scheme", "value")) == [("wikidata", "Q2")]


def test_a_tag_leaves_its_parent():
    parent = make_tag("World", "place")
    tag = make_tag("Norland", "place", parent=parent.id)
    make_published(tags=[str(tag.id)])
    save_tag(tag=tag.id, values={"parent": None}, by=None)
    assert violations_when_settled() == []
    assert set(TagEntry.objects.values_list("tag", flat=True)) == {tag.id}


def test_a_moved_tag_makes_the_documents_of_those_below_it_due():
    old, new = make_tag("Old", "place"), make_tag("New", "place")
    middle = make_tag("Middle", "place", parent=old.id)
    leaf = make_tag("Leaf", "place", parent=middle.id)
    make_published(tags=[str(leaf.id)])
    save_tag(tag=middle.id, values={"parent": new.id}, by=None)
    assert violations_when_settled() == []
    assert set(TagEntry.objects.values_list("tag", flat=True)) == {leaf.id, middle.id, new.id}


def test_the_page_of_a_child_names_its_renamed_parent():
    parent = make_tag("World", "place")
    child = make_tag("Norland", "place", parent=parent.id)
    make_published(tags=[str(child.id)])
    rename_tag(tag=parent.id, name="Globe", by=None)
    rebuild_due()
    assert b"Globe" in bytes(PublicThing.objects.get(thing=child.id).tail)


def test_a_tag_that_nothing_refers_to_can_be_deleted():
    tag = make_tag("Oil")
    delete_tag(tag=tag.id)
    assert not Tag.objects.exists()
    assert make_tag("Oil").slug == "oil"


# --- Refusals ---


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"name": ""}, "name", "missing"),
        ({"name": " \t"}, "name", "missing"),
        ({"name": "x" * 151}, "name", "too_long"),
        ({"name": "x" * 10_000_000}, "name", "too_long"),
        ({"name": "a\x00b"}, "name", "unwritable"),
        ({"name": "half \ud83d"}, "name", "unwritable"),
        ({"name": 7}, "name", "not_text"),
        ({"name": None}, "name", "not_text"),
        ({"kind": "planet"}, "kind", "unknown"),
        ({"kind": ["topic"]}, "kind", "unknown"),
        ({"slug": "Not a slug"}, "slug", "invalid"),
        ({"slug": 7}, "slug", "invalid"),
        ({"slug": "a\x00"}, "slug", "invalid"),
        ({"slug": "01a20362-f713-75a0-8f98-5cfdce0bfd59"}, "slug", "invalid"),
        ({"slug": "taken"}, "slug", "taken"),
        ({"slug": "former"}, "slug", "taken"),
        ({"names": "Oil"}, "names", "not_names"),
        ({"names": {"xx": "Oil"}}, "names", "unknown"),
        ({"names": {"ru": 7}}, "names.ru", "not_text"),
        ({"synonyms": "Crude"}, "synonyms", "not_words"),
        ({"synonyms": ["x"] * 51}, "synonyms", "not_words"),
        ({"synonyms": [7]}, "synonyms", "not_text"),
        ({"position": -1}, "position", "out_of_range"),
        ({"position": True}, "position", "out_of_range"),
        ({"position": "1"}, "position", "out_of_range"),
        ({"description": "x" * 2001}, "description", "too_long"),
        ({"parent": str(uuid7())}, "parent", "not_there"),
        ({"parent": "no id"}, "parent", "not_there"),
        ({"parent": {}}, "parent", "not_there"),
        ({"image": str(uuid7())}, "image", "not_there"),
        ({"image": "no id"}, "image", "not_there"),
        ({"external_ids": ["Q1"]}, "external_ids", "not_ids"),
        ({"external_ids": {"wikidata": 7}}, "external_ids.wikidata", "not_text"),
        ({"external_ids": {"wikidata": ""}}, "external_ids.wikidata", "missing"),
        ({"external_ids": {"x" * 51: "Q1"}}, "external_ids", "too_long"),
        ({"external_ids": {"wikidata": "Q1"}}, "external_ids.wikidata", "taken"),
        ({"colour": "red"}, "colour", "unknown"),
    ],
    ids=lambda value: str(value)[:40] if not isinstance(value, dict) else None,
)
def test_what_cannot_be_stored_is_refused_at_its_field(values, field, code):
    other = make_tag("Taken", slug="former", external_ids={"wikidata": "Q1"})
    save_tag(tag=other.id, values={"slug": "taken"}, by=None)
    assert refused(**({"name": "Oil", "kind": "topic"} | values)).get(field) == code


def test_every_problem_is_said_at_once():
    assert set(refused(name="", kind="x", slug="X", position=-1)) == {
        "name",
        "kind",
        "slug",
        "position",
    }


def test_a_tag_cannot_stand_below_itself_or_its_own_descendants():
    top = make_tag("Top", "place")
    middle = make_tag("Middle", "place", parent=top.id)
    leaf = make_tag("Leaf", "place", parent=middle.id)
    for parent in (top, middle, leaf):
        with pytest.raises(VocabularyRefused, match="itself"):
            save_tag(tag=top.id, values={"parent": parent.id}, by=None)


def test_a_parent_is_of_the_same_kind_and_not_merged_away():
    topic = make_tag("Oil")
    assert refused(name="Norland", kind="place", parent=topic.id) == {"parent": "wrong_kind"}


def test_a_killed_image_can_be_no_portrait():
    image = make_image()
    type(image).objects.filter(id=image.id).update(killed_at=image.created_at)
    assert refused(name="Ada", kind="person", image=image.id) == {"image": "not_there"}


def test_the_kind_of_a_tag_with_relatives_stays():
    parent = make_tag("World", "place")
    child = make_tag("Norland", "place", parent=parent.id)
    for tag in (parent, child):
        with pytest.raises(VocabularyRefused, match="parent and children"):
            save_tag(tag=tag.id, values={"kind": "topic"}, by=None)
    save_tag(tag=child.id, values={"kind": "topic", "parent": None}, by=None)
    assert Tag.objects.get(id=child.id).kind == "topic"


def test_the_kind_of_a_section_and_of_a_contributor_in_use_stays():
    section, ada = make_tag("World", "section"), make_tag("Ada", "contributor")
    make_draft(
        tags=[str(section.id)],
        section=str(section.id),
        contributors=[{"tag": str(ada.id), "role": "author"}],
    )
    for tag in (section, ada):
        with pytest.raises(VocabularyRefused, match=r"make a new tag"):
            save_tag(tag=tag.id, values={"kind": "topic"}, by=None)


def test_a_tag_that_is_not_there_is_not_found():
    for verb in (
        lambda: rename_tag(tag=uuid7(), name="Oil", by=None),
        lambda: delete_tag(tag=uuid7()),
    ):
        with pytest.raises(NotFound):
            verb()


@pytest.mark.parametrize("is_live", [True, False])
def test_a_tag_in_use_cannot_be_deleted(is_live):
    tag = make_tag()
    (make_published if is_live else make_draft)(tags=[str(tag.id)])
    with pytest.raises(InUse, match="merge"):
        delete_tag(tag=tag.id)
    assert Tag.objects.filter(id=tag.id).exists()


def test_the_parent_of_a_tag_and_the_section_of_a_withdrawn_article_cannot_be_deleted():
    parent = make_tag("World", "section")
    make_tag("Europe", "section", parent=parent.id)
    article = make_published(tags=[str(parent.id)], section=str(parent.id))
    withdraw(article=article.id, by=None)
    with pytest.raises(InUse):
        delete_tag(tag=parent.id)


# --- Two at once ---


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_close_no_ring():
    for number in range(5):
        one, two = make_tag(f"One {number}", "place"), make_tag(f"Two {number}", "place")
        results = race(
            lambda a=one, b=two: save_tag(tag=a.id, values={"parent": b.id}, by=None),
            lambda a=one, b=two: save_tag(tag=b.id, values={"parent": a.id}, by=None),
        )
        assert [type(one) for one in failures(results)] == [VocabularyRefused]


@pytest.mark.django_db(transaction=True)
def test_two_tags_that_want_one_slug_at_once_do_not_both_get_it():
    values = {"name": "Oil", "kind": "topic", "slug": "oil"}
    results = race(*[lambda: save_tag(values=values, by=None)] * 4)
    assert len(failures(results)) == 3
    assert Tag.objects.count() == 1
    assert TagAlias.objects.get(label="oil").tag == Tag.objects.get()


@pytest.mark.django_db(transaction=True)
def test_moves_of_a_whole_tree_and_publications_in_it_do_not_wait_in_a_ring():
    tops = [make_tag(f"Top {n}", "place") for n in range(2)]
    middle = make_tag("Middle", "place", parent=tops[0].id)
    leaves = [make_tag(f"Leaf {n}", "place", parent=middle.id) for n in range(4)]
    drafts = [make_draft(f"Story {n}", tags=[str(leaf.id) for leaf in leaves]) for n in range(4)]

    def move():
        for number in range(6):
            save_tag(tag=middle.id, values={"parent": tops[number % 2].id}, by=None)

    def publish_again(article):
        for _ in range(3):
            publish(article=article, by=None)

    results = race(move, *(lambda a=draft.id: publish_again(a) for draft in drafts))
    assert failures(results) == []
    assert violations_when_settled() == []
