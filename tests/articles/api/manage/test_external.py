"""Pushes by the integrator's own ids: created once, updated when new, held when a person has edited."""

import pytest
from django.test import Client

from articles.drafts import save_draft
from articles.killing import kill_article
from articles.models import Article, Citation, Edition, Proposal, Push, Revision, Source, Tag
from articles.withdrawing import withdraw
from cms.access.models import AuditLine
from cms.changes.models import Change
from media.models import Image
from tests.articles.api.manage.asking import ARTICLES, STORY, fields_of, pushed, send
from tests.articles.builders import live, make_draft, make_published
from tests.keys import bearer
from tests.racing import failures, race

pytestmark = pytest.mark.django_db
TAG = {"source": "wire", "external_id": "t:1", "kind": "topic", "name": "Ferries"}
SOURCE = {"source": "wire", "external_id": "s/1", "name": "Orda", "kind": "online"}
AWAITED = {"source": "wire", "external_id": "p1", "credit": "Photo: Orda"}


def edit(**changes) -> Article:
    """Let a person edit the only article."""
    article = Article.objects.get()
    save_draft(article=article.id, changes=changes, by=None)
    return article


def test_a_push_creates_then_updates_then_changes_nothing(api):
    first, same, other = pushed(api), pushed(api), pushed(api, headline="Other")
    outcomes = [(one.status_code, one.json()["outcome"]) for one in (first, same, other)]
    assert outcomes == [(201, "created"), (200, "unchanged"), (200, "updated")]
    assert (same["ETag"], other["ETag"]) == ('"1"', '"2"')
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("external_id", ["a/b/c", "urn:x:1", "a/b:c", "Ünïcode 7"])
def test_ids_may_hold_slashes_and_colons(api, external_id):
    assert pushed(api, external_id).status_code == 201
    assert Article.objects.get().external_id == external_id
    read = api.get(f"{ARTICLES}by-external-id/wire/{external_id}/")
    assert read.json()["external_id"] == external_id


def test_the_same_push_of_a_published_article_changes_nothing_in_public(api):
    pushed(api, then="publish")
    before = (Revision.objects.count(), Change.objects.count())
    again = pushed(api, then="publish").json()
    assert (again["outcome"], again["edition"]) == ("unchanged", None)
    assert (Revision.objects.count(), Change.objects.count()) == before


def test_a_push_that_changes_nothing_leaves_no_line_of_audit(api):
    pushed(api)
    pushed(api)
    assert AuditLine.objects.count() == 1
    pushed(api, then="publish")
    assert AuditLine.objects.count() == 2


def test_a_push_that_takes_back_what_waits_leaves_a_line(api):
    pushed(api)
    edit(kicker="Ours")
    pushed(api, kicker="Theirs")
    before = AuditLine.objects.count()
    assert pushed(api).json()["outcome"] == "unchanged"
    assert (Proposal.objects.get().state, AuditLine.objects.count()) == ("replaced", before + 1)


def test_things_come_with_the_push_in_one_transaction(api):
    answer = pushed(api, tags=[TAG], citations=[{"source": SOURCE}], lead_image={"image": AWAITED})
    assert answer.status_code == 201, answer.content
    assert Tag.objects.get().identifiers.get().value == "t:1"
    assert Source.objects.get().external_id == "s/1"
    assert Image.objects.get().credit == "Photo: Orda"
    assert (
        pushed(
            api, tags=[TAG], citations=[{"source": SOURCE}], lead_image={"image": AWAITED}
        ).json()["outcome"]
        == "unchanged"
    )
    assert (Tag.objects.count(), Citation.objects.count()) == (1, 1)


def test_a_refused_push_leaves_nothing_of_what_came_with_it(api):
    answer = pushed(api, tags=[TAG], headline="", then="publish")
    assert answer.status_code == 422
    assert fields_of(answer) == ["headline"]
    for model in (Tag, Article, Push):
        assert not model.objects.exists()
    assert not AuditLine.objects.exists()


def test_a_thing_that_cannot_be_made_is_named_by_its_place(api):
    answer = pushed(api, tags=[TAG | {"kind": "mood"}])
    assert fields_of(answer) == ["tags.0.kind"]


def test_a_key_without_the_scope_makes_no_things():
    client = Client(headers=bearer("articles:write"))
    answer = pushed(client, tags=[TAG])
    assert (answer.status_code, answer.json()["scope"]) == (403, "vocabulary:write")
    assert not Tag.objects.exists()


def test_a_push_that_meets_a_persons_edit_is_held(api):
    pushed(api, headline="Theirs", kicker="A")
    edit(headline="Ours")
    answer = pushed(api, headline="Theirs", kicker="B")
    assert (answer.status_code, answer.json()["outcome"]) == (202, "held")
    proposal = Proposal.objects.get()
    assert str(proposal.id) == answer.json()["proposal"]
    assert proposal.changes == {"kicker": "B"}
    assert Article.objects.get().kicker == "A"


def test_a_held_push_again_is_held_once_and_a_later_one_takes_its_place(api):
    pushed(api)
    edit(headline="Ours")
    first, again, later = pushed(api, kicker="B"), pushed(api, kicker="B"), pushed(api, kicker="C")
    assert first.json()["proposal"] == again.json()["proposal"] != later.json()["proposal"]
    assert [*Proposal.objects.order_by("made_at").values_list("state", flat=True)] == [
        "replaced",
        "waiting",
    ]


def test_the_same_push_leaves_a_persons_edit_alone(api):
    pushed(api)
    edit(headline="Ours")
    assert pushed(api).json()["outcome"] == "unchanged"
    assert Article.objects.get().headline == "Ours"


