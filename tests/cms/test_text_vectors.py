import pytest
from django.db import connection

from articles.stems import search_text
from cms.copy_rows import blocks, encodings
from cms.text_vectors import vector_text

TEXTS = {
    "en": "The harbour's C-130 flew 1,200 miles in 2026; it's 3d, 1e5 and don't stop. Harbour, harbour!",
    "ru": "Ёжик в тумане: «Порт» открыли 22 ноября, а мост — нет. Порт, порта, порту.",
    "kk": "Қазақстанның үкіметі Ұлттық банкке әділ баға берді, өткен жылы да, биыл да.",
}  # fmt: skip


def both_ways(words: str) -> list[str]:
    """Return the vector as PostgreSQL reads our literal, our binary form, and as it makes its own."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE ours (vector tsvector) ON COMMIT DROP")
        cursor.execute("INSERT INTO ours VALUES (%s)", [vector_text(words)])
        with cursor.copy("COPY ours FROM STDIN (FORMAT BINARY)") as copy:
            for block in blocks([(words,)], encodings(["tsvector"]) or []):
                copy.write(block)
        cursor.execute(
            "SELECT vector::text FROM ours UNION ALL SELECT to_tsvector('simple', %s)::text",
            [words],
        )
        return [vector for (vector,) in cursor.fetchall()]


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("language", TEXTS)
def test_the_words_of_a_text_are_where_postgresql_finds_them(language):
    literal, binary, own = both_ways(search_text(TEXTS[language], language))
    assert literal == binary == own


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["", "one", "same " * 300, "a b " * 9_000, " ".join(f"w{n}" for n in range(20_000))],
    ids=["nothing", "one", "one word often", "two words far on", "many words"],
)
def test_the_limits_are_those_of_postgresql(words):
    literal, binary, own = both_ways(words)
    assert literal == binary == own


def test_a_literal_names_each_word_once_with_its_places():
    assert vector_text("one two one") == "one:1,3 two:2"
