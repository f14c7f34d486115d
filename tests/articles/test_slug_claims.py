"""A slug belongs to one article for ever, however many want it at once."""

import pytest

from articles.drafts import save_draft
from articles.models import Edition, Slug
from articles.publishing import Order, publish, publish_many, publish_new
from articles.slug_claims import SlugTaken, reserve_slugs
from articles.slugs import provisional_slug
from tests.articles.builders import live, make_draft, make_published
from tests.racing import failures, race

pytestmark = pytest.mark.django_db

EDITORS = 20


@pytest.mark.django_db(transaction=True)
def test_twenty_who_publish_the_same_headline_at_once_get_twenty_slugs():
    drafts = [make_draft("Harbour reopens") for _ in range(EDITORS)]
    results = race(*(lambda a=draft.id: publish(article=a, by=None) for draft in drafts))
    assert failures(results) == []
    slugs = set(Edition.objects.live().values_list("slug", flat=True))
    assert len(slugs) == EDITORS
    assert {"harbour-reopens", "harbour-reopens-2", "harbour-reopens-3"} <= slugs
    owners = dict(Slug.objects.values_list("slug", "article"))
    assert all(owners[one.slug] == one.article_id for one in Edition.objects.live())


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_choose_one_slug_at_once_do_not_both_get_it():
    results = race(*[lambda: save_draft(changes={"slug": "harbour"}, by=None)] * 4)
    assert [type(one) for one in failures(results)] == [SlugTaken] * 3
    assert Slug.objects.count() == 1


def test_many_of_one_batch_with_one_headline_get_a_slug_each():
    drafts = [make_draft("Harbour reopens") for _ in range(6)]
    publish_many(orders=[Order(draft.id) for draft in drafts], by=None)
    slugs = [live(draft).slug for draft in drafts]
    assert slugs[:4] == [f"harbour-reopens{end}" for end in ("", "-2", "-3", "-4")]
    assert len(set(slugs)) == 6


@pytest.mark.parametrize(("others", "slug"), [(0, "quiet"), (1, "quiet-2"), (3, "quiet-4")])
def test_so_many_slugs_are_left_to_namesakes_as_are_known(others, slug):
    draft = make_draft("Quiet")
    revision = draft.revisions.get()
    publish_new(revisions=[revision], namesakes={draft.id: others})
    assert live(draft).slug == slug


def test_after_many_namesakes_an_article_gets_a_slug_of_its_own():
    draft = make_draft("Quiet")
    publish_new(revisions=[draft.revisions.get()], namesakes={draft.id: 9})
    assert live(draft).slug == f"quiet-{draft.id.hex[-12:]}"


def test_an_article_keeps_its_slug_when_its_headline_changes():
    article = make_published("Harbour reopens")
    save_draft(article=article.id, changes={"headline": "Harbour closes"}, by=None)
    publish(article=article.id, by=None)
    assert live(article).slug == "harbour-reopens"


def test_a_slug_that_only_a_draft_has_is_taken_too():
    make_draft(slug="harbour")
    with pytest.raises(SlugTaken, match="another article"):
        make_draft(slug="harbour")


def test_a_given_up_slug_belongs_to_its_article_for_ever():
    article = make_published(slug="first")
    save_draft(article=article.id, changes={"slug": "second"}, by=None)
    publish(article=article.id, by=None)
    with pytest.raises(SlugTaken):
        make_draft(slug="first")
    save_draft(article=article.id, changes={"slug": "first"}, by=None)
    publish(article=article.id, by=None)
    assert live(article).slug == "first"


def test_a_slug_becomes_public_with_its_publication():
    article = make_draft(slug="harbour")
    assert Slug.objects.get().became_public_at is None
    edition = publish(article=article.id, by=None)
    assert Slug.objects.get().became_public_at == edition.built_at


def test_who_has_a_slug_may_reserve_it_again():
    article = make_draft(slug="harbour")
    reserve_slugs({article.id: "harbour"})
    assert Slug.objects.get().article == article


def test_a_preview_shows_the_slug_that_nobody_else_would_have():
    content = {"slug": "", "headline": "Harbour reopens", "language": "en"}
    assert provisional_slug(content) == "harbour-reopens"
    assert provisional_slug(content, known="harbour") == "harbour"
    assert provisional_slug(content | {"slug": "mine"}, known="harbour") == "mine"
