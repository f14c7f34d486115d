"""Whatever text is written into a field comes back to the letter or is refused with a sentence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from articles.correcting import correct
from articles.drafts import save_draft
from articles.models import Newsroom, Source, Tag
from articles.newsroom_settings import describe_newsroom
from articles.publishing import Order, publish_many
from articles.sourcing import save_source
from articles.vocabulary import save_tag
from articles.withdrawing import withdraw
from cms.http.problem import Refusal
from media.library import describe_image
from media.models import Image
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_source,
    make_tag,
    use_of,
)
from tests.articles.naughty import OWN_STRINGS, tried

pytestmark = pytest.mark.django_db


def stored(verb: Callable[[dict[str, Any]], Any], values: dict[str, Any]) -> dict[str, Any]:
    """Return those of the values that a verb took; each of the others was refused at its own field."""
    outcome = tried(lambda: verb(values))
    if not isinstance(outcome, Refusal):
        return values
    refused = {error.field.partition(".")[0] for error in outcome.errors}
    assert refused <= values.keys()
    left = {name: value for name, value in values.items() if name not in refused}
    assert not isinstance(tried(lambda: verb(left)), Refusal)
    return left


ARTICLE_TEXTS = ("kicker", "headline", "list_headline", "standfirst", "byline", "canonical_url")
SEO_TEXTS = ("seo_title", "seo_description")


@pytest.mark.external
@pytest.mark.slow
def test_the_texts_of_an_article_come_back_to_the_letter(strings, client):
    source, image = make_source(), make_image()
    taken: dict[UUID, tuple[str, dict[str, Any]]] = {}
    for text in strings:
        values = dict.fromkeys((*ARTICLE_TEXTS, *SEO_TEXTS), text) | {"kind": "brief"}
        values["citations"] = [citation_of(source, title=text)]
        values["lead_image"] = use_of(image, alt=text, caption=text)
        article = make_draft("Harbour")
        left = stored(lambda v, a=article: save_draft(article=a.id, changes=v, by=None), values)
        if not text.strip():
            save_draft(article=article.id, changes={"headline": "Harbour"}, by=None)
            left.pop("headline", None)
        taken[article.id] = text, left
    publish_many(orders=[Order(article) for article in taken], by=None)
    for article, (text, left) in taken.items():
        assert_shown(client.get(f"/api/v1/articles/{article}/").json(), left, text)


def assert_shown(shown: dict[str, Any], taken: dict[str, Any], text: str) -> None:
    """Check that a document says each text that was taken; an empty one gives way to another."""
    found = {name: shown.get(name) for name in ARTICLE_TEXTS}
    found |= {f"seo_{name}": value for name, value in shown["seo"].items()}
    found["canonical_url"] = shown["seo"]["canonical_url"]
    for name in (*ARTICLE_TEXTS, *SEO_TEXTS):
        assert name not in taken or not text or found[name] == text, name
    if "citations" in taken:
        assert (shown["sources"][0]["title"] or "") == text
    if "lead_image" in taken:
        assert shown["lead_image"]["alt"] == (text or "A quiet harbour")
        assert (shown["lead_image"]["caption"] or "") == text


@pytest.mark.external
@pytest.mark.slow
def test_words_of_the_body_come_back(strings, client):
    taken: dict[UUID, str] = {}
    for text in strings:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        changes = {"headline": "Harbour", "body": f"<p>Before {escaped} after</p>"}
        saved = tried(lambda c=changes: save_draft(changes=c, by=None))
        if isinstance(saved, Refusal):
            assert {error.field for error in saved.errors} == {"body"}
        else:
            taken[saved.article.id] = text
    publish_many(orders=[Order(article) for article in taken], by=None)
    for article, text in taken.items():
        answer = client.get(f"/api/v1/articles/{article}/", {"body": "text"})
        assert "".join(text.split()) in "".join(answer.json()["body"].split())


@pytest.mark.external
@pytest.mark.slow
def test_the_texts_of_tags_and_sources_come_back_to_the_letter(strings):
    tag, source = make_tag("Energy"), make_source("Orda")
    for text in strings:
        values = dict.fromkeys(("name", "description"), text)
        values |= {"synonyms": [text], "names": {"ru": text}, "external_ids": {"scheme": text}}
        taken = stored(lambda v: save_tag(tag=tag.id, values=v, by=None), values)
        row = Tag.objects.get(id=tag.id)
        identifiers = {one.scheme: one.value for one in row.identifiers.all()}
        for name, value in taken.items():
            assert (identifiers if name == "external_ids" else getattr(row, name)) == value
        values = {"name": text, "homepage": text}
        taken = stored(lambda v: save_source(source=source.id, values=v, by=None), values)
        assert taken.items() <= Source.objects.values().get(id=source.id).items()


@pytest.mark.external
@pytest.mark.slow
def test_what_is_said_of_images_and_of_the_newsroom_comes_back_to_the_letter(strings):
    image = make_image()
    texts = ("title", "credit", "creator", "copyright", "licence", "usage_terms", "ai_system")
    for text in strings:
        values = dict.fromkeys(texts, text) | {"alt": {"en": text}, "caption": {"en": text}}
        taken = stored(lambda v: describe_image(image=image.id, values=v, by=None), values)
        row = Image.objects.values().get()
        assert {name: row[name] for name in taken} == taken
        values = {"name": text, "description": text}
        taken = stored(lambda v: describe_newsroom(values=v, by=None), values)
        assert taken.items() <= Newsroom.objects.values().get().items()


@pytest.mark.external
@pytest.mark.slow
@pytest.mark.parametrize(
    "every", [pytest.param(10, id="a tenth"), pytest.param(1, id="all", marks=pytest.mark.torture)]
)
def test_reasons_and_corrections_come_back_to_the_letter(strings, client, every):
    strings = sorted({*strings[::every], *OWN_STRINGS})
    articles = [make_draft(f"Harbour {number}") for number in range(len(strings))]
    publish_many(orders=[Order(article.id) for article in articles], by=None)
    for article, text in zip(articles, strings, strict=True):
        tried(lambda a=article, t=text: save_draft(article=a.id, changes={}, reason=t, by=None))
        noted = tried(
            lambda a=article, t=text: correct(article=a.id, kind="update", text=t, by=None)
        )
        if not isinstance(noted, Refusal):
            answer = client.get(f"/api/v1/articles/{article.id}/").json()
            assert [one["text"] for one in answer["corrections"]] == [text]
        gone = tried(lambda a=article, t=text: withdraw(article=a.id, reason=t, by=None))
        if not isinstance(gone, Refusal):
            answer = client.get(f"/api/v1/articles/{article.id}/")
            assert (answer.status_code, answer.json()["withdrawal"]["reason"] or "") == (410, text)
