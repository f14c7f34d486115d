"""Salient terms name what an article is about, and the same text always has the same ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.stems import text_stems
from articles.stop_words import STOP_WORDS
from articles.terms import salient_terms

TEXT = (
    "The harbour council approved the new ferry on Monday. Mayor Ines Calder said the ferry "
    "would sail from Port Marlow. Critics doubt the plan. Ines Calder promised a timetable, and "
    "the OECD praised the plan. Yesterday people waited."
)


def weights(headline="", standfirst="", text="", language="en", **more):
    return dict(salient_terms(headline, standfirst, text, language, **more))


def test_the_heaviest_term_is_in_the_headline_and_the_text():
    terms = salient_terms("Council Approves Ferry", "", TEXT, "en")
    assert terms[0] == ("ferri", 6)


def test_a_name_of_several_words_is_one_term():
    terms = weights("Council Approves Ferry", "", TEXT, most=30)
    assert terms["ine calder"] > 0
    assert "port marlow" in terms


def test_a_word_with_a_capital_only_at_the_start_of_a_sentence_is_no_name():
    terms = weights("", "", TEXT, most=30)
    assert "critic" not in terms
    assert "yesterday" not in terms


def test_a_word_all_in_capitals_is_a_name_anywhere():
    assert weights("", "", TEXT, most=30)["oecd"] == 2
    assert weights("OECD Praises Ferry Plan Of Harbour")["oecd"] == 8


def test_a_headline_all_in_capitals_has_no_names():
    assert set(weights("COUNCIL APPROVES FERRY").values()) == {4}


def test_a_headline_where_every_word_has_a_capital_has_no_names_but_keeps_its_words():
    assert weights("Council Approves Ferry") == {"approv": 4, "council": 4, "ferri": 4}


def test_a_headline_of_a_brief_is_enough():
    assert "ferri" in weights("Ferry sinks off Port Marlow")


def test_what_a_name_owns_is_not_a_part_of_it():
    terms = weights("", "", "We met Calder's Team of rowers. A plan by Calder's Team.", most=30)
    assert not [term for term in terms if " " in term]


def test_a_capital_inside_a_word_starts_no_name():
    assert weights("", "", "we saw an iPhone once") == {}


def test_names_in_russian_are_found_by_their_stems():
    terms = weights(
        "Мэр открыл паром",
        "",
        "Вчера мэр Ольга Синицына открыла паром. Горожане благодарят Ольгу Синицыну за паром.",
        "ru",
        most=30,
    )
    assert terms["пар"] > terms["мэр"]
    assert [term for term in terms if " " in term]


def test_a_name_with_kazakh_endings_is_one_term():
    text = "Паром Астанаға келді. Паром Астанадан кетті, Астананың паромы үлкен."
    assert weights("", "", text, "kk", most=30)["астана"] > 2


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_words_of_every_text_are_no_terms(language):
    text = " ".join(sorted(STOP_WORDS)) + " "
    assert weights("", "", text * 2, language, most=1000) == {}


def test_numbers_are_no_terms():
    assert weights("2024 2024 10,000", "2024", "2024 2024") == {}


def test_no_more_than_asked_for_come_heaviest_first():
    terms = salient_terms("Council Approves Ferry", "A timetable for Port Marlow", TEXT, "en", 5)
    assert len(terms) == 5
    assert terms == sorted(terms, key=lambda term: (-term[1], term[0]))


@given(
    headline=st.text(max_size=60),
    text=st.text(max_size=200),
    language=st.sampled_from(("en", "ru", "kk")),
)
def test_terms_of_any_text_are_few_short_and_always_the_same(headline, text, language):
    terms = salient_terms(headline, "", text, language)
    assert terms == salient_terms(headline, "", text, language)
    assert len(terms) <= 12
    assert all(0 < len(term) < 100 and weight > 0 for term, weight in terms)


def test_stems_that_the_caller_has_already_change_nothing():
    text = "Harbour pilots met Aruzhan Bek. The harbour pilots wait."
    given = salient_terms("Harbour", "", text, "en", text_stems=text_stems(text, "en"))
    assert given == salient_terms("Harbour", "", text, "en")
