"""Answers about what the sample newsroom lacks, and refusals, held against the OpenAPI document."""

import pytest

from articles.body.vocabulary import BLOCKS
from articles.correcting import correct
from articles.drafts import save_draft
from articles.killing import kill_article, kill_image
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.representation import BODY_FORMS
from articles.vocabulary import rename_tag
from articles.withdrawing import withdraw
from tests.articles.body.samples import CITATION, EVERY_WORD, IMAGE
from tests.articles.builders import (
    citation_of,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)
from tests.contract import check

pytestmark = pytest.mark.django_db
API = "/api/v1"
LISTS = ("articles", "headlines", "tags", "sources", "images")


def test_an_article_that_says_everything(client):
    person = make_tag(
        "A. Writer", kind="contributor", image=str(make_image().id), names={"ru": "А. Писатель"}
    )
    image = make_image(digital_source_type="trainedAlgorithmicMedia", ai_system="Grok")
    citation = citation_of(
        make_source(homepage="https://пример.example/"),
        title="A report",
        url="https://x.example/1",
        published_at="2026-01-02T03:04:05+05:00",
        accessed_at="2026-01-02T03:04:05.678+05:00",
    )
    article = make_published(
        contributors=[{"tag": str(person.id), "role": "words"}],
        lead_image=use_of(image, "Alt", "Caption"),
        citations=[citation],
        kicker="Kicker", standfirst="Standfirst", seo_title="Title", seo_description="Description",
        canonical_url="https://elsewhere.example/",
    )  # fmt: skip
    correct(article=article.id, kind="correction", text="It was Tuesday.", by=None)
    for body in BODY_FORMS:
        check(client, f"{API}/articles/{article.id}/?body={body}")


def test_every_block(client):
    citation = citation_of(make_source(), id=CITATION)
    body = EVERY_WORD.replace(IMAGE, str(make_image().id))
    make_published(body=body, citations=[citation])
    answer = client.get(f"{API}/articles/harbour-reopens/?body=blocks")
    assert {block["type"] for block in answer.json()["body"]} == {word.type for word in BLOCKS}
    check(client, f"{API}/articles/harbour-reopens/?body=blocks")


def test_an_image_that_awaits_its_file(client):
    image = make_image(has_file=False, alt={}, digital_source_type="")
    make_published(lead_image=use_of(image))
    check(client, f"{API}/headlines/")
    check(client, f"{API}/images/{image.id}/")


def test_what_moved_is_gone_or_never_was(client):
    moved, gone, killed = (make_published(name) for name in ("Moved", "Gone", "Killed"))
    save_draft(article=moved.id, changes={"slug": "moved-on"}, by=None)
    publish(article=moved.id, by=None)
    withdraw(article=gone.id, by=None, reason="It was wrong.")
    kill_article(article=killed.id, reason="A court.", by=None)
    for name, status in (("moved", 301), ("gone", 410), ("killed", 410), ("never", 404)):
        check(client, f"{API}/articles/{name}/", status)
        check(client, f"{API}/articles/{name}/related/", status)


def test_things_that_moved_are_gone_or_never_were(client):
    tag, image = make_tag("Energy"), make_image()
    make_published(tags=[str(tag.id)], lead_image=use_of(image))
    rename_tag(tag=tag.id, name="Power", slug="power", by=None)
    rebuild_due()
    check(client, f"{API}/tags/energy/", 301)
    kill_image(image=image.id, by=None)
    check(client, f"{API}/images/{image.id}/", 410)
    for name in ("tags", "sources", "images"):
        check(client, f"{API}/{name}/nothing/", 404)


@pytest.mark.parametrize("path", [*(f"{name}/" for name in LISTS), "site/", "", "schema/"])
def test_refusals_of_every_list(client, path):
    check(client, f"{API}/{path}?wrong=1", 400)
    check(client, f"{API}/{path}", 406, Accept="image/png")
    tag = client.get(f"{API}/{path}")["ETag"]
    check(client, f"{API}/{path}", 304, **{"If-None-Match": tag})
