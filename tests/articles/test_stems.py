"""Search sees folded stems, the same for a text and for a query in an unknown language."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import stems


def finds(q, text, language):
    """Whether every word of the query stands in the indexed text."""
    indexed = set(stems.search_text(text, language).split())
    return all(alternatives & indexed for alternatives in stems.query_terms(q))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ёлка", "елка"),
        ("Йод", "йод"),
        ("И\u0306од", "йод"),
        ("сло\u0301во", "слово"),
        ("ӘҒҚҢӨҰҮҺІ", "агкноуухи"),
        ("Café Ångström Łódź", "cafe angstrom lodz"),
        ("ＡＢＣ ﬁne", "abc fine"),
        ("STRASSE Straße", "strasse strasse"),
    ],
)
def test_letters_are_folded(written, folded):
    assert stems.fold(written) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Harbour's end, harbours' end", ["harbour", "end", "harbours", "end"]),
        ("C-130 lands", ["c", "130", "lands", "c130"]),
        ("10,000-ton load", ["10000", "ton", "load"]),
        ("in 2024, 130 people", ["in", "2024", "130", "people"]),
        ("Нью-Йорк", ["нью", "йорк"]),
        ("don't_stop", ["dont", "stop"]),
        ("… — !", []),
    ],
)
def test_a_text_is_taken_apart_into_words(text, found):
    assert stems.words(text) == found


@pytest.mark.parametrize(
    ("q", "text", "language"),
    [
        ("negotiation", "Talks: negotiations went on", "en"),
        ("reuters", "Сообщает Reuters", "ru"),
        ("reuters", "Reuters хабарлады", "kk"),
        ("bridges closing", "The bridge is closed", "en"),
        ("москва", "В Москве идёт снег", "ru"),
        ("елки", "Большая ёлка", "ru"),
        ("қазақстан", "Қазақстанның жаңа заңы", "kk"),
        ("казакстан", "Қазақстанның жаңа заңы", "kk"),
        ("министрлік", "Денсаулық сақтау министрлігінің мәлімдемесі", "kk-KZ"),
        ("C-130", "A C-130 landed", "en"),
        ("c130", "A C‑130 landed", "en"),
        ("covid", "COVID-19 cases", "en"),
        ("10000", "A 10,000-ton load", "en"),
        ('"closed bridge"', "The bridge was closed", "en"),
        ("cafe", "The café’s owner", "en"),
        ("Київ", "Київ сьогодні", "uk"),
        ("東京", "東京 2024", "ja"),
    ],
)
def test_a_query_finds_the_forms_of_its_words(q, text, language):
    assert finds(q, text, language)


@pytest.mark.parametrize(
    ("q", "text", "language"),
    [
        ("bridge tunnel", "The bridge was closed", "en"),
        ("C-130", "The C-17 carried 130 people", "en"),
        ("орда", "Порядок в городе", "ru"),
    ],
)
def test_a_query_does_not_find_what_is_not_there(q, text, language):
    assert not finds(q, text, language)


def test_each_word_of_a_query_has_its_stems_in_every_language():
    assert stems.query_terms("Қазақстанның Bridges") == [
        frozenset({"казакстан", "казакстаннын"}),
        frozenset({"bridg"}),
    ]


@pytest.mark.parametrize(
    ("q", "sentence"),
    [
        ("x" * 101, "at most 100 characters; this one has 101"),
        ("a b c d e f g h i", "at most 8 words; this one has 9"),
        ("", "at least one word"),
        ("«…» —", "at least one word"),
    ],
)
def test_a_query_out_of_bounds_is_refused_with_a_sentence(q, sentence):
    with pytest.raises(ValueError, match=sentence):
        stems.query_terms(q)


def test_eight_words_and_a_hundred_characters_are_allowed():
    assert len(stems.query_terms("a b c d e f g h")) == 8
    assert len(stems.query_terms("x" * 100)) == 1


def test_a_run_of_letters_that_is_no_word_is_not_indexed():
    assert stems.search_text("short " + "z" * 65, "en") == "short"


def test_threads_stem_side_by_side():
    text = "Negotiations continued " * 50
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(stems.search_text(text, "en")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [stems.search_text(text, "en")] * 4


@given(text=st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert stems.fold(stems.fold(text)) == stems.fold(text)


@given(text=st.text(max_size=80), language=st.sampled_from(("en", "ru", "kk", "ja")))
def test_an_indexed_text_is_single_words_parted_by_single_spaces(text, language):
    indexed = stems.search_text(text, language)
    assert indexed == " ".join(indexed.split())
    assert all(letter.isalnum() or letter == " " for letter in indexed)


@given(
    word=st.text(alphabet="abcdeghinorstабвеийклнорстуыяёәғқңөұүі", min_size=1, max_size=12),
    language=st.sampled_from(("en", "ru", "kk")),
)
def test_a_word_of_a_text_is_found_by_itself(word, language):
    assert finds(word, f"one {word} more", language)
