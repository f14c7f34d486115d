"""The verbs that write working copies."""

import pytest

from articles.draft_contents import DraftRefused
from articles.draft_locks import StaleRevision
from articles.drafts import (
    WasPublic,
    create_drafts,
    delete_draft,
    duplicate,
    restore_revision,
    save_draft,
)
from articles.models import Article, Citation, Passage, Revision
from articles.revisions import current_content
from articles.slug_claims import SlugTaken
from cms.access.models import User
from cms.http.problem import NotFound
from cms.uuid7 import uuid7
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_image,
    make_published,
    make_source,
    make_tag,
    use_of,
)

pytestmark = pytest.mark.django_db


def fields(refusal: pytest.ExceptionInfo[DraftRefused]) -> list[str]:
    return [error.field for error in refusal.value.errors]


def test_a_save_makes_a_revision_of_everything():
    tag, source, image = make_tag(), make_source(), make_image()
    saved = save_draft(
        changes={
            "headline": "Harbour reopens",
            "tags": [str(tag.id)],
            "lead_image": use_of(image, caption="Seen from the pier"),
            "citations": [citation_of(source)],
        },
        by=None,
        reason="First words",
    )
    assert saved.revision.number == saved.article.revision == 1
    assert saved.revision.reason == "First words"
    assert current_content(saved.article)["tags"] == [str(tag.id)]
    assert saved.article.lead_image_caption == "Seen from the pier"
    assert [use.tag for use in saved.article.tag_uses.all()] == [tag]


def test_a_change_leaves_the_rest_as_it_was():
    article = make_draft(kicker="Port")
    saved = save_draft(article=article.id, changes={"headline": "Harbour closes"}, by=None)
    assert (saved.article.headline, saved.article.kicker) == ("Harbour closes", "Port")
    assert list(article.revisions.values_list("number", flat=True)) == [2, 1]


def test_an_autosave_overwrites_the_authors_own_open_one(django_user_model):
    author = User.objects.create(username="aruzhan")
    article = make_draft()
    for headline in ("H", "Ha", "Har"):
        save_draft(article=article.id, changes={"headline": headline}, by=author, is_autosave=True)
    save_draft(article=article.id, changes={"kicker": "Port"}, by=None, is_autosave=True)
    numbers = Revision.objects.filter(article=article).values_list("number", "is_autosave")
    assert list(numbers) == [(5, True), (4, True), (1, False)]


def test_the_body_is_cleaned_and_the_writer_is_told():
    saved = save_draft(changes={"body": "<p>Safe</p><script>alert(1)</script>"}, by=None)
    assert saved.article.body == "<p>Safe</p>"
    assert [remark.code for remark in saved.report] == ["removed_element"]


def test_marked_passages_are_kept_with_their_citation():
    citation = citation_of(make_source())
    body = f'<p>It <span data-citation-id="{citation["id"]}">will open</span> soon.</p>'
    make_draft(body=body, citations=[citation])
    passage = Passage.objects.get()
    assert (passage.quote, passage.start, passage.end) == ("will open", 3, 12)
    assert str(passage.citation_id) == citation["id"]


def test_a_restored_revision_is_a_new_save():
    article = make_draft("First")
    save_draft(article=article.id, changes={"headline": "Second"}, by=None)
    saved = restore_revision(article=article.id, number=1, by=None)
    assert (saved.article.headline, saved.revision.number) == ("First", 3)


def test_a_duplicate_has_the_content_but_not_the_identity():
    citation = citation_of(make_source())
    body = f'<p><span data-citation-id="{citation["id"]}">Said</span>.</p>'
    article = make_published(
        body=body, citations=[citation], external_source="wire", external_id="1"
    )
    copy = duplicate(article=article.id, by=None).article
    assert (copy.headline, copy.external_id, copy.slug) == (article.headline, "", "")
    assert Citation.objects.count() == Passage.objects.count() == 2


def test_many_drafts_cost_the_same_statements_as_one(django_assert_max_num_queries):
    contents = [{"headline": f"Brief {number}", "kind": "brief"} for number in range(50)]
    with django_assert_max_num_queries(12):
        articles = create_drafts(contents=contents, by=None)
    assert Revision.objects.filter(article__in=articles).count() == 50


def test_no_contents_make_no_drafts():
    assert create_drafts(contents=[], by=None) == []


