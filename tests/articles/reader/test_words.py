"""What the reader says by itself: phrases, moments, marks and links."""

import re
from pathlib import Path

import pytest

from articles.models import CitationRole, CorrectionKind, TagKind
from articles.reader.moments import said
from articles.reader.phrases import LANGUAGES, native_name, phrases, spoken_language
from articles.templatetags.reader import marked, web_address

TEMPLATES = Path(__file__).parents[3] / "articles" / "templates" / "reader"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_that_a_template_names_exists(language):
    names = {
        name
        for template in TEMPLATES.glob("*.html")
        for name in re.findall(r"\bwords\.(\w+)", template.read_text())
    }
    assert names
    assert names <= set(phrases(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_closed_lists_has_a_phrase(language):
    words = phrases(language)
    for family, choices in (
        ("role", CitationRole),
        ("correction", CorrectionKind),
        ("tag", TagKind),
    ):
        assert {f"{family}.{value}" for value in choices.values} <= set(words)


def test_no_language_borrows_anothers_phrase():
    english, russian, kazakh = (phrases(language) for language in LANGUAGES)
    assert not [key for key in english if english[key] in {russian[key], kazakh[key]}]


def test_a_language_without_phrases_of_its_own_is_framed_in_english():
    assert [spoken_language(code) for code in ("kk-Cyrl", "RU", "de")] == ["kk", "ru", "en"]


def test_languages_are_named_in_themselves():
    assert [native_name(code) for code in ("kk", "de", "tlh")] == ["Қазақша", "Deutsch", "tlh"]


@pytest.mark.parametrize(
    ("language", "length", "words"),
    [
        ("en", "full", "1 May 2026, 09:05"),
        ("ru", "full", "1 мая 2026 г., 09:05"),
        ("kk", "full", "2026 ж. 1 мамыр, 09:05"),
        ("en", "day", "1 May 2026"),
        ("ru", "short", "1 мая, 09:05"),
    ],
)
def test_moments_are_said_as_each_language_says_them(settings, language, length, words):
    settings.TIME_ZONE = "Asia/Almaty"
    assert said("2026-05-01T04:05:00Z", language=language, length=length) == words


def test_a_snippet_keeps_its_marks_and_nothing_else():
    assert (
        marked("a <mark>b</mark> &amp; <i>c</i>") == "a <mark>b</mark> &amp; &lt;i&gt;c&lt;/i&gt;"
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//host/", "/path", "data:text/html,x", None, ""]
)
def test_no_other_scheme_becomes_a_link(address):
    assert web_address(address) == ""


def test_web_addresses_become_links():
    assert web_address("HTTPS://orda.example/") == "HTTPS://orda.example/"
