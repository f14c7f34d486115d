"""Markdown says what the body says, in signs that every reader of CommonMark reads alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from articles import body
from tests.articles.body.samples import (
    AWAITED,
    CITATION,
    EVERY_WORD,
    IMAGE,
    IMAGES,
    MARKDOWN_BODIES,
    TEXTS,
    figure,
)


@given(MARKDOWN_BODIES)
def test_html_to_markdown_to_html_is_the_same_html(blocks):
    html = body.from_blocks(blocks)
    markdown = body.to_markdown(html, {})
    assert body.from_markdown(markdown).html == html


def paragraphs(html: str) -> list[str]:
    return [paragraph.text() for paragraph in LexborHTMLParser(html).css("p")]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_signs_of_markdown_in_a_text_stay_text(texts):
    html = body.from_blocks(
        [{"type": "paragraph", "text": [{"text": text, "marks": []}]} for text in texts]
    )
    rendered = MarkdownIt().render(body.to_markdown(html, {})).replace("<br />\n", "<br />")
    assert paragraphs(rendered) == paragraphs(html)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>", "a **b** _c_ ~~d~~ `e`"),
        ("<p>a<strong>b</strong>c</p>", "a<strong>b</strong>c"),
        ("<p><strong>a <em>b</em></strong></p>", "**a _b_**"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p># 1. *a* [b](c) &lt;d&gt; | e_f</p>", "\\# 1. \\*a\\* \\[b\\](c) \\<d> \\| e\\_f"),
        ("<p>1. a</p>", "1\\. a"),
        ("<p>- a</p>", "\\- a"),
        ("<p>&nbsp;a</p>", "&#160;a"),
        ("<h2>a<br>b</h2>", "## a<br>b"),
        ('<p><a href="https://a.example/(x)">b</a></p>', "[b](<https://a.example/(x)>)"),
        ("<p>a!<a href='https://a.example'>b</a></p>", "a\\![b](https://a.example)"),
        ("<pre><code>```</code></pre>", "````\n```\n````"),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", "- a\n  - b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>", "- a\n\n* b"),
        ('<ol start="9"><li><p>a</p></li><li><p>b</p></li></ol>', "9. a\n10. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<table><td>a|b<tr><td>c<td>d</table>", "|  |  |\n| --- | --- |\n| a\\|b |  |\n| c | d |"),
        ('<figure data-embed-url="https://youtu.be/a"></figure>', "[https://youtu.be/a](https://youtu.be/a)"),
    ],
)  # fmt: skip
def test_it_is_written_plainly(html, markdown):
    assert body.to_markdown(body.clean(html).html, {}) == markdown


def test_a_figure_says_its_caption_credit_and_ai_label():
    assert body.to_markdown(figure(IMAGE), IMAGES) == (
        "![A tug pushes through grey ice](https://news.example/files/pier-960.jpg)\\\n"
        "The northern basin — Photo: Grok AI Generated, ill. purposes. — "
        "Made with AI (Grok)"
    )


def test_an_awaited_image_has_words_alone():
    assert body.to_markdown(figure(AWAITED), IMAGES) == (
        "The pilot's map — Graphic: Harbour Office — Edited with AI"
    )


def test_a_figure_without_its_image_is_left_out_and_leaves_no_gap():
    html = f"<p>a</p>{figure(IMAGE)}<p>b</p><ul><li>{figure(IMAGE)}</li></ul>"
    assert body.to_markdown(html, {}).strip() == "a\n\nb"


def test_markdown_is_read_with_tables_strikethrough_and_html():
    markdown = "# A\n\n~~b~~ H<sub>2</sub>O\n\n| c |\n|---|\n| d |\n\n```js\ne\n```\n"
    assert body.from_markdown(markdown).html == (
        "<h2>A</h2><p><s>b</s> H<sub>2</sub>O</p><table><tbody><tr><th><p>c</p></th></tr>"
        "<tr><td><p>d</p></td></tr></tbody></table><pre><code>e</code></pre>"
    )


def test_html_in_markdown_passes_the_same_gate():
    cleaned = body.from_markdown("a <script>x</script> [b](javascript:x) ![c](d.jpg)")
    assert cleaned.html == "<p>a b</p>"
    assert [remark.code for remark in cleaned.problems] == [
        "removed_element",
        "bad_address",
        "foreign_image",
    ]


def test_citations_come_back_from_markdown():
    html = f'<p>a <span data-citation-id="{CITATION}">b <strong>c</strong></span></p>'
    assert body.from_markdown(body.to_markdown(html, {})).html == html


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("a\x00", r"U\+0000"),
        ("a" * 300_001, "300,001 characters; the limit is 300,000"),
        ("[" * 20_000, "20,000 square brackets"),
        ("> " * 50 + "a", "nested more than"),
    ],
)
def test_what_costs_too_much_is_refused(markdown, said):
    with pytest.raises(body.BodyRefused, match=said):
        body.from_markdown(markdown)


def test_every_word_is_said():
    said = body.from_markdown(body.to_markdown(EVERY_WORD, IMAGES)).document.text(IMAGES)
    for words in ("on Monday", "Fourteen ships", "The ice decides", "A pilot", "The launch"):
        assert words in said
