"""How near articles are: pure, from the labels that they share."""

import pytest

from articles.rarity import COMMON
from articles.relatedness import Reason, SharedLabel, telling


def a_label(name: str = "Oil", **values) -> SharedLabel:
    known = {
        "family": "tag", "key": name, "kind": "topic", "name": name, "is_own": True, "weight": 1.0, "frequency": 10,
    }  # fmt: skip
    return SharedLabel(**(known | values))


def test_a_rare_label_tells_more_than_a_common_one():
    assert a_label(frequency=2).value > a_label(frequency=COMMON).value > 0


@pytest.mark.parametrize(
    ("more", "less"),
    [("event", "person"), ("person", "place"), ("place", "section"), ("section", "contributor")],
)
def test_the_kinds_of_tags_tell_more_or_less(more, less):
    assert a_label(kind=more).value > a_label(kind=less).value


def test_an_own_tag_tells_more_than_an_ancestor():
    assert a_label().value > a_label(is_own=False).value > 0


def test_a_heavy_term_tells_more_than_a_light_one_up_to_a_point():
    terms = [a_label(family="term", weight=weight).value for weight in (1, 3, 6, 60)]
    assert terms[0] < terms[1] < terms[2] == terms[3]


@pytest.mark.parametrize(
    ("label", "is_enough"),
    [
        (a_label(), True),
        (a_label(family="source"), True),
        (a_label(family="term", weight=5), True),
        (a_label(family="term", weight=4), False),
    ],
    ids=["tag", "source", "main term", "passing term"],
)
def test_a_passing_term_alone_makes_no_relative(label, is_enough):
    assert label.makes_a_relative is is_enough


def test_the_reason_names_what_tells_most_and_at_most_three():
    labels = [a_label(name, frequency=count) for count, name in enumerate("ABCD", start=2)]
    reason = Reason.sharing(reversed(labels), "en")
    assert reason == Reason("tag", "Also about: A, B, C", ("A", "B", "C"))


def test_an_author_in_common_is_no_subject_in_common():
    ada = a_label("Ada", kind="contributor")
    assert Reason.sharing([ada], "ru") == Reason("contributor", "Тот же автор: Ada", ("Ada",))
    assert Reason.sharing([ada, a_label("Oil")], "en").shared == ("Oil",)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Latest"), ("ru", "Последнее"), ("kk-KZ", "Соңғы жаңалық")]
)
def test_the_reason_speaks_the_language_of_the_article(language, words):
    assert Reason.latest(language).document() == {"kind": "latest", "label": words, "shared": []}


def test_a_language_without_words_of_its_own_gets_english():
    assert Reason.pinned("de").label == "Chosen by the editors"


def test_labels_that_nobody_else_has_tell_nothing():
    alone, shared = a_label("Alone", frequency=1), a_label("Shared", frequency=2)
    assert telling([alone, shared], most=12) == [shared]


def test_at_most_so_many_labels_are_asked_for_the_telling_ones_first():
    labels = [a_label(f"Tag {number}", frequency=number) for number in range(2, 30)]
    assert telling(reversed(labels), most=3) == labels[:3]
