"""The verb `publish`."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.drafts import duplicate, save_draft
from articles.models import Edition, PublicThing, Reference, Slug, TagEntry
from articles.publishing import Order, PublishRefused, publish, publish_many
from articles.slug_claims import SlugTaken
from articles.withdrawing import DOCUMENT_COLUMNS, withdraw
from cms.changes.models import Change
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from media.library import kill_image
from tests.articles.builders import (
    citation_of,
    live,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)

pytestmark = pytest.mark.django_db


def all_bytes() -> list[tuple]:
    """Return everything that the public can read of articles and things."""
    editions = Edition.objects.live().order_by("article").values_list("slug", *DOCUMENT_COLUMNS)
    things = PublicThing.objects.public().order_by("type", "thing")
    rows = [*editions, *things.values_list("document", "ratio_original", "tail")]
    return [tuple(bytes(x) if isinstance(x, memoryview) else x for x in row) for row in rows]


def reasons(refusal: pytest.ExceptionInfo[PublishRefused]) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in refusal.value.errors]


def test_publishing_makes_an_edition_and_a_change():
    article = make_published("Harbour reopens")
    edition = live(article)
    assert (edition.slug, edition.number, edition.build) == ("harbour-reopens", 1, 1)
    change = Change.objects.get(type="article")
    assert (change.thing, change.operation, change.version) == (article.id, "published", 1)
    assert change.labels == ["language:en"]
    assert change.aliases == ["harbour-reopens"]


def test_publishing_again_replaces_the_edition_and_keeps_the_time():
    article = make_published()
    first = live(article)
    save_draft(article=article.id, changes={"headline": "Harbour reopens at last"}, by=None)
    second = publish(article=article.id, by=None)
    assert (second.number, second.build, second.slug) == (2, 2, first.slug)
    assert second.published_at == first.published_at
    assert second.updated_at > first.updated_at
    assert Edition.objects.get(pk=first.pk).status == "replaced"
    assert list(Change.objects.filter(type="article").values_list("operation", flat=True)) == [
        "published",
        "updated",
    ]


def test_a_minor_publication_does_not_move_updated_at():
    article = make_published()
    before = live(article).updated_at
    assert publish(article=article.id, by=None, is_minor=True).updated_at == before


def test_an_editor_may_move_the_publication_time():
    moved = datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
    article = make_published(published_at=moved.isoformat())
    assert live(article).published_at == live(article).first_published_at == moved


def test_an_earlier_revision_can_be_published():
    article = make_draft("First")
    save_draft(article=article.id, changes={"headline": "Second"}, by=None)
    edition = publish(article=article.id, revision=1, by=None)
    assert (edition.content["headline"], edition.revision) == ("First", 1)


def test_what_is_shown_becomes_public_with_a_change_of_its_own():
    region = make_tag("Europe", "place")
    country = make_tag("Norland", "place", parent=region.id)
    source, image = make_source(), make_image()
    make_published(
        tags=[str(country.id)], citations=[citation_of(source)], lead_image=use_of(image)
    )
    things = PublicThing.objects.public().values_list("type", "thing")
    assert set(things) == {
        ("tag", region.id), ("tag", country.id), ("source", source.id), ("image", image.id),
    }  # fmt: skip
    assert Change.objects.filter(operation="published").count() == 5
    assert set(TagEntry.objects.values_list("tag", "is_own")) == {
        (country.id, True),
        (region.id, False),
    }
    image.refresh_from_db()
    assert image.is_public


def test_what_nothing_shows_any_more_is_taken_back():
    tag = make_tag()
    article = make_published(tags=[str(tag.id)])
    save_draft(article=article.id, changes={"tags": []}, by=None)
    publish(article=article.id, by=None)
    thing = PublicThing.objects.get(type="tag")
    assert (thing.is_public, bytes(thing.document)) == (False, b"")
    last = Change.objects.filter(type="tag").latest("id")
    assert (last.operation, last.version) == ("withdrawn", 2)


def test_labels_of_a_change_hold_all_that_ever_were():
    old, new = make_tag("Old"), make_tag("New")
    article = make_published(tags=[str(old.id)])
    save_draft(article=article.id, changes={"tags": [str(new.id)]}, by=None)
    publish(article=article.id, by=None)
    labels = Change.objects.filter(type="article").latest("id").labels
    assert {f"tag:{old.id}", f"tag:{new.id}"} <= set(labels)


def test_editing_the_draft_changes_no_public_byte():
    one, two, image, source = make_tag("One"), make_tag("Two"), make_image(), make_source()
    article = make_published(
        tags=[str(one.id), str(two.id)], lead_image=use_of(image), citations=[citation_of(source)]
    )
    before = all_bytes()
    save_draft(
        article=article.id,
        changes={
            "headline": "CANARY",
            "body": "<p>CANARY</p>",
            "tags": [str(two.id), str(one.id)],
            "lead_image": None,
            "citations": [],
            "slug": "canary",
        },
        by=None,
    )
    duplicate(article=article.id, by=None)
    assert all_bytes() == before


def test_many_articles_are_published_in_a_fixed_number_of_statements(
    django_assert_max_num_queries,
):
    tag = make_tag()
    articles = [make_draft(f"Headline {number}", tags=[str(tag.id)]) for number in range(30)]
    with django_assert_max_num_queries(45):
        publish_many(orders=[Order(article.id) for article in articles], by=None)
    assert Edition.objects.live().count() == 30


def test_the_same_headline_gets_a_slug_of_its_own():
    slugs = [live(make_published("Harbour reopens")).slug for _ in range(6)]
    assert slugs[:4] == ["harbour-reopens", *(f"harbour-reopens-{n}" for n in (2, 3, 4))]
    assert len(set(slugs)) == 6


def test_a_batch_with_the_same_headline_gets_different_slugs():
    articles = [make_draft("Harbour reopens") for _ in range(8)]
    editions = publish_many(orders=[Order(article.id) for article in articles], by=None)
    assert len({edition.slug for edition in editions}) == 8


def test_a_slug_moves_at_publish_and_the_old_one_stays():
    article = make_published("Harbour reopens")
    save_draft(article=article.id, changes={"slug": "port-open"}, by=None)
    assert live(article).slug == "harbour-reopens"
    assert publish(article=article.id, by=None).slug == "port-open"
    public = Slug.objects.filter(article=article, became_public_at__isnull=False)
    assert set(public.values_list("slug", flat=True)) == {"harbour-reopens", "port-open"}


def test_no_other_article_gets_a_slug_that_was_public():
    article = make_published("Harbour reopens")
    save_draft(article=article.id, changes={"slug": "port-open"}, by=None)
    publish(article=article.id, by=None)
    with pytest.raises(SlugTaken):
        make_draft(slug="harbour-reopens")


def test_an_article_can_return_after_a_withdrawal():
    article = make_published()
    withdraw(article=article.id, by=None)
    edition = publish(article=article.id, by=None)
    assert (edition.build, edition.number, edition.status) == (3, 2, "live")
    assert Change.objects.filter(type="article").latest("id").operation == "published"


def test_everything_that_must_not_go_out_is_said_at_once():
    image = make_image(alt={}, credit="Archive", digital_source_type="")
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    article = make_draft("", body="", lead_image=use_of(image), embargo_until=tomorrow)
    with pytest.raises(PublishRefused) as refusal:
        publish(article=article.id, by=None)
    assert reasons(refusal) == [
        ("headline", "missing"),
        ("body", "missing"),
        ("embargo_until", "embargoed"),
        ("lead_image", "alt_missing"),
        ("lead_image", "source_type_unknown"),
    ]
    assert not Edition.objects.exists()
    assert not Change.objects.exists()
    assert not Slug.objects.exists()


def test_a_brief_may_be_its_headline():
    assert live(make_published("Harbour reopens", kind="brief", body="")).has_body is False


def test_an_image_that_awaits_its_file_does_not_hinder():
    image = make_image(has_file=False, alt={}, digital_source_type="")
    assert live(make_published(lead_image=use_of(image)))


def test_a_decorative_image_needs_no_alt():
    image = make_image(alt={}, is_decorative=True)
    assert live(make_published(lead_image=use_of(image)))


def test_the_alt_of_this_use_is_enough():
    image = make_image(alt={})
    assert live(make_published(lead_image=use_of(image, alt="Boats")))


def test_an_image_in_the_body_is_checked_too():
    image = make_image(alt={})
    with pytest.raises(PublishRefused) as refusal:
        make_published(body=f'<p>Boats</p><figure data-image-id="{image.id}"></figure>')
    assert reasons(refusal) == [("body", "alt_missing")]


def test_a_killed_image_does_not_go_out():
    image = make_image()
    article = make_draft(lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    with pytest.raises(PublishRefused) as refusal:
        publish(article=article.id, by=None)
    assert reasons(refusal) == [("lead_image", "killed")]


def test_a_publication_time_in_the_future_is_refused():
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    with pytest.raises(PublishRefused) as refusal:
        make_published(published_at=later)
    assert reasons(refusal) == [("published_at", "in_the_future")]


def test_one_refusal_keeps_the_whole_batch_back():
    good, bad = make_draft(), make_draft("")
    with pytest.raises(PublishRefused) as refusal:
        publish_many(orders=[Order(good.id), Order(bad.id)], by=None)
    assert reasons(refusal) == [("1.headline", "missing")]
    assert not Edition.objects.exists()


def test_what_is_not_there_cannot_be_published():
    with pytest.raises(NotFound):
        publish(article=uuid7(), by=None)
    with pytest.raises(NotFound):
        publish(article=make_draft().id, revision=7, by=None)


def test_references_say_where_a_thing_is_used():
    tag = make_tag()
    article = make_published(tags=[str(tag.id)])
    reference = Reference.objects.get(kind="tag")
    assert (reference.thing, reference.edition, reference.version) == (tag.id, live(article), 1)


def test_an_image_whose_rights_have_expired_does_not_go_out():
    image = make_image(rights_expire_at=timezone.now() - timedelta(minutes=1))
    article = make_draft(lead_image=use_of(image))
    with pytest.raises(PublishRefused) as refusal:
        publish(article=article.id, by=None)
    assert reasons(refusal) == [("lead_image", "rights_expired")]


def test_an_image_whose_rights_still_hold_goes_out():
    image = make_image(rights_expire_at=timezone.now() + timedelta(days=1))
    assert live(make_published(lead_image=use_of(image))).number == 1
