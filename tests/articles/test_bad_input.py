"""Whatever is written into a field comes back to the letter or is refused with a sentence; nothing else happens."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from articles.correcting import correct
from articles.draft_contents import DraftRefused
from articles.drafts import save_draft
from articles.models import Article, Edition, Newsroom, Source, Tag
from articles.newsroom_settings import describe_newsroom
from articles.publishing import Order, PublishRefused, publish, publish_many
from articles.scheduling import ScheduleRefused, schedule
from articles.sourcing import save_source
from articles.vocabulary import save_tag
from articles.withdrawing import WithdrawRefused, withdraw
from cms.changes.models import Change
from cms.http.problem import Refusal
from cms.uuid7 import uuid7
from media.library import add_image, describe_image
from media.models import Image
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

OWN_STRINGS = [
    "a\x00b", "\ud800", "half \udfff", "\x1b[31m", "\u202eevil", "\u2028line", "\ufeffbom", "e\u0301",
    "\U0001f468\u200d\U0001f469",
    "%s %d {0} {name}", "'; DROP TABLE articles_article; --", "<script>alert(1)</script>", "&amp;&#0;", "x" * 10_000,
    "тест ё Қазақ", "\t", " ", "a\r\nb", "\ufffe", "\U0010ffff", "${jndi:ldap://x}", "../../etc/passwd", "null", "NaN",
]  # fmt: skip


@pytest.fixture
def strings(request) -> list[str]:
    path = Path(request.getfixturevalue("shared")) / "data" / "text" / "blns.json"
    return [*json.loads(path.read_text("utf-8")), *OWN_STRINGS]


def tried(verb: Callable[[], Any]) -> Any:
    """Return what a verb returns, or its refusal, which says what is wrong in sentences."""
    try:
        return verb()
    except Refusal as refusal:
        said = refusal
    assert 400 <= said.status < 500
    assert said.detail.strip()
    assert all(error.message.strip() for error in said.errors)
    json.dumps([error.message for error in said.errors])
    return said


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


# --- Naughty strings, in every text field ---

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


# --- Naughty requests ---


ADDRESSES = (
    ("/api/v1/headlines/", (
        "tag", "section", "source", "contributor", "language", "kind", "id", "exclude", "published_after",
        "published_before", "updated_after", "updated_before", "ai_images", "has_body", "q", "order", "limit",
        "cursor", "include", "ratio", "format", "fields", "strange",
    )),
    ("/api/v1/articles/", ("body", "fields", "q", "cursor")),
    ("/api/v1/articles/harbour/", ("include", "fields", "body", "ratio", "format")),
    ("/api/v1/articles/harbour/related/", ("limit", "fields", "ratio")),
    ("/api/v1/tags/", ("kind", "parent", "q", "cursor", "id", "exclude", "limit", "include", "fields")),
    ("/api/v1/sources/", ("kind", "q", "cursor", "id")),
    ("/api/v1/images/", ("id", "cursor", "ratio", "fields")),
    ("/api/v1/tags/energy/", ("fields", "strange")),
    ("/api/v1/site/", ("format", "strange")),
    )  # fmt: skip


# These take what they are given to the database, so every string is asked of each of them alone.
SEARCHING = {"tag", "section", "source", "contributor", "parent", "q", "cursor"}
AT_ONCE = 8


def asked(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return which parameters a request gives one string: the searching ones alone, the others together."""
    others = [name for name in names if name not in SEARCHING]
    together = [tuple(others[at : at + AT_ONCE]) for at in range(0, len(others), AT_ONCE)]
    return [(name,) for name in names if name in SEARCHING] + together


@pytest.mark.external
@pytest.mark.slow
@pytest.mark.parametrize(("path", "names"), ADDRESSES, ids=lambda value: str(value)[:30])
def test_no_parameter_crashes_a_read(path, names, strings):
    make_published("Harbour", slug="harbour", tags=[str(make_tag("Energy").id)])
    client = Client(raise_request_exception=False)
    for some in asked(names):
        for text in strings:
            query = dict.fromkeys(some, text.encode("utf-8", "surrogatepass"))
            answer = client.get(path, query)
            assert answer.status_code in (200, 400, 404), (some, text, answer.content[:300])
            if answer.status_code != 200:
                assert answer.json()["detail"]


@pytest.mark.external
@pytest.mark.slow
def test_no_path_crashes_a_read(strings):
    client = Client(raise_request_exception=False)
    for text in strings:
        key = "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
        for path in ("articles/{}/", "articles/{}/related/", "tags/{}/", "images/{}/"):
            answer = client.get(f"/api/v1/{path.format(key)}")
            assert answer.status_code in (200, 301, 400, 404), (path, text)


# --- Contents of the wrong form ---


