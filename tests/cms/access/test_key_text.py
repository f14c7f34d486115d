import pytest

from cms.access.key_text import LEADER, PATTERN, digest, is_key_text, new_key_text, prefix


def test_a_key_is_recognised():
    key = new_key_text()
    assert PATTERN.fullmatch(key)
    assert is_key_text(key)
    assert new_key_text() != key


def test_the_checksum_is_that_of_the_documented_example():
    assert is_key_text("standfirst_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd2kieyy")


@pytest.mark.parametrize("place", [len(LEADER), 30, -6, -1])
def test_a_key_with_another_letter_is_none(place):
    letters = list(new_key_text())
    letters[place] = "0" if letters[place] != "0" else "1"
    assert not is_key_text("".join(letters))


@pytest.mark.parametrize(
    "text", ["", LEADER, "standfirst_short", f"{LEADER}{'é' * 46}", f"{LEADER}{'0' * 46}\n"]
)
def test_what_is_no_key_is_not_taken_for_one(text):
    assert not is_key_text(text)
    assert not is_key_text(new_key_text() + text + "x")


def test_what_is_stored_does_not_hold_the_key():
    key = new_key_text()
    assert len(digest(key)) == 64
    assert key.startswith(prefix(key))
    assert len(prefix(key)) == len(LEADER) + 6
