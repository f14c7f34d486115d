"""How long a body is."""

import pytest

from articles import body
from tests.articles.body.samples import IMAGE, figure


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", 0),
        ("<p>a b<br>c</p><h2>d</h2>", 4),
        ("<p>don't — well-known 1,000.5 …</p>", 3),
        ("<p>Мұз қалың</p><ul><li><p>лёд</p></li></ul>", 3),
        ("<table><tr><td>a</td><td>b</td></tr></table><hr>", 2),
        (figure(IMAGE, caption="a b", alt="c"), 2),
    ],
)
def test_words_are_counted(html, words):
    assert body.word_count(body.clean(html).html) == words


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "en", 0),
        (1, "en", 1),
        (238, "en", 1),
        (1190, "en-GB", 5),
        (1190, "ru", 6),
        (1190, "kk-Latn", 7),
        (1190, "xx", 6),
    ],
)
def test_reading_takes_whole_minutes(words, language, minutes):
    assert body.reading_minutes(words, language) == minutes


@pytest.mark.parametrize("html", ["", "<hr>", "<ul><li><hr></li></ul>"])
def test_a_body_without_words_or_pictures_is_empty(html):
    assert body.is_empty(html)


@pytest.mark.parametrize("html", ["<p>a</p>", figure(IMAGE), "<ul><li><p>a</p></li></ul>"])
def test_any_other_is_not(html):
    assert not body.is_empty(html)
