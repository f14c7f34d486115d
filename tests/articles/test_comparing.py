"""What differs between two contents, as people read it."""

import pytest

from articles.comparing import changed_fields, differences, pieces, readable
from articles.content import empty_content, merged

BEFORE = merged(empty_content(), {"language": "en", "headline": "Ice closes harbour"})


def said(before: str, after: str) -> list[tuple[str, str]]:
    return [tuple(piece) for piece in pieces(before, after)]


def test_equal_contents_differ_in_nothing():
    assert differences(BEFORE, merged(BEFORE, {}), names={}) == []


def test_a_changed_word_is_shown_in_its_sentence():
    (one,) = differences(BEFORE, merged(BEFORE, {"headline": "Ice opens harbour"}), names={})
    assert (one.field, one.label) == ("headline", "Headline")
    assert [tuple(piece) for piece in one.pieces] == [
        ("same", "Ice "),
        ("removed", "closes"),
        ("added", "opens"),
        ("same", " harbour"),
    ]


def test_fields_come_in_the_order_in_which_editors_read_them():
    after = merged(BEFORE, {"slug": "x", "kicker": "k", "body": "<p>b</p>"})
    assert changed_fields(BEFORE, after) == ["kicker", "body", "slug"]


def test_things_are_called_by_their_names():
    after = merged(BEFORE, {"tags": ["a", "b"], "contributors": [{"tag": "c", "role": "author"}]})
    names = {"a": "Energy", "b": "Ice", "c": "Aida"}
    texts = {one.field: one.pieces[0].text for one in differences(BEFORE, after, names=names)}
    assert texts == {"tags": "Energy\nIce", "contributors": "Aida · author"}


def test_a_moved_tag_is_a_difference():
    assert said("a\nb\n", "b\na\n") == [("added", "b\n"), ("same", "a\n"), ("removed", "b\n")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>Ice</h2><p>A &amp; <strong>b</strong></p>", "Ice\nA & b"),
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "one\ntwo"),
        ('<figure data-image-id="i"><figcaption>Pier</figcaption></figure>', "[<Ice>] Pier"),
        (
            "<table><tbody><tr><th><p>Ice</p></th><th><p>B</p></th></tr><tr><td><p>2</p></td></tr></tbody></table>",
            "Ice | B\n2",
        ),
        ('<figure data-embed-url="https://a.example/"></figure>', "[https://a.example/]"),
        ("", ""),
    ],
)
def test_the_body_is_read_without_its_markup(html, text):
    assert readable("body", html, {"i": "<Ice>"}) == text


def test_a_long_replaced_text_is_shown_as_a_whole():
    old, new = "a b " * 5_000, "c d " * 5_000
    assert said(old, new) == [("removed", old), ("added", new)]
