"""Related headlines, as a query."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import TranslationGroup
from articles.rebuilding import rebuild_due
from articles.related import relatives_of
from articles.withdrawing import withdraw
from tests.articles.builders import (
    citation_of,
    live,
    make_draft,
    make_published,
    make_source,
    make_tag,
)

pytestmark = pytest.mark.django_db
PLAIN = "<p>Nothing in common here.</p>"


def related(article, limit=10):
    found = relatives_of(str(article.id), limit=limit, columns=("headline",))
    return [(row.article, row.reason.kind) for row in found.rows]


def days_ago(days: int) -> str:
    return (timezone.now() - timedelta(days=days)).isoformat()


def test_pinned_then_scored_then_latest():
    tag = make_tag()
    shared = make_published("Shared tag", tags=[str(tag.id)], body=PLAIN)
    other = make_published("Unlike", body="<p>Zebra xylophone.</p>")
    pinned = make_published("Pinned down", body="<p>Quite apart.</p>")
    article = make_published("Centre", tags=[str(tag.id)], pins=[str(pinned.id)])
    assert related(article) == [(pinned.id, "pinned"), (shared.id, "tag"), (other.id, "latest")]


def test_a_rare_tag_says_more_than_a_common_one():
    common, rare = make_tag("Common"), make_tag("Rare")
    for number in range(5):
        make_published(f"Filler {number}", tags=[str(common.id)], body=PLAIN)
    by_rare = make_published("By rare", tags=[str(rare.id)], body=PLAIN, published_at=days_ago(9))
    article = make_published("Centre", tags=[str(common.id), str(rare.id)])
    assert related(article)[0] == (by_rare.id, "tag")


def test_a_shared_source_and_shared_words_make_relatives():
    source = make_source()
    cited = make_published("Wheat prices", citations=[citation_of(source)], body=PLAIN)
    worded = make_published("Ferry to Brightwater sinks", body="<p>The Brightwater ferry sank.</p>")
    article = make_published(
        "Brightwater mourns",
        citations=[citation_of(source)],
        body="<p>All of Brightwater mourns: the Brightwater ferry is lost.</p>",
    )
    assert dict(related(article)) == {cited.id: "source", worded.id: "term"}


def test_the_same_language_comes_first():
    tag = make_tag()
    russian = make_published("Гавань", language="ru", tags=[str(tag.id)], body=PLAIN)
    english = make_published(
        "Old but English", tags=[str(tag.id)], body=PLAIN, published_at=days_ago(300)
    )
    article = make_published("Centre", tags=[str(tag.id)])
    assert [id_ for id_, _reason in related(article)] == [english.id, russian.id]


def test_never_itself_nor_its_translation_nor_what_was_withdrawn():
    tag, group = make_tag(), TranslationGroup.objects.create()
    same = {"tags": [str(tag.id)]}
    article = make_published("Harbour", translation_group=str(group.id), **same)
    make_published("Гавань", language="ru", translation_group=str(group.id), **same)
    gone = make_published("Gone", **same)
    draft = make_draft("Draft", **same)
    withdraw(article=gone.id, by=None)
    rebuild_due()
    assert related(article) == []
    assert relatives_of(str(gone.id), limit=5, columns=("headline",)) is None
    assert relatives_of(str(draft.id), limit=5, columns=("headline",)) is None


def test_a_withdrawn_pin_leaves_no_hole():
    gone = make_published("Gone")
    others = [make_published(f"Other {n}") for n in range(3)]
    article = make_published("Centre", pins=[str(gone.id)])
    withdraw(article=gone.id, by=None)
    assert {id_ for id_, _reason in related(article, limit=3)} == {other.id for other in others}


def test_the_limit_holds():
    tag = make_tag()
    for number in range(6):
        make_published(f"Story {number}", tags=[str(tag.id)])
    article = make_published("Centre", tags=[str(tag.id)])
    assert len(related(article, limit=4)) == 4


@pytest.mark.parametrize("count", [1, 20, 60])
def test_three_queries_whatever_there_is_and_none_reads_a_body(django_assert_num_queries, count):
    tag, source = make_tag(), make_source()
    for number in range(count):
        make_published(f"Story {number}", tags=[str(tag.id)], citations=[citation_of(source)])
    article = make_published("Centre", tags=[str(tag.id)])
    with django_assert_num_queries(3) as captured:
        related(article)
    assert not any("body_" in query["sql"] or '"content"' in query["sql"] for query in captured)


def test_the_reason_is_in_the_articles_language():
    tag = make_tag("Energy", names={"ru": "Энергетика"})
    make_published("Раз", language="ru", tags=[str(tag.id)], body=PLAIN)
    article = make_published("Два", language="ru", tags=[str(tag.id)], body=PLAIN)
    found = relatives_of(live(article).slug, limit=1, columns=("headline",))
    assert found.rows[0].reason.label.startswith("Также по теме: ")


def test_one_passing_word_makes_no_relative():
    make_published("The gate will close", body="<p>Nothing else.</p>")
    article = make_published("A deal may close", body="<p>Quite another matter.</p>")
    assert [reason for _id, reason in related(article)] == ["latest"]


def test_a_shared_name_in_the_byline_says_so():
    author = {"tag": str(make_tag("Ada Writer", "contributor").id), "role": "author"}
    make_published("Zebras", body="<p>Stripes.</p>", contributors=[author])
    article = make_published("Xylophones", body="<p>Music.</p>", contributors=[author])
    found = relatives_of(str(article.id), limit=1, columns=("headline",))
    assert found.rows[0].reason.label == "Also by: Ada Writer"