@pytest.mark.parametrize("how", ["?on_conflict=replace", ""])
def test_replace_takes_over_what_differs(api, how):
    pushed(api)
    edit(headline="Ours")
    document = {} if how else {"on_conflict": "replace"}
    assert pushed(api, query=how, kicker="B", **document).json()["outcome"] == "updated"
    assert Article.objects.get().headline == STORY["headline"]


def test_refuse_says_who_saved_what_since(api):
    pushed(api)
    edit(headline="Ours")
    answer = pushed(api, query="?on_conflict=refuse", kicker="B")
    assert answer.status_code == 409
    assert answer.json()["saves"][0]["fields"] == ["headline"]
    assert Article.objects.get().kicker == ""


def test_what_a_push_never_named_is_the_newsrooms_own(api):
    pushed(api, kicker="A")
    article = edit(urgency=2)
    pushed(api, query="?on_conflict=replace", kicker="B")
    article.refresh_from_db()
    assert (article.urgency, article.kicker) == (2, "B")


def test_what_a_push_names_no_more_is_emptied(api):
    pushed(api, kicker="A")
    pushed(api)
    assert Article.objects.get().kicker == ""


def test_an_article_of_the_newsroom_itself_is_not_taken_over_unasked(api):
    make_draft("Ours", external_source="wire", external_id="1")
    assert pushed(api).json()["outcome"] == "held"


def test_then_publish_does_not_publish_what_a_person_has_edited_since(api):
    pushed(api)
    edit(headline="Half a sentence")
    answer = pushed(api, then="publish").json()
    assert answer["edition"] is None
    assert [one["code"] for one in answer["warnings"]] == ["edited_since"]


def test_then_publish_publishes_what_was_pushed_before(api):
    pushed(api)
    assert pushed(api, then="publish").json()["edition"] == 1
    assert live(Article.objects.get()).revision == 1


def test_a_pushed_body_shows_pictures_by_their_ids(api):
    url = "https://wire.example/ferry.jpg"
    image = make_draft_image()
    body = f'<p>Look</p><img src="{url}" alt="The ferry">'
    named = {"source": "wire", "external_id": "p1", "url": url}
    pushed(api, body=body, images=[named])
    assert f'data-image-id="{image.id}" data-alt="The ferry"' in Article.objects.get().body
    markdown = f"Look\n\n![The ferry]({url})"
    answer = pushed(api, body=markdown, body_format="markdown", images=[named])
    assert answer.json()["outcome"] == "unchanged"


def make_draft_image() -> Image:
    return Image.objects.create(
        external_source="wire", external_id="p1", digital_source_type="digitalCapture"
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"external_source": "other"}, "external_source"),
        ({"on_conflict": "fight"}, "on_conflict"),
        ({"then": "print"}, "then"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(api, fields, field):
    answer = pushed(api, **fields)
    assert answer.status_code == 400
    assert fields_of(answer) == [field]


def test_an_address_and_a_document_that_disagree_are_refused(api):
    assert pushed(api, query="?on_conflict=hold", on_conflict="replace").status_code == 400


def test_a_key_of_another_source_is_refused():
    client = Client(headers=bearer(external_source="agency"))
    assert pushed(client).json()["limit"] == "external_source"


@pytest.mark.parametrize(
    "fields", [{}, {"then": "publish"}, {"headline": "Other", "on_conflict": "replace"}]
)
def test_what_was_killed_takes_no_pushes(api, fields):
    pushed(api, then="publish")
    kill_article(article=Article.objects.get().id, reason="Court order", by=None)
    before = (Revision.objects.count(), AuditLine.objects.count())
    answer = pushed(api, **fields)
    assert (answer.status_code, answer.json()["title"]) == (410, "The article was killed")
    assert (Revision.objects.count(), AuditLine.objects.count()) == before
    assert Edition.objects.get(status="withdrawn").withdrawal_kind == "killed"


@pytest.mark.parametrize("headline", [STORY["headline"], "Other"])
def test_what_was_withdrawn_is_not_published_again_by_the_next_push(api, headline):
    pushed(api, then="publish")
    withdraw(article=Article.objects.get().id, by=None)
    answer = pushed(api, headline=headline, then="publish").json()
    assert (answer["edition"], [one["code"] for one in answer["warnings"]]) == (None, ["withdrawn"])
    assert not Edition.objects.live().exists()
    assert Article.objects.get().headline == headline


def test_what_was_withdrawn_is_published_again_by_who_asks_for_it(api):
    pushed(api, then="publish")
    withdraw(article=Article.objects.get().id, by=None)
    refused = pushed(api, then="publish", on_conflict="refuse")
    assert (refused.status_code, refused.json()["title"]) == (409, "The article was withdrawn")
    assert pushed(api, then="publish", on_conflict="replace").json()["edition"] == 2


def test_what_is_not_there_is_404(api):
    assert api.get(f"{ARTICLES}by-external-id/wire/9/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_pushes_of_one_id_at_once_make_one_article_and_are_both_answered():
    headers = bearer()
    results = race(*[lambda: pushed(Client(headers=headers), tags=[TAG]) for _ in range(4)])
    assert failures(results) == []
    assert sorted(one.json()["outcome"] for one in results) == ["created"] + ["unchanged"] * 3
    assert (Article.objects.count(), Tag.objects.count()) == (1, 1)


def test_a_push_costs_few_queries(api, django_assert_max_num_queries):
    make_published()
    with django_assert_max_num_queries(20):
        pushed(api)
    with django_assert_max_num_queries(13):
        pushed(api)


def test_other_methods_than_put_need_the_articles_own_address(api):
    assert send(api, "PATCH", f"{ARTICLES}by-external-id/wire/1/", {}).status_code == 405
