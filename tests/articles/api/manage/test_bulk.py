"""Many operations in one request."""

import pytest
from django.test import Client

from articles.models import Article, Edition, Revision, Tag
from cms.access.models import AuditLine
from cms.changes.models import Change
from tests.articles.api.manage.asking import ADDRESS, STORY, fields_of, send
from tests.articles.builders import make_draft, make_published
from tests.keys import bearer
from tests.racing import failures, race

pytestmark = pytest.mark.django_db
BULK = f"{ADDRESS}bulk/"
TAG = {"source": "wire", "external_id": "t", "kind": "topic", "name": "Ferries"}


def upsert(number: int, **fields) -> dict:
    document = STORY | {"headline": f"Number {number}"} | fields
    return {"op": "upsert", "source": "wire", "external_id": str(number), "document": document}


def run(client, *operations, **more):
    return send(client, "POST", BULK, {"operations": [*operations], **more})


def statuses(answer) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [one["status"] for one in answer.json()["results"]]


def test_many_are_pushed_and_the_same_again_changes_nothing(api):
    operations = [upsert(number, then="publish") for number in range(120)]
    assert statuses(run(api, *operations)) == [201] * 120
    before = (Revision.objects.count(), Change.objects.count())
    again = run(api, *operations).json()
    assert {one["receipt"]["outcome"] for one in again["results"]} == {"unchanged"}
    assert (Revision.objects.count(), Change.objects.count()) == before == (120, 120)
    assert AuditLine.objects.count() == 1


def test_one_that_is_refused_does_not_hinder_the_others(api):
    bad = (
        upsert(1, language="xx"),
        upsert(2, tags=["nowhere"]),
        upsert(3, headline="", then="publish"),
    )
    answer = run(api, upsert(0), *bad, upsert(4, then="publish"), "nonsense", {"op": "dance"})
    assert statuses(answer) == [201, 400, 400, 422, 201, 400, 400]
    problems = [one["problem"] for one in answer.json()["results"]]
    fields = [[error["field"] for error in one["errors"]] for one in problems if one]
    assert fields == [["language"], ["tags.0"], ["headline"], [], ["op"]]
    assert {*Article.objects.values_list("external_id", flat=True)} == {"0", "4"}
    assert Edition.objects.count() == 1


def test_all_or_none(api):
    answer = run(
        api,
        upsert(0),
        upsert(1, language="xx"),
        upsert(2, headline="", then="publish"),
        atomic=True,
    )
    assert answer.status_code == 422
    assert fields_of(answer) == ["operations.1.language", "operations.2.headline"]
    assert not Article.objects.exists()
    assert statuses(run(api, upsert(0), upsert(1), atomic=True)) == [201, 201]


def test_one_article_may_be_pushed_twice_in_one_request(api):
    answer = run(api, upsert(1), upsert(1, headline="Later"), upsert(1, headline="Later"))
    assert statuses(answer) == [201, 200, 200]
    assert Article.objects.get().headline == "Later"


def test_what_a_push_describes_is_there_for_the_others(api):
    answer = run(api, *[upsert(number, tags=[TAG]) for number in range(3)])
    assert statuses(answer) == [201] * 3
    assert Tag.objects.count() == 1


def test_a_refused_push_takes_its_tag_with_it(api):
    answer = run(api, upsert(1, tags=[TAG], headline="", then="publish"), upsert(2))
    assert statuses(answer) == [422, 201]
    assert not Tag.objects.exists()


def test_every_operation(api):
    draft, other, public = make_draft("Draft"), make_draft("Other"), make_published("Public")
    answer = run(
        api,
        {"op": "create", "document": STORY},
        {"op": "replace", "article": str(draft.id), "document": STORY, "if_revision": 1},
        {"op": "publish", "article": {"id": str(draft.id)}},
        {"op": "withdraw", "article": public.slugs.get().slug, "reason": "Sold."},
        {"op": "delete", "article": str(other.id)},
    )
    assert statuses(answer) == [201, 200, 200, 200, 200]
    assert answer.json()["results"][4]["receipt"]["outcome"] == "deleted"
    standing = dict(Edition.objects.standing().values_list("article", "status"))
    assert standing == {draft.id: "live", public.id: "withdrawn"}


def test_each_operation_refuses_by_itself(api):
    public = make_published("Public")
    answer = run(
        api,
        {"op": "delete", "article": str(public.id)},
        {"op": "publish", "article": "no-such-article"},
        {"op": "replace", "article": str(public.id), "document": STORY, "if_revision": 7},
        {"op": "withdraw", "article": str(public.id), "kind": 7},
        {"op": "publish", "article": str(public.id), "is_minor": "yes"},
        {"op": "publish", "article": str(public.id), "revision": 0},
        {"op": "create"},
        {"op": "upsert", "source": "wire", "document": STORY},
        {"op": "delete", "article": str(public.id), "why": "because"},
    )
    assert statuses(answer) == [409, 404, 412, 409, 400, 400, 400, 400, 400]
    assert answer.json()["done"] == 0
    assert not AuditLine.objects.exists()


def test_a_bulk_is_done_once_under_its_word(api):
    body = {"operations": [{"op": "create", "document": STORY}]}
    first, again = (send(api, "POST", BULK, body, **{"Idempotency-Key": "b"}) for _ in range(2))
    assert first.content == again.content
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"operations": [{"op": "delete"}] * 501}, "operations"),
        ({"operations": []}, "operations"),
        ({}, "operations"),
        ({"operations": [{}], "atomic": "yes"}, "atomic"),
        ({"operations": [{}], "order": 1}, "order"),
    ],
)
def test_what_is_no_bulk_is_refused(api, body, field):
    answer = send(api, "POST", BULK, body)
    assert answer.status_code == 400
    assert fields_of(answer) == [field]


def test_publishing_needs_its_own_scope():
    client = Client(headers=bearer("articles:write"))
    draft = make_draft()
    answer = run(
        client, {"op": "publish", "article": str(draft.id)}, upsert(1, then="publish"), upsert(2)
    )
    assert statuses(answer) == [403, 403, 201]


def test_limits_hold_for_every_operation():
    client = Client(headers=bearer(languages=["ru"]))
    public = make_published()
    operations = {"op": "withdraw", "article": str(public.id)}, upsert(1), upsert(2, language="ru")
    assert statuses(run(client, *operations)) == [403, 403, 201]


def test_a_hundred_pushes_cost_few_queries(api, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        run(api, *[upsert(number) for number in range(100)])


@pytest.mark.django_db(transaction=True)
def test_two_bulks_of_the_same_articles_in_other_orders_are_both_done():
    headers = bearer()
    orders = [[*range(40)], [*reversed(range(40))]] * 2
    results = race(
        *[
            lambda order=order: run(Client(headers=headers), *[upsert(one) for one in order])
            for order in orders
        ]
    )
    assert failures(results) == []
    found = [one["receipt"]["outcome"] for each in results for one in each.json()["results"]]
    assert (found.count("created"), found.count("unchanged")) == (40, 120)
