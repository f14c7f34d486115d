"""Kazakh endings come off where the sounds allow it, and stems stay stable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import kazakh
from articles.stems import fold


@pytest.mark.parametrize(
    "forms",
    [
        "Астана Астанада Астананың Астанаға Астанадан астанасы астанасында",
        "Алматы Алматыда Алматыға Алматының Алматыдан",
        "Қазақстан Қазақстанның Қазақстанда Қазақстанға Қазақстаннан",
        "президент президенті президентінің президентіне президенттер",
        "министрлік министрлігі министрлігінің министрлігінде",
        "кітап кітабы кітаптар кітаптары кітапта",
        "банк банкі банктің банктер",
        "адам адамдар адамдардың адамдарға адаммен",
        "жаңалық жаңалықтар жаңалықтары",
        "облыс облысы облысында облысының",
        "қызметкер қызметкерлері қызметкерлеріне",
        "мектеп мектебі мектептер мектепте",
        "Тоқаев Тоқаевтың Тоқаевқа Тоқаевпен",
        "теңге теңгеге теңгемен теңгенің",
        "кеңес кеңесі кеңестің",
        "сот сотта сотқа",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({kazakh.stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "word", ["газета", "карта", "партия", "жер", "елде", "орда", "политика", "москва", "су", ""]
)
def test_what_only_looks_like_an_ending_stays(word):
    assert kazakh.stem(word) == word


def test_different_words_keep_different_stems():
    words = ("үкімет", "мектеп", "министр", "облыс", "полиция", "сайлау", "бюджет", "жаңалық")
    assert len({kazakh.stem(fold(word)) for word in words}) == len(words)


@given(word=st.text(alphabet="абгдезийклмнопрстуүіңқғы", max_size=24))
def test_a_stem_is_a_beginning_of_at_least_three_letters_and_stable(word):
    folded = fold(word)
    stem = kazakh.stem(folded)
    assert kazakh.stem(stem) == stem
    assert len(stem) >= min(3, len(folded))
    assert folded.startswith(stem[:-1])
