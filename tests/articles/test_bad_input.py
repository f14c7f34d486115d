"""Contents of the wrong form, and values that nobody can mean, are refused with a sentence; nothing else happens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.draft_contents import DraftRefused
from articles.drafts import save_draft
from articles.models import Article, Edition
from articles.publishing import PublishRefused, publish
from articles.scheduling import ScheduleRefused, schedule
from articles.withdrawing import WithdrawRefused, withdraw
from cms.changes.models import Change
from cms.http.problem import Refusal
from cms.uuid7 import uuid7
from media.library import add_image
from media.models import Image
from tests.articles.builders import (
    citation_of,
    live,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)
from tests.articles.naughty import tried

pytestmark = pytest.mark.django_db


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
        {"external_source": "a/b", "external_id": "1"},
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
