"""The fields that several admin pages share."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import timezone

from cms.desk.language_texts import LanguageTexts
from cms.desk.lines import LinesField, PairsField
from cms.desk.moments import MomentField, moment_text
from cms.desk.searching import spellings

STORED = "2026-11-20T08:15:30.123456+05:00"


def test_an_untouched_moment_stays_as_it_was_stored():
    shown = MomentField().clean("2026-11-20T03:15:30")
    assert moment_text(shown, STORED) == STORED


def test_a_moved_moment_is_stored_with_its_offset():
    shown = MomentField().clean("2026-11-20T03:15:31")
    assert datetime.fromisoformat(moment_text(shown, STORED)) == datetime(
        2026, 11, 20, 3, 15, 31, tzinfo=UTC
    )
    assert moment_text(None, STORED) is None


def test_moments_are_typed_in_the_newsrooms_time_zone():
    with timezone.override("Asia/Almaty"):
        assert moment_text(MomentField().clean("2026-11-20T08:15")) == "2026-11-20T08:15:00+05:00"


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01T00:00"])
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        MomentField().clean(typed)


def test_texts_by_language_leave_out_the_empty_ones():
    field = LanguageTexts(languages=["en", "ru"])
    assert field.clean(["Ice", ""]) == {"en": "Ice"}
    assert field.has_changed({"en": "Ice"}, ["Ice", ""]) is False
    assert field.has_changed({"en": "Ice"}, ["Ice", "Лёд"]) is True


def test_lines_are_a_list():
    field = LinesField()
    assert field.clean(" a \n\nb") == ["a", "b"]
    assert field.prepare_value(["a", "b"]) == "a\nb"
    assert field.has_changed(["a", "b"], "a\nb") is False


def test_pairs_are_a_dict():
    field = PairsField()
    assert field.clean("wikidata: Q1\niptc: place:1") == {"wikidata": "Q1", "iptc": "place:1"}
    assert field.prepare_value({"wikidata": "Q1"}) == "wikidata: Q1"


def test_words_are_looked_for_with_and_without_capitals():
    assert spellings("озеро") == {"озеро", "ОЗЕРО", "Озеро"}
    assert spellings("lake") == {"lake"}
