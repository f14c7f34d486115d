"""The sample newsroom loads once, whole, and shows everything that the service can do."""

import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image as Picture

from articles import body
from articles.body.vocabulary import WORDS
from articles.drafts import save_draft
from articles.models import (
    Article,
    Correction,
    Edition,
    Newsroom,
    Revision,
    Schedule,
    Source,
    Tag,
    TagKind,
)
from articles.newsroom_settings import describe_newsroom
from articles.sample_newsroom import pictures
from articles.sample_newsroom.loading import load_sample_newsroom
from articles.sample_newsroom.reading import read_sample
from articles.vocabulary import rename_tag
from cms.changes.models import Change
from media.disclosure import is_ai
from media.models import Image
from media.recipes import RATIOS

pytestmark = pytest.mark.django_db


def _document(key: str) -> dict:
    edition = Edition.objects.live().get(article__external_id=key)
    return json.loads(bytes(edition.headline) + b"," + bytes(edition.tail)[1:] + b"}")


def test_it_loads_articles_in_three_languages(sample_newsroom):
    assert sample_newsroom.is_new
    languages = list(Edition.objects.live().values_list("language", flat=True))
    assert {one: languages.count(one) >= 4 for one in languages} == dict.fromkeys(
        ["en", "ru", "kk"], True
    )
    assert Article.objects.count() == sample_newsroom.articles >= 24
    assert Newsroom.objects.get().name == read_sample().newsroom["name"]


@pytest.mark.parametrize("ratio", RATIOS)
def test_twenty_headlines_stay_under_sixty_kilobytes(sample_newsroom, client, ratio):
    answer = client.get(f"/api/v1/headlines/?limit=20&ratio={ratio}")
    items = answer.json()["results"]
    assert (len(items), len(answer.content) < 60_000) == (20, True)
    assert any(item["lead_image"]["disclosure"]["is_ai"] for item in items if item["lead_image"])


def test_a_second_load_changes_nothing(sample_newsroom, django_assert_max_num_queries):
    before = (Revision.objects.count(), Change.objects.count(), Image.objects.count())
    with django_assert_max_num_queries(2):
        assert not load_sample_newsroom(now=timezone.now() + timedelta(days=1)).is_new
    assert (Revision.objects.count(), Change.objects.count(), Image.objects.count()) == before


def test_a_second_load_keeps_what_editors_changed(sample_newsroom):
    tag = Tag.objects.get(identifiers__scheme="sample", identifiers__value="ice")
    rename_tag(tag=tag.id, name="Frozen lake", by=None)
    article = Article.objects.get(external_id="fog.en")
    save_draft(article=article.id, changes={"headline": "Mist"}, by=None)
    describe_newsroom(values={"name": "The Other Paper"}, by=None)
    load_sample_newsroom(now=timezone.now())
    assert Tag.objects.get(id=tag.id).name == "Frozen lake"
    assert Article.objects.get(id=article.id).headline == "Mist"
    assert Newsroom.objects.get().name == "The Other Paper"


def test_tags_sources_and_images_that_are_left_are_used_again(sample_newsroom):
    things = (Tag.objects.count(), Source.objects.count(), Image.objects.count())
    Edition.objects.update(replaced_by=None)
    Edition.objects.all().delete()
    Article.objects.filter(external_source="sample").delete()
    assert load_sample_newsroom(now=timezone.now()).is_new
    assert (Tag.objects.count(), Source.objects.count(), Image.objects.count()) == things


def test_it_happened_over_the_last_two_weeks_and_not_in_the_last_hour(sample_newsroom):
    now = timezone.now()
    moments = list(Edition.objects.live().values_list("published_at", flat=True))
    assert now - timedelta(days=14) < min(moments) < now - timedelta(days=10)
    assert now - timedelta(hours=3) < max(moments) < now - timedelta(hours=1)


def test_no_body_had_to_be_repaired():
    ids = {
        "image:": "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11",
        "citation:": "0199a1f0-7b2d-7e10-8a44-2c9e5f3d6b22",
    }
    for key, article in read_sample().articles.items():
        html = article.get("body", "")
        for images in read_sample().images:
            html = html.replace(f'"image:{images}"', f'"{ids["image:"]}"')
        for citation in article.get("citations", []):
            html = html.replace(f'"citation:{citation["key"]}"', f'"{ids["citation:"]}"')
        assert not list(body.clean(html).problems), key


def test_the_bodies_use_the_whole_vocabulary(sample_newsroom):
    html = "".join(Edition.objects.live().values_list("content__body", flat=True))
    missing = {
        word.type for word in WORDS if not any(f"<{element}" in html for element in word.elements)
    }
    assert missing == {"line_break"}
    assert "data-embed-url" in html
    assert "data-image-id" in html


def test_translations_name_each_other(sample_newsroom):
    languages = [one["language"] for one in _document("ice-road.en")["translations"]]
    assert sorted(languages) == ["kk", "ru"]
    assert [one["language"] for one in _document("ice-road.kk")["translations"]] == ["en", "ru"]


def test_a_russian_article_names_its_tags_in_russian(sample_newsroom):
    assert _document("ice-road.ru")["section"]["name"] == "Озеро"


def test_tags_are_of_every_kind_and_some_stand_below_others(sample_newsroom):
    assert set(Tag.objects.values_list("kind", flat=True)) == set(TagKind.values)
    assert Tag.objects.filter(parent__isnull=False).count() >= 4


def test_at_least_three_pictures_are_generated_and_illustrative(sample_newsroom):
    images = Image.objects.filter(is_illustrative=True, is_public=True)
    assert sum(is_ai(image.digital_source_type) for image in images) >= 3
    assert Edition.objects.live().filter(has_ai_images=True).count() >= 4


def test_the_label_of_every_picture_is_confirmed(sample_newsroom, client):
    images = client.get("/api/v1/images/?limit=100").json()["results"]
    assert {one["disclosure"]["is_confirmed"] for one in images} == {True}
    assert not Image.objects.filter(confirmed_at=None).exists()


def test_corrections_of_every_kind_are_public(sample_newsroom):
    assert set(Correction.objects.values_list("kind", flat=True)) == {
        "correction",
        "clarification",
        "update",
    }
    assert _document("water-level.en")["corrected_at"]
    assert _document("water-level.en")["updated_at"] > _document("water-level.en")["published_at"]


def test_one_is_withdrawn_with_a_reason_and_one_is_replaced(sample_newsroom):
    gone = Edition.objects.filter(status="withdrawn")
    assert sorted(gone.values_list("article__external_id", "replaced_by__external_id")) == [
        ("aquarium.en", None),
        ("tram-fares-rise.en", "tram-fares.en"),
    ]
    assert all(gone.values_list("withdrawal_reason", flat=True))


def test_one_is_scheduled_and_two_are_drafts(sample_newsroom):
    assert Schedule.objects.get().at > timezone.now()
    unpublished = Article.objects.filter(editions=None, schedules=None)
    assert sorted(unpublished.values_list("stage", flat=True)) == ["draft", "in_review"]


@pytest.mark.parametrize("name", ["lighthouse", "lake-level-chart", "portrait-nara"])
def test_a_picture_is_the_same_every_time(name):
    first, second = pictures.draw(name), pictures.draw(name)
    assert first == second
    assert Picture.open(io.BytesIO(first)).width >= 600


def test_every_picture_has_its_words_and_every_description_its_picture():
    assert set(read_sample().images) == set(pictures.PICTURES)