def test_a_stale_save_says_who_was_faster_and_changes_nothing():
    author = User.objects.create(username="aruzhan")
    article = make_draft()
    save_draft(article=article.id, changes={"headline": "Faster"}, by=author)
    with pytest.raises(StaleRevision, match="aruzhan saved revision 2") as refusal:
        save_draft(article=article.id, changes={"headline": "Slower"}, by=None, expected_revision=1)
    assert refusal.value.members["current_revision"] == 2
    assert Article.objects.get().headline == "Faster"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": "x" * 301}, "headline"),
        ({"headline": "x" * 10_000_000}, "headline"),
        ({"headline": "nul\x00"}, "headline"),
        ({"headline": "half \ud800"}, "headline"),
        ({"headline": 7}, "headline"),
        ({"standfirst": "x" * 1001}, "standfirst"),
        ({"body": "nul\x00"}, "body"),
        ({"body": "<p>\ud800</p>"}, "body"),
        ({"body": None}, "body"),
        ({"kind": "novel"}, "kind"),
        ({"language": "zz"}, "language"),
        ({"language": ""}, "language"),
        ({"urgency": 0}, "urgency"),
        ({"urgency": True}, "urgency"),
        ({"ai_use": "some"}, "ai_use"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"slug": "0192f5b0-0000-7000-8000-000000000001"}, "slug"),
        ({"canonical_url": "javascript:alert(1)"}, "canonical_url"),
        ({"embargo_until": "tomorrow"}, "embargo_until"),
        ({"embargo_until": "2026-01-01T00:00:00"}, "embargo_until"),
        ({"published_at": "9999-01-01T00:00:00+00:00"}, "published_at"),
        ({"published_at": "0001-01-01T00:00:00+00:00"}, "published_at"),
        ({"external_id": "1"}, "external_id"),
        ({"external_source": "a/b", "external_id": "1"}, "external_source"),
        ({"tags": ["x"]}, "tags"),
        ({"tags": "x"}, "tags"),
        ({"tags": [str(uuid7())]}, "tags"),
        ({"pins": [str(uuid7())]}, "pins"),
        ({"section": str(uuid7())}, "section"),
        ({"lead_image": {"image": "x", "alt": "", "caption": ""}}, "lead_image.image"),
        ({"lead_image": {"image": str(uuid7()), "alt": "", "caption": ""}}, "images"),
        ({"translation_group": str(uuid7())}, "translation_group"),
        ({"citations": [{"id": "x"}]}, "citations.0"),
        ({"contributors": [{"tag": "x", "role": "author"}]}, "contributors.0.tag"),
        (
            {"corrections": [{"id": str(uuid7()), "kind": "oops", "text": "", "at": None}]},
            "corrections.0.kind",
        ),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_value_is_refused_at_its_field_and_nothing_is_stored(changes, field):
    with pytest.raises(DraftRefused) as refusal:
        save_draft(changes={"headline": "Fine"} | changes, by=None)
    assert field in fields(refusal)
    assert not Article.objects.exists()
    assert not Revision.objects.exists()


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(DraftRefused) as refusal:
        save_draft(changes={"headline": "x" * 301, "urgency": 12, "language": "zz"}, by=None)
    assert sorted(fields(refusal)) == ["headline", "language", "urgency"]


def test_a_citation_mark_without_its_citation_is_refused():
    with pytest.raises(DraftRefused, match="not listed"):
        make_draft(body=f'<p><span data-citation-id="{uuid7()}">Said</span></p>')


def test_a_topic_is_no_section_and_no_contributor():
    tag = str(make_tag().id)
    with pytest.raises(DraftRefused) as refusal:
        make_draft(tags=[tag], section=tag)
    assert fields(refusal) == ["section"]
    with pytest.raises(DraftRefused) as refusal:
        make_draft(contributors=[{"tag": tag, "role": "author"}])
    assert fields(refusal) == ["contributors"]


def test_a_chosen_slug_belongs_to_one_article():
    make_draft(slug="harbour")
    with pytest.raises(SlugTaken):
        make_draft(slug="harbour")
    assert Article.objects.count() == 1


def test_an_external_id_belongs_to_one_article():
    make_draft(external_source="wire", external_id="a/b:1")
    with pytest.raises(DraftRefused) as refusal:
        make_draft(external_source="wire", external_id="a/b:1")
    assert fields(refusal) == ["external_id"]


def test_what_was_public_cannot_be_deleted():
    article = make_published()
    with pytest.raises(WasPublic, match="withdraw it instead"):
        delete_draft(article=article.id)


def test_what_never_was_public_can_be_deleted():
    delete_draft(article=make_draft().id)
    assert not Article.objects.exists()


def test_an_article_that_is_not_there_says_so():
    with pytest.raises(NotFound):
        save_draft(article=uuid7(), changes={}, by=None)
    with pytest.raises(NotFound):
        restore_revision(article=make_draft().id, number=9, by=None)


def test_a_citation_of_another_article_is_refused():
    citation = citation_of(make_source())
    make_draft(citations=[citation])
    with pytest.raises(DraftRefused) as caught:
        make_draft(citations=[citation_of(make_source("Other")), citation])
    assert [error.field for error in caught.value.errors] == ["citations.1.id"]


def test_the_responsible_editor_stays_until_taken_away(django_user_model):
    person = django_user_model.objects.create_user("aida")
    article = save_draft(changes={"headline": "H"}, by=None, responsible=person).article
    kept = save_draft(article=article.id, changes={"kicker": "K"}, by=None).article
    assert kept.responsible == person
    freed = save_draft(article=article.id, changes={}, by=None, responsible=None).article
    assert freed.responsible is None
