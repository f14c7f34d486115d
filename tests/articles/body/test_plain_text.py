"""Plain text for readers without markup."""

import pytest

from articles import body
from tests.articles.body.samples import AWAITED, IMAGE, IMAGES, figure


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>a</h2><p>b <strong>c</strong><br>d</p>", "a\n\nb c\nd"),
        ("<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>", "• a\n  1. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<table><tr><td>a</td><td>b<br>c</td></tr><tr><td>d</td></tr></table>", "a\tb c\nd"),
        ("<aside data-pull-quote>a<cite>b</cite></aside>", "“a” — b"),
        ("<aside data-pull-quote>a</aside>", "“a”"),
        ("<p>a</p><hr><pre>b\n  c</pre>", "a\n\n* * *\n\nb\n  c"),
        ('<figure data-embed-url="https://youtu.be/a">b</figure>', "[b — https://youtu.be/a]"),
        ('<figure data-embed-url="https://youtu.be/a"></figure>', "[https://youtu.be/a]"),
    ],
)
def test_it_is_written_plainly(html, text):
    assert body.to_text(body.clean(html).html, {}) == text


def test_a_figure_says_its_ai_label():
    label = "Photo: Grok AI Generated, ill. purposes. — Made with AI (Grok)"
    assert body.to_text(figure(IMAGE), IMAGES) == f"[The northern basin — {label}]"


def test_without_a_caption_a_figure_says_its_alt_text():
    images = {IMAGE: {**IMAGES[IMAGE], "caption": None, "credit": None}}
    assert body.to_text(figure(IMAGE), images) == (
        "[A tug pushes through grey ice — Made with AI (Grok)]"
    )


def test_an_awaited_image_says_its_words():
    assert "Edited with AI" in body.to_text(figure(AWAITED), IMAGES)


def test_a_figure_whose_image_is_not_given_is_left_out():
    assert body.to_text(f"<p>a</p>{figure(IMAGE)}<p>b</p>", {}) == "a\n\nb"
