"""The verb that makes two tags one."""

import orjson
import pytest

from articles.drafts import save_draft
from articles.merging import MergeRefused, merge_tags
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTag,
    PublicThing,
    Tag,
    TagAlias,
    TagEntry,
)
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.revisions import current_content
from articles.vocabulary import save_tag
from articles.vocabulary_checks import VocabularyRefused
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import live, make_draft, make_image, make_published, make_tag
from tests.articles.invariants import violations_when_settled
from tests.racing import failures, race

pytestmark = pytest.mark.django_db


def merge(loser: Tag, winner: Tag) -> Tag:
    return merge_tags(loser=loser.id, winner=winner.id, by=None)


def tags_of(article: Article) -> list[str]:
    return list(ArticleTag.objects.filter(article=article).values_list("tag__name", flat=True))


@pytest.fixture
def oil() -> Tag:
    return make_tag("Oil")


@pytest.fixture
def petroleum() -> Tag:
    return make_tag("Petroleum")


# --- What works ---


def test_drafts_move_at_once_and_live_documents_follow(oil, petroleum):
    other = make_tag("Stranger")
    article = make_published(tags=[str(oil.id), str(other.id)])
    merge(oil, petroleum)
    assert tags_of(article) == ["Petroleum", "Stranger"]
    rebuild_due()
    shown = orjson.loads(bytes(live(article).headline) + b"}")["tags"]
    assert [tag["name"] for tag in shown] == ["Petroleum", "Stranger"]
    assert violations_when_settled() == []


def test_the_loser_leaves_the_public_and_its_words_lead_to_the_winner(client, oil, petroleum):
    make_published(tags=[str(oil.id)])
    merge(oil, petroleum)
    rebuild_due()
    for word in ("oil", str(oil.id), "petroleum"):
        found = client.get("/api/v1/headlines/", {"tag": word}).json()["results"]
        assert len(found) == 1
    moved = client.get(f"/api/v1/tags/{oil.id}/")
    assert (moved.status_code, moved["Location"][-len("/petroleum/") :]) == (301, "/petroleum/")
    assert not PublicThing.objects.get(thing=oil.id).is_public


def test_names_synonyms_and_what_the_winner_lacks_move(oil, petroleum):
    image = make_image()
    values = {"synonyms": ["Crude", "Petroleum"], "names": {"ru": "Нефть"}, "image": image.id}
    save_tag(tag=oil.id, values=values | {"description": "Black"}, by=None)
    save_tag(tag=petroleum.id, values={"synonyms": ["Black gold"]}, by=None)
    kept = Tag.objects.get(id=merge(oil, petroleum).id)
    assert kept.synonyms == ["Black gold", "Oil", "Crude"]
    assert (kept.names, kept.description, kept.image) == ({"ru": "Нефть"}, "Black", image)


def test_the_winner_keeps_what_it_has(oil, petroleum):
    save_tag(tag=oil.id, values={"names": {"ru": "Нефть"}, "description": "Black"}, by=None)
    save_tag(tag=petroleum.id, values={"names": {"ru": "Петролеум"}, "description": "P"}, by=None)
    kept = Tag.objects.get(id=merge(oil, petroleum).id)
    assert (kept.names, kept.description) == ({"ru": "Петролеум"}, "P")


def test_identifiers_move_unless_the_winner_has_one_of_that_scheme(oil, petroleum):
    save_tag(tag=oil.id, values={"external_ids": {"wikidata": "Q1", "iptc": "04"}}, by=None)
    save_tag(tag=petroleum.id, values={"external_ids": {"wikidata": "Q2"}}, by=None)
    kept = merge(oil, petroleum)
    assert {str(one) for one in kept.identifiers.all()} == {"wikidata:Q2", "iptc:04"}


def test_an_article_with_both_keeps_one_and_its_section():
    world, globe = make_tag("World", "section"), make_tag("Globe", "section")
    article = make_published(tags=[str(globe.id), str(world.id)], section=str(world.id))
    merge(world, globe)
    assert list(ArticleTag.objects.values_list("tag", "is_section")) == [(globe.id, True)]
    rebuild_due()
    assert live(article).section_id == globe.id
    assert violations_when_settled() == []


def test_a_byline_with_both_names_them_once_in_each_role():
    ada, ida = make_tag("Ada", "contributor"), make_tag("Ida", "contributor")
    make_published(
        contributors=[
            {"tag": str(ada.id), "role": "author"},
            {"tag": str(ida.id), "role": "author"},
            {"tag": str(ada.id), "role": "photographer"},
        ]
    )
    merge(ada, ida)
    uses = set(ArticleContributor.objects.values_list("tag", "role"))
    assert uses == {(ida.id, "author"), (ida.id, "photographer")}
    assert violations_when_settled() == []


