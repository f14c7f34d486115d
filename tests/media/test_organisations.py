"""News organisations are known in the spellings that newsrooms use."""

from collections import Counter

import pytest

from media.organisations import ORGANISATIONS, known


@pytest.mark.parametrize(
    ("spelling", "name", "kind"),
    [
        ("Reuters", "Reuters", "agency"),
        ("REUTERS", "Reuters", "agency"),
        ("РИА «Новости»", "RIA Novosti", "agency"),
        ("AP", "Associated Press", "agency"),
        ("Би-би-си", "BBC", "broadcaster"),
        ("Orda.kz", "Orda", "online"),
        (" The Times. ", "The Times", "newspaper"),
    ],
)
def test_a_spelling_means_its_organisation(spelling, name, kind):
    organisation = known(spelling)
    assert organisation is not None
    assert (organisation.name, organisation.kind) == (name, kind)


@pytest.mark.parametrize("word", ["rt", "ap", "pa", "Ra", "times", "", "City Desk"])
def test_an_ordinary_word_means_none(word):
    assert known(word) is None


def test_no_spelling_means_two_organisations():
    spellings = Counter(s for organisation in ORGANISATIONS for s in organisation.spellings)
    assert [spelling for spelling, times in spellings.items() if times > 1] == []