def deep(levels: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


STRANGERS: list[Any] = [
    7, -1, 1.5, float("nan"), float("inf"), True, None, "", "text", [], ["x"], [None], [[]], {}, {"id": 1}, [{}], [7],
    deep(1000), {"a": deep(5000)}, [{"id": []}], [{"id": {}, "tag": {}}], "x" * 1_000_000, ["x"] * 1_000_000, 10**400,
    b"bytes", datetime(2026, 1, 1, tzinfo=UTC), [uuid7()], {7: 8}, "9999-12-31T23:59:59+00:00", "0000-00-00",
]  # fmt: skip


@pytest.mark.parametrize("field", [
    "kind", "language", "slug", "kicker", "headline", "list_headline", "standfirst", "byline", "body", "contributors",
    "tags", "section", "lead_image", "citations", "pins", "corrections", "translation_group", "urgency", "ai_use",
    "seo_title", "seo_description", "canonical_url", "embargo_until", "published_at", "external_source", "external_id",
])  # fmt: skip
def test_every_type_in_every_field_of_a_content_is_stored_or_refused(field):
    for stranger in STRANGERS:
        before = Article.objects.count()
        saved = tried(lambda s=stranger: save_draft(changes={field: s}, by=None))
        if isinstance(saved, Refusal):
            assert isinstance(saved, DraftRefused)
            assert Article.objects.count() == before
            assert len(saved.detail) < 2000


def a_citation(**values: Any) -> dict[str, Any]:
    return citation_of(make_source(f"Source {uuid7()}"), **values)


@pytest.mark.parametrize(
    ("field", "whole"),
    [
        ("citations", lambda: a_citation()),
        ("contributors", lambda: {"tag": str(make_tag("Ada", "contributor").id), "role": "author"}),
        ("corrections", lambda: {
            "id": str(uuid7()), "kind": "update", "text": "More.", "at": "2026-01-01T00:00:00+00:00",
        }),
        ("lead_image", lambda: use_of(make_image())),
    ],
    ids=["citations", "contributors", "corrections", "lead_image"],
)  # fmt: skip
def test_a_nested_object_has_exactly_its_keys_of_the_right_type(field, whole):
    one = whole()
    wrap = (lambda value: value) if field == "lead_image" else (lambda value: [value])
    save_draft(changes={field: wrap(one)}, by=None)
    lacking = [{k: v for k, v in one.items() if k != key} for key in one]
    for other in (*lacking, one | {"colour": "red"}, one | {"x" * 10_000_000: 1}, one | {7: 1}):
        with pytest.raises(DraftRefused, match="exactly these keys") as refusal:
            save_draft(changes={field: wrap(other)}, by=None)
        assert refusal.value.errors[0].field.startswith(field)
    for key in one:
        for stranger in STRANGERS:
            changed = one | {key: stranger}
            tried(lambda v=changed: save_draft(changes={field: wrap(v)}, by=None))


def test_a_list_that_is_too_long_is_refused_before_it_is_read():
    with pytest.raises(DraftRefused, match="1,000,000 given") as refusal:
        save_draft(changes={"tags": [str(uuid7())] * 1_000_000}, by=None)
    assert [error.field for error in refusal.value.errors] == ["tags"]


def test_two_citations_with_one_id_are_refused():
    one = a_citation()
    with pytest.raises(DraftRefused, match="of its own"):
        save_draft(changes={"citations": [one, one]}, by=None)


def test_an_absurd_reason_or_stage_is_refused():
    with pytest.raises(DraftRefused) as refusal:
        save_draft(changes={}, by=None, reason="x" * 201, stage="published")
    assert {error.field for error in refusal.value.errors} == {"reason", "stage"}
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"digital_source_type": ["digitalCapture"]}, {"digital_source_type": None}, {"is_decorative": "yes"},
        {"is_illustrative": None}, {"focal_x": float("nan")}, {"focal_y": True}, {"focal_x": "0.5"}, {"alt": []},
        {"alt": {"xx": "text"}}, {"alt": {7: "text"}}, {"caption": {"en": 7}}, {"alt_origin": []},
        {"determined_by": "guess"}, {"credit": None}, {"credit": deep(2000)}, {"external_id": "1"}, {7: 8},
        {"colour": "red"}, {"x" * 1_000_000: 1},
    ],
    ids=lambda values: str(next(iter(values)))[:30],
)  # fmt: skip
def test_what_cannot_be_said_of_an_image_is_refused_and_stores_nothing(values):
    assert isinstance(tried(lambda: add_image(values=values, by=None)), Refusal)
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "at",
    [
        timezone.now() - timedelta(days=1),
        timezone.now() + timedelta(days=36_500),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC),
        datetime(2030, 1, 1),  # noqa: DTZ001 - that it says no offset is the point
    ],
)
def test_an_absurd_moment_is_not_scheduled(at):
    article = make_published()
    for verb in ("publish", "withdraw", "explode", ""):
        with pytest.raises(ScheduleRefused):
            schedule(article=article.id, verb=verb, at=at, by=None)


@pytest.mark.parametrize("kind", ["", "exploded", None, [], 7])
def test_an_unknown_kind_of_withdrawal_is_refused(kind):
    article = make_published()
    with pytest.raises(WithdrawRefused, match="kind"):
        withdraw(article=article.id, kind=kind, by=None)


def test_a_refused_publication_leaves_everything_as_it_was():
    article = make_published()
    save_draft(article=article.id, changes={"headline": " "}, by=None)
    before = [*Edition.objects.values()], [*Change.objects.values()]
    with pytest.raises(PublishRefused):
        publish(article=article.id, by=None)
    assert ([*Edition.objects.values()], [*Change.objects.values()]) == before
    assert live(article).content["headline"] == "Harbour reopens"