def test_the_children_move_to_the_winner():
    world, globe = make_tag("World", "place"), make_tag("Globe", "place")
    norland = make_tag("Norland", "place", parent=world.id)
    make_published(tags=[str(norland.id)])
    merge(world, globe)
    assert Tag.objects.get(id=norland.id).parent == globe
    assert violations_when_settled() == []
    assert set(TagEntry.objects.values_list("tag", flat=True)) == {norland.id, globe.id}


def test_a_winner_far_below_the_loser_takes_its_place_in_the_tree():
    top = make_tag("Top", "place")
    loser = make_tag("Loser", "place", parent=top.id)
    middle = make_tag("Middle", "place", parent=loser.id)
    winner = make_tag("Winner", "place", parent=middle.id)
    make_published(tags=[str(middle.id), str(winner.id)])
    merge(loser, winner)
    parents = dict(Tag.objects.values_list("name", "parent__name"))
    assert parents == {"Top": None, "Loser": None, "Middle": "Winner", "Winner": "Top"}
    assert violations_when_settled() == []


def test_a_loser_below_the_winner_leaves_its_children_there():
    winner = make_tag("Winner", "place")
    loser = make_tag("Loser", "place", parent=winner.id)
    leaf = make_tag("Leaf", "place", parent=loser.id)
    make_published(tags=[str(leaf.id)])
    merge(loser, winner)
    assert Tag.objects.get(id=leaf.id).parent == winner
    assert violations_when_settled() == []


def test_a_chain_of_merges_leads_to_its_end(oil, petroleum, client):
    crude = make_tag("Crude")
    article = make_published(tags=[str(oil.id)])
    merge(oil, petroleum)
    merge(petroleum, crude)
    rebuild_due()
    assert len(client.get("/api/v1/headlines/", {"tag": "oil"}).json()["results"]) == 1
    assert tags_of(article) == ["Crude"]
    assert set(TagAlias.objects.values_list("tag", flat=True)) == {crude.id}
    assert violations_when_settled() == []


def test_a_draft_that_still_names_the_loser_is_saved_with_the_winner(oil, petroleum):
    article = make_draft(tags=[str(oil.id)])
    merge(oil, petroleum)
    save_draft(article=article.id, changes={"headline": "Anew"}, by=None)
    article.refresh_from_db()
    assert current_content(article)["tags"] == [str(petroleum.id)]


def test_an_old_revision_with_the_loser_is_published_with_the_winner(oil, petroleum):
    article = make_draft(tags=[str(oil.id)])
    save_draft(article=article.id, changes={"tags": []}, by=None)
    merge(oil, petroleum)
    publish(article=article.id, revision=1, by=None)
    assert violations_when_settled() == []
    assert TagEntry.objects.get().tag == petroleum


def test_the_slug_of_the_loser_is_free_for_the_winner_alone(oil, petroleum):
    merge(oil, petroleum)
    with pytest.raises(VocabularyRefused, match="leads to another"):
        make_tag("Else", slug="oil")
    assert save_tag(tag=petroleum.id, values={"slug": "oil"}, by=None).slug == "oil"


# --- Refusals ---


def test_a_tag_and_itself_are_one_already(oil):
    with pytest.raises(MergeRefused, match="itself"):
        merge(oil, oil)


def test_tags_of_two_kinds_stay_two(oil):
    place = make_tag("Norland", "place")
    with pytest.raises(MergeRefused, match="one kind"):
        merge(oil, place)
    assert not Tag.objects.exclude(merged_into=None).exists()


def test_a_merged_tag_can_neither_lose_nor_win_again(oil, petroleum):
    crude = make_tag("Crude")
    merge(oil, petroleum)
    for loser, winner in ((oil, crude), (crude, oil)):
        with pytest.raises(VocabularyRefused, match="was merged"):
            merge(loser, winner)


def test_a_tag_that_is_not_there_is_not_found(oil):
    with pytest.raises(NotFound):
        merge_tags(loser=oil.id, winner=uuid7(), by=None)


# --- Two at once ---


@pytest.mark.django_db(transaction=True)
def test_saves_and_publications_that_race_with_a_merge_end_with_the_winner():
    for number in range(3):
        loser, winner = make_tag(f"Loser {number}"), make_tag(f"Winner {number}")
        drafts = [make_draft(f"Story {n}", tags=[str(loser.id)]) for n in range(3)]

        def save(article):
            save_draft(article=article, changes={"headline": "Anew"}, by=None)
            publish(article=article, by=None)

        results = race(
            lambda a=loser, b=winner: merge(a, b), *(lambda a=d.id: save(a) for d in drafts)
        )
        assert failures(results) == []
        assert not ArticleTag.objects.filter(tag=loser).exists()
    assert violations_when_settled() == []


@pytest.mark.django_db(transaction=True)
def test_two_tags_that_are_merged_into_each_other_at_once_leave_one():
    one, two = make_tag("One"), make_tag("Two")
    results = race(lambda: merge(one, two), lambda: merge(two, one))
    assert [type(error) for error in failures(results)] == [VocabularyRefused]
    assert Tag.objects.filter(merged_into=None).count() == 1
