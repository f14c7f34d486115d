"""What is killed leaves everything public, for good."""

import orjson
import pytest

from articles.drafts import save_draft
from articles.killing import kill_article, kill_image
from articles.models import Edition, PublicThing
from articles.publishing import Order, PublishRefused, publish, publish_many
from articles.rebuilding import rebuild_due
from articles.vocabulary import save_tag
from articles.withdrawing import DOCUMENT_COLUMNS, withdraw
from cms.changes.models import Change
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from media.library import kill_image as kill_in_library
from tests.articles.builders import (
    live,
    make_draft,
    make_image,
    make_published,
    make_tag,
    use_of,
)
from tests.articles.invariants import violations_when_settled

pytestmark = pytest.mark.django_db


def test_no_document_of_a_killed_article_is_left_of_any_edition(client):
    article = make_published("Harbour CANARY", slug="harbour")
    save_draft(article=article.id, changes={"kicker": "CANARY"}, by=None)
    publish(article=article.id, by=None)
    kill_article(article=article.id, reason="Court order", by=None)
    for edition in Edition.objects.filter(article=article):
        assert not any(bytes(getattr(edition, column)) for column in DOCUMENT_COLUMNS)
    answer = client.get("/api/v1/articles/harbour/")
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
    assert b"CANARY" not in answer.content
    assert violations_when_settled() == []


def test_a_killed_article_does_not_go_out_again():
    article, other = make_published(), make_draft("Other", slug="other")
    kill_article(article=article.id, reason="Court order", by=None)
    with pytest.raises(PublishRefused) as refused:
        publish_many(orders=[Order(other.id), Order(article.id)], by=None)
    assert [(one.field, one.code) for one in refused.value.errors] == [("1.article", "killed")]
    assert not Edition.objects.live().exists()


def test_a_withdrawn_article_can_still_be_killed():
    article = make_published()
    withdraw(article=article.id, by=None)
    kill_article(article=article.id, reason="Court order", by=None)
    kinds = Edition.objects.filter(article=article, status="withdrawn")
    assert kinds.get().withdrawal_kind == "killed"
    assert violations_when_settled() == []


def test_a_killed_image_leaves_documents_pages_and_lists(client):
    image = make_image()
    tag = make_tag("Ada", "person", image=image.id)
    figure = f'<figure data-image-id="{image.id}" data-alt="Pier"></figure><p>Text</p>'
    article = make_published(body=figure, lead_image=use_of(image), tags=[str(tag.id)])
    kill_image(image=image.id, by=None)
    assert client.get(f"/api/v1/images/{image.id}/").status_code == 410
    rebuild_due()
    shown = client.get(f"/api/v1/articles/{article.id}/").json()
    assert (shown["lead_image"], shown["images"]) == (None, [])
    assert client.get("/api/v1/tags/ada/").json()["image"] is None
    assert violations_when_settled() == []


def test_an_image_that_was_killed_by_a_process_that_died_then_is_taken_back_by_the_worker():
    image = make_image()
    make_published(lead_image=use_of(image))
    kill_in_library(image=image.id, by=None)  # As far as the process came.
    rebuild_due()
    assert not PublicThing.objects.public().filter(type="image").exists()
    operations = Change.objects.filter(type="image").order_by("version")
    assert list(operations.values_list("operation", flat=True)) == ["published", "withdrawn"]
    assert violations_when_settled() == []


def test_to_kill_twice_changes_nothing_more():
    image = make_image()
    make_published(lead_image=use_of(image))
    first = kill_image(image=image.id, by=None).killed_at
    assert kill_image(image=image.id, by=None).killed_at == first
    assert Change.objects.filter(type="image").count() == 2


def test_a_killed_image_is_not_published_again():
    image = make_image()
    draft = make_draft(lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    with pytest.raises(PublishRefused, match="choose another"):
        publish(article=draft.id, by=None)


def test_the_portrait_of_a_killed_image_is_replaced():
    killed, other = make_image(), make_image(alt={"en": "Another"})
    tag = make_tag("Ada", "contributor", image=killed.id)
    article = make_published(contributors=[{"tag": str(tag.id), "role": "author"}])
    kill_image(image=killed.id, by=None)
    save_tag(tag=tag.id, values={"image": other.id}, by=None)
    rebuild_due()
    shown = orjson.loads(bytes(live(article).headline) + b"}")
    assert shown["contributors"][0]["image"]["alt"] == "Another"
    assert violations_when_settled() == []


def test_what_is_not_there_cannot_be_killed():
    for kill in (
        lambda: kill_image(image=uuid7(), by=None),
        lambda: kill_article(article=uuid7(), reason="", by=None),
    ):
        with pytest.raises(NotFound):
            kill()
