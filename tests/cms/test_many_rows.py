import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from articles.models import Article, Revision, Slug, Tag
from cms.many_rows import insert_instances, insert_rows, next_keys

NOW = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
TAG_COLUMNS = (
    "id", "kind", "name", "slug", "names", "synonyms", "position", "description", "version", "spread_version",
    "created_at", "updated_at",
)  # fmt: skip


def tag_row(name: str, **values: object) -> tuple[object, ...]:
    tag = Tag(name=name, slug=name.lower(), kind="topic", created_at=NOW, updated_at=NOW, **values)
    return tuple(getattr(tag, column) for column in TAG_COLUMNS)


@pytest.mark.django_db
def test_every_kind_of_value_comes_back_as_it_went_in():
    names = {"ru": "Тег\t\\N «\n»", "kk": 'a"b'}
    insert_rows(Tag, TAG_COLUMNS, [tag_row("One", names=names), tag_row("Two", position=7)])
    one, two = Tag.objects.order_by("name")
    assert (one.names, one.synonyms, one.created_at, one.kind) == (names, [], NOW, "topic")
    assert two.position == 7


@pytest.mark.django_db
def test_no_rows_cost_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Tag, TAG_COLUMNS, [])
        insert_instances([])


@pytest.mark.django_db
def test_instances_get_their_keys_and_their_moments():
    article = Article(language="en", headline="One", revision=1)
    insert_instances([article])
    revisions = [
        Revision(article=article, number=number, content={"n": number}, made_at=NOW)
        for number in (1, 2)
    ]
    insert_instances(revisions)
    assert [Revision.objects.get(pk=one.pk).content["n"] for one in revisions] == [1, 2]
    assert Article.objects.get().saved_at is not None


@pytest.mark.django_db
def test_an_inserted_instance_can_be_saved_again():
    article = Article(language="en", headline="One")
    insert_instances([article])
    article.headline = "Two"
    article.save()
    assert Article.objects.get().headline == "Two"


@pytest.mark.django_db
def test_keys_go_on_after_the_last_one():
    article = Article.objects.create(language="en")
    first = Revision.objects.create(article=article, number=1, content={}, made_at=NOW)
    assert min(next_keys(Revision, 3)) > first.pk
    later = Revision(article=article, number=2, content={}, made_at=NOW)
    insert_instances([later])
    assert Revision.objects.create(article=article, number=3, content={}, made_at=NOW).pk > later.pk


@pytest.mark.django_db
def test_a_taken_key_is_an_integrity_error_and_nothing_is_inserted():
    article = Article.objects.create(language="en")
    Slug.objects.create(slug="taken", article=article)
    rows = [("free", article.id), ("taken", article.id)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Slug, ("slug", "article_id"), rows)
    assert not Slug.objects.filter(slug="free").exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses():
    with pytest.raises(TransactionManagementError):
        insert_rows(Slug, ("slug", "article_id"), [("a", None)])


@pytest.mark.django_db
def test_rows_that_begin_alike_keep_what_is_their_own():
    article = Article.objects.create(language="en")
    contents = [(number // 20, number) for number in range(40)]
    rows = [(article.id, NOW, "", {"same": part}, number, False, "") for part, number in contents]
    columns = ("article_id", "made_at", "reason", "content", "number", "is_autosave", "via")
    insert_rows(Revision, columns, rows)
    stored = Revision.objects.order_by("number").values_list("content", "number")
    assert [*stored] == [({"same": part}, number) for part, number in contents]
