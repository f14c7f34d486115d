"""The list of articles: its columns, filters and search."""

import pytest

from articles.drafts import save_draft
from articles.withdrawing import withdraw
from tests.articles.admin.pages import text_of, tree_of
from tests.articles.builders import make_draft, make_image, make_published, make_tag, use_of

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def listed(answer) -> list[str]:
    return [node.text() for node in tree_of(answer).css("#result_list .cell-headline")]


def test_a_row_says_where_the_article_stands(boss):
    section = make_tag("World", "section")
    image = make_image(digital_source_type="trainedAlgorithmicMedia", ai_system="Grok")
    article = make_published(
        "Ice", tags=[str(section.id)], section=str(section.id), lead_image=use_of(image)
    )
    save_draft(article=article.pk, changes={"kicker": "Cold"}, by=None, stage="ready")
    row = tree_of(boss.get(LIST)).css_first("#result_list tbody tr").text()
    for words in ("Ice", "Cold", "World", "ready", "live", "newer draft", "AI-generated · Grok"):
        assert words in row


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("public=live", {"Live", "Newer"}),
        ("public=changed", {"Newer"}),
        ("public=never", {"Draft"}),
        ("public=withdrawn", {"Gone"}),
        ("language=ru", {"Draft"}),
        ("kind__exact=brief", {"Draft"}),
        ("stage__exact=ready", {"Newer"}),
        ("ai_use__exact=generated", {"Draft"}),
        ("section=world", {"Live"}),
        ("q=harbour+open", {"Live", "Newer", "Gone"}),
        ("q=nothing+of+it", set()),
    ],
)
def test_filters_and_search_narrow_the_list(boss, chosen, found):
    section = str(make_tag("World", "section").id)
    make_draft("Draft", kind="brief", language="ru", ai_use="generated", body="<p>Лёд</p>")
    make_published("Live", tags=[section], section=section)
    newer, gone = make_published("Newer"), make_published("Gone")
    save_draft(article=newer.pk, changes={}, by=None, stage="ready")
    withdraw(article=gone.pk, by=None)
    assert set(listed(boss.get(f"{LIST}?{chosen}"))) == found


@pytest.mark.parametrize("term", ["озеро", "ОЗЕРО", "wire-7", "lake-slug", "ID"])
def test_search_finds_headlines_in_any_alphabet_external_ids_slugs_and_ids(boss, term):
    article = make_published(
        "Озеро", language="ru", slug="lake-slug", external_source="w", external_id="wire-7"
    )
    make_draft("Other")
    wanted = str(article.pk) if term == "ID" else term
    assert listed(boss.get(LIST, {"q": wanted})) == ["Озеро"]


@pytest.mark.parametrize(
    ("asking", "found"),
    [
        ("model_name=articletag&field_name=tag", ["Aida Place"]),
        ("model_name=articlecontributor&field_name=tag", ["Aida Omar"]),
        ("model_name=citation&field_name=source", []),
        ("model_name=pin&field_name=related", ["Aida speaks"]),
    ],
)
def test_autocomplete_offers_what_the_field_can_take(boss, asking, found):
    make_tag("Aida Omar", "contributor")
    make_tag("Aida Place", "place")
    make_draft("Aida speaks")
    answer = boss.get(f"/admin/autocomplete/?app_label=articles&{asking}&term=aida")
    assert [one["text"] for one in answer.json()["results"]] == found


@pytest.mark.parametrize("chosen", ["q", "section", "language", "public", "stage__exact"])
def test_what_no_database_can_hold_is_looked_for_in_vain(boss, chosen):
    make_draft()
    assert boss.get(LIST, {chosen: "a\x00b"}, follow=True).status_code == 200


def test_autocomplete_finds_nothing_for_what_no_database_can_hold(boss):
    asking = {"app_label": "articles", "model_name": "pin", "field_name": "related"}
    answer = boss.get("/admin/autocomplete/", asking | {"term": "a\x00b"})
    assert answer.json()["results"] == []


def test_a_headline_is_shown_as_text(boss):
    article = make_draft("<script>alert(1)</script>", kicker="<b>x</b>")
    for page in (LIST, f"{LIST}{article.pk}/change/", f"{LIST}{article.pk}/revisions/"):
        assert "<script>alert(1)</script>" not in text_of(boss.get(page))
