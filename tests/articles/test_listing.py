"""Lists by labels: whichever plan is chosen, the rows are those that plain Python picks."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from articles.facets import count_articles, facets
from articles.listing import ORDERINGS, Choice, by_ids, list_page, most_relevant
from articles.publishing import Order, publish_many
from articles.stems import query_terms
from cms.http.labels import Labels
from cms.http.problem import BadRequest
from tests.articles.builders import citation_of, make_draft, make_published, make_source, make_tag

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ARTICLES = 40
# From "every label is common" to "none is": each plan gets its turn.
FREQUENCIES = (1, 4, 12, 1000)


@pytest.fixture
def newsroom():
    """Forty articles with random labels; returns id → (moment, language, tags with ancestors, sources)."""
    chance = random.Random(7)
    top = make_tag("Top", "place")
    leaf = make_tag("Leaf", "place", parent=top.id)
    tags = [*(make_tag(f"Tag {number}") for number in range(4)), leaf]
    sources = [make_source(f"Source {number}") for number in range(2)]
    known = {}
    for number in range(ARTICLES):
        carried = [tag for tag in tags if chance.random() < 0.4]
        cited = [source for source in sources if chance.random() < 0.3]
        at = NOON - timedelta(hours=chance.randrange(20))
        article = make_draft(
            f"Story {number}",
            language=chance.choice(["en", "ru"]),
            tags=[str(tag.id) for tag in carried],
            citations=[citation_of(source) for source in cited],
            published_at=at.isoformat(),
        )
        slugs = {tag.slug for tag in carried} | ({"top"} if leaf in carried else set())
        known[article.id] = (at, article.language, slugs, {source.slug for source in cited})
    publish_many(orders=[Order(article) for article in known], by=None)
    return known


def oracle(newsroom, choice: Choice) -> list:
    def fits(slugs: set[str], labels: Labels) -> bool:
        return all(slugs & set(group) for group in labels.all_of) and not slugs & set(
            labels.none_of
        )

    none = Labels()
    chosen = [
        (at, article)
        for article, (at, language, tags, sources) in newsroom.items()
        if fits(tags, choice.labels.get("tag", none))
        and fits(sources, choice.labels.get("source", none))
        and (not choice.languages or language in choice.languages)
    ]
    return [article for _at, article in sorted(chosen, reverse=True)]


def listed(choice: Choice, order: str = "newest") -> list:
    page = list_page(choice, order=order, cursor=None, limit=100, columns=())
    return [row.article for row in page.rows]


def random_choice(chance: random.Random) -> Choice:
    tags = ["tag-0", "tag-1", "tag-2", "tag-3", "leaf", "top"]

    def groups(words: list[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(chance.sample(words, chance.randint(1, 2))) for _ in range(chance.randrange(3))
        )

    labels = {
        "tag": Labels(groups(tags), tuple(chance.sample(tags, chance.randrange(2)))),
        "source": Labels(groups(["source-0", "source-1"]), ()),
    }
    return Choice(
        labels={name: one for name, one in labels.items() if one},
        languages=chance.choice([(), ("en",), ("en", "ru")]),
        common=chance.choice(FREQUENCIES),
    )


def test_every_combination_of_labels_gives_the_same_rows_as_plain_python(newsroom):
    chance = random.Random(11)
    for _ in range(150):
        choice = random_choice(chance)
        expected = oracle(newsroom, choice)
        assert listed(choice) == expected, choice
        assert listed(choice, "oldest") == expected[::-1], choice
        assert set(listed(choice, "updated")) == set(expected), choice
        assert count_articles(choice) == len(expected)


def test_pages_by_a_rare_and_a_common_label_follow_each_other_without_a_gap(newsroom):
    for common in FREQUENCIES:
        choice = Choice(labels={"tag": Labels((("tag-0",), ("tag-1", "leaf")), ())}, common=common)
        rows, cursor = [], None
        while True:
            page = list_page(choice, order="newest", cursor=cursor, limit=2, columns=())
            rows += [row.article for row in page.rows]
            if page.next is None:
                break
            cursor = ORDERINGS["newest"].decode(page.next)
        assert rows == oracle(newsroom, choice)


def test_a_word_that_names_nothing_public_is_said_with_all_others():
    make_published(tags=[str(make_tag("Energy").id)])
    make_tag("Hidden")
    labels = {
        "tag": Labels((("energy",), ("hidden",)), ("nothing",)),
        "source": Labels((("x",),), ()),
    }
    with pytest.raises(BadRequest) as refusal:
        listed(Choice(labels=labels))
    assert [(one.field, one.code) for one in refusal.value.errors] == [
        ("tag", "unknown"), ("tag", "unknown"), ("source", "unknown"),
    ]  # fmt: skip


def test_some_articles_by_id_come_in_the_given_order_and_only_if_they_fit(newsroom):
    ids = list(newsroom)[:5]
    choice = Choice(ids=tuple(ids), languages=("en",))
    expected = [id_ for id_ in ids[::-1] if newsroom[id_][1] == "en"]
    assert [row.article for row in by_ids(ids[::-1], choice=choice, columns=())] == expected


def test_facets_count_what_the_list_holds(newsroom):
    choice = Choice(labels={"tag": Labels((("tag-0",),), ())}, common=1)
    chosen = [newsroom[article] for article in oracle(newsroom, choice)]
    found = facets(choice)
    assert {one["value"]: one["count"] for one in found["language"]} == {
        language: sum(1 for one in chosen if one[1] == language) for language in ("en", "ru")
    }
    for one in found["tag"]:
        assert one["count"] == sum(1 for row in chosen if one["value"] in row[2])
    assert {one["value"] for one in found["source"]} == set().union(*(row[3] for row in chosen))


def test_of_too_many_matches_the_newest_are_weighed(monkeypatch):
    monkeypatch.setattr("articles.listing.MOST_WEIGHED", 2)
    for hours, text in enumerate(["ferry ferry ferry", "ferry and more", "ferry again"]):
        moment = (NOON - timedelta(hours=9 - hours)).isoformat()
        make_published(f"Story {hours}", body=f"<p>{text}</p>", published_at=moment)
    rows = most_relevant(Choice(terms=query_terms("ferry")), limit=5, columns=("slug",))
    assert {row.pieces[0] for row in rows} == {"story-1", "story-2"}
