"""A page becomes an article, its picture, its sources and its briefs; a second time nothing changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.body import BodyRefused
from articles.draft_contents import DraftRefused
from articles.drafts import delete_draft, save_draft
from articles.importing import ImportRefused, Outcome
from articles.importing.known import REASON
from articles.importing.naming import naming
from articles.models import Article, Citation, Edition, Revision, Source
from articles.page import PageRefused
from articles.publishing import PublishRefused, publish
from articles.sourcing import rename_source, save_source
from articles.withdrawing import withdraw
from cms.access.models import User
from cms.changes.models import Change
from cms.http.problem import FieldError
from media.library import ImageRefused
from media.models import Image
from tests.articles.importing.pages import (
    HEADLINE,
    LATEST,
    TEXT,
    article,
    latest_list,
    page_text,
    take_in,
)

pytestmark = pytest.mark.django_db
WRITTEN = (Article, Revision, Edition, Source, Citation, Image, Change)


def counts() -> list[int]:
    return [model.objects.count() for model in WRITTEN]


def test_a_page_becomes_a_story_with_its_paragraphs():
    imported = take_in()
    assert (imported.outcome, imported.new_briefs, imported.published) == (Outcome.NEW, 3, 0)
    made = article(HEADLINE)
    assert (made.kind, made.language) == ("story", "en")
    assert made.body == f"<p>{TEXT}</p><p>The timetable begins on Monday.</p>"


def test_its_credit_line_is_kept_and_its_reading_suggested():
    take_in()
    image = article(HEADLINE).lead_image
    assert image.credit == "Photo: Grok AI Generated, ill. purposes."
    assert (image.digital_source_type, image.ai_system) == ("trainedAlgorithmicMedia", "Grok")
    assert (image.is_illustrative, image.determined_by) == (True, "credit_line")
    assert (image.is_awaited, image.is_confirmed) == (True, False)


def test_its_sources_are_cited_as_suggestions():
    take_in()
    cited = article(HEADLINE).citations.values_list("source__name", "role", "is_suggested")
    assert list(cited) == [("Orda", "reported_by", True), ("Reuters", "quoted", True)]


def test_sources_that_are_here_are_used_by_an_old_slug_or_their_name():
    orda = save_source(values={"name": "Orda", "kind": "online"}, by=None)
    rename_source(source=orda.id, name="Orda.kz", by=None)
    save_source(values={"name": "Reuters", "slug": "the-reuters-agency", "kind": "agency"}, by=None)
    take_in()
    assert sorted(Source.objects.values_list("name", flat=True)) == ["Orda.kz", "Reuters"]


def test_published_headlines_come_out_in_the_pages_order():
    imported = take_in(publish=True)
    assert imported.published == 4
    assert latest_list() == [HEADLINE, *LATEST]
    assert set(article(LATEST[0]).editions.values_list("kind", flat=True)) == {"brief"}


def test_the_pages_own_time_is_given():
    moment = datetime(2025, 12, 5, 9, 30, tzinfo=UTC)
    take_in(publish=True, published_at=moment)
    times = Edition.objects.order_by("-published_at").values_list("published_at", flat=True)
    assert list(times) == [moment - timedelta(seconds=number) for number in range(4)]


def test_a_draft_import_keeps_the_order_for_a_later_publication():
    take_in()
    for headline in (LATEST[2], HEADLINE, LATEST[0], LATEST[1]):
        publish(article=article(headline).id, by=None)
    assert latest_list() == [HEADLINE, *LATEST]


def test_the_same_page_again_changes_nothing():
    take_in(publish=True)
    before = counts()
    imported = take_in(publish=True, published_at=timezone.now() - timedelta(days=3))
    assert counts() == before
    assert (imported.outcome, imported.is_unchanged) == (Outcome.UNCHANGED, True)


def test_the_same_page_typed_differently_makes_no_second_article():
    take_in(publish=True)
    take_in(page_text(HEADLINE.upper(), latest=tuple(f"{one}." for one in LATEST)), publish=True)
    assert Article.objects.count() == 4


def test_a_page_imported_as_a_draft_can_be_published_by_importing_it_again():
    take_in()
    assert take_in(publish=True).published == 4
    assert latest_list() == [HEADLINE, *LATEST]


def test_a_brief_becomes_the_story_under_its_id_and_slug():
    take_in(publish=True)
    brief = article(LATEST[1])
    slug = brief.editions.get().slug
    imported = take_in(page_text(LATEST[1], credit="", latest=()), publish=True)
    assert (imported.outcome, imported.article) == (Outcome.GREW, brief.id)
    edition = Edition.objects.live().get(article=brief)
    assert (edition.kind, edition.slug, edition.has_body) == ("story", slug, True)
    assert latest_list() == [HEADLINE, *LATEST]


def test_a_story_may_be_given_its_own_time_when_it_takes_over_from_a_brief():
    take_in(publish=True)
    moment = timezone.now() - timedelta(days=1)
    take_in(page_text(LATEST[0], latest=()), publish=True, published_at=moment)
    assert latest_list() == [HEADLINE, LATEST[1], LATEST[2], LATEST[0]]


def test_the_next_pages_headlines_take_their_places_between_those_that_are_here():
    take_in(publish=True)
    latest = ("Newest of All", LATEST[0], "Between Two", LATEST[1], LATEST[2], "The Oldest")
    take_in(page_text("The Next Page", latest=latest), publish=True)
    assert [one for one in latest_list() if one in latest] == list(latest)


def test_the_pages_own_headline_and_repeats_in_its_list_make_no_second_article():
    imported = take_in(page_text(latest=(LATEST[0], HEADLINE, f"{LATEST[0]}.", LATEST[1])))
    assert imported.new_briefs == 2
    assert Article.objects.count() == 3


def test_the_same_headline_of_another_source_is_another_article():
    take_in()
    take_in(page_text(paragraphs=("The ferry stays, Interfax reports.",), latest=()))
    assert Article.objects.filter(headline=HEADLINE).count() == 2


def test_a_page_that_names_no_source_is_known_by_its_headline_alone():
    take_in()
    imported = take_in(page_text(LATEST[0], paragraphs=("Nobody said this.",), latest=()))
    assert imported.outcome == Outcome.GREW
    assert Article.objects.count() == 4


def test_a_named_source_reports_the_page_and_is_no_suggestion():
    take_in(source="The Steppe Post")
    cited = article(HEADLINE).citations.values_list("source__name", "role", "is_suggested")
    assert list(cited) == [
        ("The Steppe Post", "reported_by", False),
        ("Orda", "quoted", True),
        ("Reuters", "quoted", True),
    ]
    assert article(HEADLINE).external_source == "page:the-steppe-post"


def test_a_changed_page_changes_the_article_and_keeps_its_citations():
    take_in(publish=True)
    before = set(Citation.objects.values_list("id", flat=True))
    imported = take_in(page_text(paragraphs=(TEXT, "It begins on Friday.")), publish=True)
    assert (imported.outcome, imported.published) == (Outcome.UPDATED, 1)
    assert Edition.objects.live().get(article=imported.article).number == 2
    assert "Friday" in article(HEADLINE).body
    assert set(Citation.objects.values_list("id", flat=True)) == before


def test_what_an_editor_changed_stays():
    take_in(publish=True)
    editor = User.objects.create_user("dana")
    mine = article(HEADLINE)
    save_draft(article=mine.id, changes={"standfirst": "By hand"}, by=editor)
    before = counts()
    imported = take_in(page_text(paragraphs=("Something else.",)), publish=True)
    assert (imported.outcome, imported.published, counts()) == (Outcome.KEPT, 0, before)
    assert imported.notes == [
        "An editor has changed the article since its import: it stays as it is."
    ]


def test_an_editors_unpublished_words_do_not_go_out_with_an_import():
    take_in()
    save_draft(article=article(LATEST[0]).id, changes={"standfirst": "Not yet"}, by=None)
    imported = take_in(publish=True)
    assert imported.published == 3
    assert imported.notes == ["Left as they are, edited or withdrawn since: 1 of its headlines."]
    assert LATEST[0] not in latest_list()


def test_what_was_withdrawn_stays_withdrawn():
    mine = take_in(publish=True).article
    withdraw(article=mine, by=None, reason="Wrong")
    imported = take_in(page_text(paragraphs=("New words.",)), publish=True)
    assert imported.notes == ["The article was withdrawn: it stays so."]
    assert HEADLINE not in latest_list()


def test_a_deleted_brief_comes_back_in_its_place():
    take_in(publish=False)
    delete_draft(article=article(LATEST[1]).id)
    take_in(publish=True)
    assert latest_list() == [HEADLINE, *LATEST]


def test_a_page_without_text_is_a_brief():
    imported = take_in(page_text(paragraphs=(), credit=""), publish=True)
    assert (imported.kind, imported.published) == ("brief", 4)


def test_a_page_without_text_takes_none_from_its_story():
    take_in()
    take_in(page_text(paragraphs=()))
    assert article(HEADLINE).body.startswith("<p>Reuters")


def test_markup_in_the_text_is_text():
    take_in(page_text("A <b>bold</b> line", paragraphs=("<script>alert(1)</script> & more",)))
    assert (
        article("A <b>bold</b> line").body
        == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"
    )


def test_russian_and_kazakh_pages_are_known_by_their_letters():
    russian = take_in("Паром пойдёт каждый час\nПаром пойдёт с понедельника, сообщает Orda.")
    kazakh = take_in("Паром сағат сайын жүреді\nПаром дүйсенбіден бастап жүреді, кесте өзгерді.")
    assert (russian.language, kazakh.language) == ("ru", "kk")


def test_a_language_may_be_given():
    assert take_in(language="kk").language == "kk"
    assert article(LATEST[0]).language == "kk"


def test_a_language_that_the_newsroom_does_not_write_in_is_refused():
    with pytest.raises(PageRefused, match="--language"):
        take_in("東京は今日も雨です\n傘が必要です。")


def test_a_rehearsal_stores_nothing_and_says_what_would_happen():
    before = counts()
    imported = take_in(publish=True, is_rehearsal=True)
    assert counts() == before
    assert (imported.outcome, imported.published) == (Outcome.NEW, 4)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (page_text("A control \x9f character"), ImageRefused),
        (page_text(paragraphs=("A control \x9f character",)), BodyRefused),
        (page_text(latest=("A control \x9f character",)), DraftRefused),
    ],
)
def test_a_refused_page_stores_nothing(text, refusal):
    before = counts()
    with pytest.raises(refusal, match="control character"):
        take_in(text)
    assert counts() == before


def test_a_refusal_of_a_listed_headline_names_it():
    with pytest.raises(DraftRefused) as refusal:
        take_in(page_text(latest=("A plain headline", "A control \x9f character")))
    named = "“A control � character” in the list: "
    assert all(error.message.startswith(named) for error in refusal.value.errors)
    assert str(refusal.value).startswith(named)


def test_a_listed_headline_that_may_not_go_out_is_named():
    take_in()
    brief = article(LATEST[1])
    save_draft(
        article=brief.id,
        changes={"embargo_until": (timezone.now() + timedelta(days=1)).isoformat()},
        by=None,
        reason=REASON,
    )
    with pytest.raises(PublishRefused) as refusal:
        take_in(publish=True)
    [error] = refusal.value.errors
    assert error.message.startswith(f"“{LATEST[1]}” in the list: ")
    assert not Edition.objects.exists()


def test_a_refusal_of_the_page_itself_needs_no_name():
    problems = [FieldError(f"{number}.body", "missing", "Write a body.") for number in range(2)]
    with pytest.raises(PublishRefused) as refusal, naming(["Own", "Other"], own="Own"):
        raise PublishRefused(errors=problems)
    own, other = (error.message for error in refusal.value.errors)
    assert (own, other) == ("Write a body.", "“Other” in the list: Write a body.")


def test_a_time_in_the_future_cannot_be_published():
    with pytest.raises(ImportRefused, match="schedule"):
        take_in(publish=True, published_at=timezone.now() + timedelta(days=1))
    assert not Article.objects.exists()


@pytest.mark.parametrize("many", [20, 60])
def test_twenty_headlines_cost_no_more_statements_than_sixty(many):
    latest = tuple(f"Headline number {number} of many" for number in range(many))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        take_in(page_text(latest=latest), publish=True)
    assert len(queries) <= 80
