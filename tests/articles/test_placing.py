"""Where an edition belongs, and which of its words are indexed."""

import pytest
from django.db import connection

from articles.models import SearchEntry, TagEntry
from articles.placing import MOST_INDEXED_BYTES, indexable
from tests.articles.builders import citation_of as cite
from tests.articles.builders import live, make_published, make_source, make_tag


def distinct_words(characters: int) -> str:
    """Return a text of different words, of about so many characters."""
    return " ".join(f"w{number:x}" for number in range(characters // 7))


def test_the_words_of_an_article_are_all_indexed():
    words = "harbour reopens " * 5_000
    assert indexable(words) == words


def test_words_that_come_again_cost_only_their_place():
    words = " ".join(["harbour"] * 400_000)
    assert indexable(words) == words


def test_the_last_words_of_a_text_beyond_all_measure_are_left_out():
    words = distinct_words(2_000_000)
    kept = indexable(words)
    assert words.startswith(kept + " ")
    assert MOST_INDEXED_BYTES / 3 < len(kept.encode()) < MOST_INDEXED_BYTES


@pytest.mark.parametrize("letter", ["a", "ж", "字", "\U00020000"])
def test_letters_of_every_size_stay_within_the_bytes(letter):
    kept = indexable(" ".join(letter * 20 + str(number) for number in range(60_000)))
    assert len(kept.encode()) < MOST_INDEXED_BYTES


@pytest.mark.django_db
@pytest.mark.slow
def test_an_article_of_two_million_characters_of_different_words_is_published(client):
    text = distinct_words(1_980_000).replace("w", "ж")
    article = make_published("Longest harbour", body=f"<p>{text}</p>")
    found = client.get("/api/v1/headlines/", {"q": "longest harbour"}).json()["results"]
    assert [one["id"] for one in found] == [str(article.id)]
    assert found[0]["word_count"] > 280_000


@pytest.mark.django_db
@pytest.mark.postgresql
def test_postgresql_keeps_every_word_that_we_hand_it():
    article = make_published("Long", body=f"<p>{distinct_words(1_980_000)}</p>")
    row = SearchEntry.objects.get(edition=live(article))
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(vector) FROM articles_searchentry")
        assert cursor.fetchone()[0] == len(set(row.words.split()))


@pytest.mark.django_db
def test_an_edition_is_listed_under_its_tags_their_ancestors_and_its_contributors():
    world = make_tag("World", "place")
    norland = make_tag("Norland", "place", parent=world.id)
    ada = make_tag("Ada", "contributor")
    make_tag("Stranger")
    make_published(tags=[str(norland.id)], contributors=[{"tag": str(ada.id), "role": "author"}])
    listed = dict(TagEntry.objects.values_list("tag__name", "is_own"))
    assert listed == {"Norland": True, "World": False, "Ada": True}


@pytest.mark.django_db
def test_names_of_tags_in_every_language_and_of_sources_find_an_article(client):
    tag = make_tag("Oil", names={"ru": "Нефть"})
    make_published("Harbour", tags=[str(tag.id)], citations=[cite(make_source("Orda"))])
    for word in ("oil", "нефть", "orda", "harbour"):
        assert len(client.get("/api/v1/headlines/", {"q": word}).json()["results"]) == 1
