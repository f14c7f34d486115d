"""Slugs are readable, always valid and never pass for an id."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import slugs


@pytest.mark.parametrize(
    ("headline", "language", "slug"),
    [
        ("Harbour Bridge Reopens", "en", "harbour-bridge-reopens"),
        ("Teachers' Pay: What's Next?", "en", "teachers-pay-whats-next"),
        ("C-130 lands — 40% “faster”", "en", "c-130-lands-40-faster"),
        ("Straße in Łódź, Ærø", "en", "strasse-in-lodz-aero"),
        ("Жёлтый съезд: щука и Юля", "ru", "zhyoltyy-sezd-shchuka-i-yulya"),
        ("«Хлеб» подорожал", "ru", "khleb-podorozhal"),
        ("Қазақстан туралы жаңалық", "kk", "qazaqstan-turaly-zhangalyq"),
        ("Әсел Ғаббасова Өскеменде", "kk-KZ", "asel-gabbasova-oskemende"),
        ("Ұлы дала үні", "kk", "uly-dala-uni"),
        ("Қанат Һамит", "ru", "kanat-hamit"),
        ("Київ і Чернігів", "ru", "kiyiv-i-chernigiv"),
    ],
)
def test_a_headline_becomes_readable_latin_words(headline, language, slug):
    assert slugs.slug_for(headline, language) == slug


def test_letters_typed_with_separate_marks_give_the_same_slug():
    assert slugs.slug_for("И\u0306од и е\u0308лка", "ru") == slugs.slug_for("Йод и ёлка", "ru")


def test_a_long_headline_is_cut_at_a_word():
    slug = slugs.slug_for("seven letters " * 20, "en")
    assert len(slug) <= slugs.MAX_LENGTH
    assert slug.endswith(("-seven", "-letters"))


def test_a_word_that_ends_at_the_limit_is_kept_whole():
    headline = "a" * 39 + " " + "b" * 40
    assert slugs.slug_for(headline + " more", "en") == headline.replace(" ", "-")


def test_one_endless_word_is_cut_hard():
    assert slugs.slug_for("x" * 500, "en") == "x" * slugs.MAX_LENGTH


def test_a_headline_without_latin_letters_is_named_by_its_digest():
    first, second = slugs.slug_for("東京", "ja"), slugs.slug_for("大阪", "ja")
    assert first.startswith("article-")
    assert first != second


@pytest.mark.parametrize("nothing", ["", "   "])
def test_no_headline_still_gets_a_slug(nothing):
    assert slugs.slug_for(nothing, "en") == "article"


def test_a_headline_that_is_an_id_does_not_become_one():
    headline = str(uuid.UUID(int=7))
    assert slugs.slug_for(headline, "en") == f"article-{headline}"


@pytest.mark.parametrize("word", sorted(slugs.RESERVED))
def test_a_reserved_word_is_not_given_away(word):
    assert not slugs.is_valid_slug(word)
    assert slugs.slug_for(word.upper(), "en") == f"article-{word}"


@pytest.mark.parametrize(
    "bad",
    ["", "-a", "a-", "a--b", "A", "a b", "a_b", "é", "a/b", "a.b", "a" * 81, "related", "a\n"],
)
def test_what_is_not_of_our_form_is_no_slug(bad):
    assert not slugs.is_valid_slug(bad)


@pytest.mark.parametrize("form", [str, lambda value: value.hex, lambda value: str(value).upper()])
def test_an_id_in_any_form_is_uuid_shaped(form):
    written = form(uuid.UUID(int=2**127 + 11))
    assert slugs.is_uuid_shaped(written)
    assert not slugs.is_valid_slug(written)


def test_a_word_beside_an_id_is_not_uuid_shaped():
    assert not slugs.is_uuid_shaped("article-00000000-0000-0000-0000-000000000007")


def test_a_suffix_makes_the_next_one():
    assert slugs.with_suffix("harbour-bridge", 2) == "harbour-bridge-2"


def test_a_suffix_makes_room_for_itself():
    slug = slugs.with_suffix("word-" * 15 + "words", 12)
    assert slug.endswith("-12")
    assert slugs.is_valid_slug(slug)


def test_a_suffix_does_not_make_an_id():
    assert slugs.is_valid_slug(slugs.with_suffix("00000000-0000-0000-0000", 123456789012))


def test_the_first_one_has_no_suffix():
    with pytest.raises(ValueError, match="starts at 2"):
        slugs.with_suffix("harbour-bridge", 1)


@given(headline=st.text(max_size=200), language=st.sampled_from(("en", "ru", "kk", "ja")))
def test_a_slug_is_always_valid(headline, language):
    assert slugs.is_valid_slug(slugs.slug_for(headline, language))


@given(headline=st.text(alphabet="0123456789abcdef- ", max_size=60), n=st.integers(2, 10**14))
def test_a_slug_with_a_suffix_is_always_valid(headline, n):
    assert slugs.is_valid_slug(slugs.with_suffix(slugs.slug_for(headline, "en"), n))
