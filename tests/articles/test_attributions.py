"""Sources are found in the phrases that name them, and nobody else is made one."""

import pytest

from articles.attributions import DATA_FROM, QUOTED, REPORTED_BY, VIA, suggest_sources
from articles.page import read_page


def suggested(*paragraphs, headline="", language="en"):
    found = suggest_sources(headline, paragraphs, language)
    return [(source.name, source.role) for source in found]


def test_the_end_of_a_paragraph_names_the_one_reporting_and_the_beginning_the_one_cited():
    text = "Bloomberg reports that the ferry is late, Orda reports."
    assert suggested(text) == [("Orda", REPORTED_BY), ("Bloomberg", QUOTED)]


def test_the_evidence_is_a_paragraphs_phrase_rather_than_the_headlines():
    headline, text = "Marlow: Bloomberg Claims a Deal", "Bloomberg reports that a deal is near."
    assert [one.evidence for one in suggest_sources(headline, (text,), "en")] == [
        "Bloomberg reports"
    ]
    assert [one.evidence for one in suggest_sources(headline, (), "en")] == ["Bloomberg Claims"]


@pytest.mark.external
def test_the_real_page_names_who_reports_and_who_is_cited_by_their_best_phrases(shared):
    page = read_page((shared / "seed" / "article-page.txt").read_text())
    found = [(one.name, one.role, one.evidence) for one in page.sources]
    assert found == [
        ("Orda", "reported_by", "Orda reports"),
        ("Bloomberg", "quoted", "Bloomberg reports"),
    ]


def test_a_suggestion_has_a_slug_a_kind_and_its_evidence():
    (source,) = suggest_sources("", ("The ferry is late, Orda reports.",), "en")
    assert (source.slug, source.kind, source.evidence) == ("orda", "online", "Orda reports")


def test_the_first_attribution_is_of_the_whole_and_later_ones_are_citations():
    text = ("The ferry is late, Orda reports.", "The captain is well, Reuters reports.")
    assert suggested(*text) == [("Orda", REPORTED_BY), ("Reuters", QUOTED)]


def test_a_source_is_suggested_once_in_its_weightiest_role():
    text = ("Orda reports that it rains.", "The ferry is late, Orda reports.")
    assert suggested(*text) == [("Orda", REPORTED_BY)]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Marlow: Bloomberg Claims Ferry Deal Is Near", "Bloomberg"),
        ("No Evidence of “Fog” After BBC Report", "BBC"),
        ("Reuters: Ferry Deal Is Near", "Reuters"),
        ("Ferry Deal Is Near — Reuters", "Reuters"),
        ("Блумберг сообщает о сделке", "Bloomberg"),
    ],
)
def test_a_headline_cites_a_known_organisation(headline, name):
    assert suggested(headline=headline) == [(name, QUOTED)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Yesterday Bloomberg reported that it rains.", "Bloomberg"),
        ("A man told Reuters on Monday.", "Reuters"),
        ("According to The Moscow Times, prices rose.", "The Moscow Times"),
        ("Prices rose, according to the Financial Times.", "Financial Times"),
        ("The BBC’s report was long.", "BBC"),
        ("It rains, says a report citing Der Spiegel.", "Der Spiegel"),
        ("Harbour Daily reports that the ferry sank.", "Harbour Daily"),
        ("По данным Рейтера, встреча пройдёт в мае.", "Reuters"),
        ("По информации агентства «Интерфакс», всё хорошо.", "Interfax"),
        ("Как передаёт Tengrinews.kz, идёт дождь.", "Tengrinews"),
        ("«Хабар 24» сообщает, что идёт дождь.", "Khabar"),
        ("Издание «Новый Вестник» пишет, что идёт дождь.", "Новый Вестник"),
        ("В интервью Медузе он молчал.", "Meduza"),
        ("Bloomberg хабарлауынша, баға өсті.", "Bloomberg"),
        ("Блумбергтің жазуынша, баға өсті.", "Bloomberg"),
        ("Reuters-тің мәліметінше, бәрі жақсы.", "Reuters"),
        ("Қазинформ хабарлады: жаңбыр жауды.", "Kazinform"),
    ],
)
def test_a_citation_is_found_in_three_languages(text, name):
    assert suggested(text) == [(name, QUOTED)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ferry is late, Harbour Daily reports.", "Harbour Daily"),
        ("The ferry is late, reports Reuters.", "Reuters"),
        ("Паром опоздал, сообщает Orda.kz.", "Orda"),
        ("Паром опоздал. Об этом пишет газета «Маяк».", "Маяк"),
        ("Кеме кешікті, деп хабарлайды Orda.kz.", "Orda"),
        ("Кеме кешікті, деп Qazinform хабарлады.", "Kazinform"),
    ],
)
def test_the_one_reporting_is_found_in_three_languages(text, name):
    assert suggested(text) == [(name, REPORTED_BY)]


def test_a_source_that_cites_another_stays_the_one_reporting():
    text = "Паром опоздал, сообщает Orda.kz со ссылкой на Bloomberg."
    assert suggested(text, language="ru") == [("Orda", REPORTED_BY), ("Bloomberg", QUOTED)]


def test_where_data_come_from_and_through_whom_are_roles_of_their_own():
    assert suggested("Prices rose, data from the National Bank show.") == [
        ("National Bank", DATA_FROM)
    ]
    assert suggested("The photo came via Reuters this morning.") == [("Reuters", VIA)]


@pytest.mark.parametrize(
    "text",
    [
        "Investigation Links Harbour to Wallet",
        "He claims nothing.",
        "Moscow reportedly seeks access.",
        "Police reports that a man fell.",
        "Officials say the road is closed.",
        "Russia reported that it had won.",
        "Calder Says Influence Networks Exposed",
        "Prime Minister Nikol Calder said that.",
        "It is so, John Smith reports.",
        "It is so, she reports.",
        "The ministry reports that it rains.",
        "Malcolm X says hello.",
        "The Daily reports that it rains.",
        "Emerson Radio Corp says sales rose.",
        "“We think TV is a big part” said the mayor.",
        "The Times of Marlow was closed.",
        "Президент сообщает, что всё хорошо.",
        "Дождь идёт, передаёт МВД.",
        "Всё хорошо, сообщил Иван Петров.",
        "По данным Нацбанка, инфляция выросла.",
        "Үкімет хабарлады: жаңбыр жауды.",
        "Бәрі жақсы, деп хабарлады ол.",
    ],
)
def test_people_places_and_ordinary_words_are_no_sources(text):
    assert suggested(text, headline=text) == []


@pytest.mark.parametrize("endless", ["A " * 5000, "A.A" * 5000, "A" * 20000, ", Orda " * 2000])
def test_an_endless_run_of_capitals_is_read_without_harm(endless):
    assert isinstance(suggested(endless), list)
