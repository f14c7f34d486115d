"""A headline is known again however it is typed, and only within its source."""

import pytest

from articles.importing import keys


@pytest.mark.parametrize(
    "again",
    [
        "Severe smog covers “Oskemen”",
        "  Severe  Smog Covers 'Oskemen'.",
        "SEVERE SMOG COVERS „OSKEMEN“",
    ],
)
def test_typing_makes_no_difference(again):
    first = keys.headline_key("Severe Smog Covers “Oskemen”")
    assert keys.headline_key(again).replace("'", '"') == first


def test_a_key_fits_its_column_however_long_the_headline_grows():
    key = keys.headline_key("ß" * 300)
    assert len(key) <= 300
    assert key != keys.headline_key("ß" * 299)


def test_pages_of_different_sources_are_different():
    assert not keys.may_be_same(keys.source_key("orda"), keys.source_key("reuters"))


def test_a_page_that_names_no_source_may_be_anybodys():
    assert keys.may_be_same(keys.source_key(""), keys.source_key("orda"))
    assert keys.may_be_same(keys.source_key("orda"), keys.source_key(""))
