"""Whatever comes in, only the closed vocabulary comes out, and the writer hears what was lost."""

import pytest
from hypothesis import given

from articles import body
from articles.body.vocabulary import SYNONYMS, WORDS
from tests.articles.body.samples import CITATION, EVERY_WORD, IMAGE, TAG_SOUP, figure


def codes(html: str) -> list[str]:
    return [remark.code for remark in body.clean(html).problems]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.type)
def test_every_word_of_the_vocabulary_stays_as_it_is(word):
    cleaned = body.clean(word.example)
    assert (cleaned.html, cleaned.problems) == (word.example, [])


@given(TAG_SOUP)
def test_a_clean_body_stays_the_same_to_the_byte(soup):
    html = body.clean(soup).html
    again = body.clean(html)
    assert (again.html, again.problems) == (html, [])


@given(TAG_SOUP)
def test_the_document_of_a_cleaning_is_that_of_its_html(soup):
    cleaned = body.clean(soup)
    assert cleaned.document.blocks() == body.blocks(cleaned.html)


@pytest.mark.parametrize(("strange", "own"), SYNONYMS.items())
def test_a_synonym_is_read_as_the_word_it_means(strange, own):
    html = f"<{strange}>ice</{strange}>"
    expected = f"<{own}>ice</{own}>" if own.startswith("h") else f"<p><{own}>ice</{own}></p>"
    assert (body.clean(html).html, codes(html)) == (expected, [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("one<p>two", "<p>one</p><p>two</p>"),
        ("<div>one<br>two</div>three", "<p>one<br>two</p><p>three</p>"),
        ("<p> a  <b> b</b> <br> c </p>", "<p>a <strong>b</strong><br>c</p>"),
        ("<b>one<p>two</p></b>", "<p><strong>one</strong></p><p><strong>two</strong></p>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ("<table><tr><td>a<td>b</table>", "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"),
        ("<td>a", "<p>a</p>"),
        ("<pre>\n\n a\n</pre>", "<pre><code>\n a</code></pre>"),
        ("<p></p><h2> </h2><ul><li></ul>", ""),
        ("a &copy; &amp;lt; &nbsp;b", "<p>a © &amp;lt; &nbsp;b</p>"),
        ("<a href='http://x.example'>a<a href='http://y.example'>b", '<p><a href="http://x.example">a</a><a href="http://y.example">b</a></p>'),
    ],
)  # fmt: skip
def test_ordinary_html_becomes_canonical(html, expected):
    assert body.clean(html).html == expected


def test_a_block_inside_a_paragraph_ends_it():
    html = f"<p>one{figure(IMAGE)}two</p>"
    assert body.clean(html).html == f"<p>one</p>{figure(IMAGE)}<p>two</p>"


def test_a_figure_in_a_cell_is_moved_before_the_table_and_reported():
    html = f"<table><tr><td>a{figure(IMAGE)}</td></tr></table>"
    assert body.clean(html).html.startswith(figure(IMAGE) + "<table>")
    assert codes(html) == ["moved"]


def test_a_list_in_a_cell_becomes_lines_and_is_reported():
    html = "<table><tr><td><ul><li>a<li>b</ul></td></tr></table>"
    assert "<td><p>a<br>b</p></td>" in body.clean(html).html
    assert codes(html) == ["flattened"]


def test_a_pull_quote_in_a_cell_becomes_lines_and_is_reported():
    html = "<table><tr><td>a<aside data-pull-quote>b</aside></td></tr></table>"
    assert "<td><p>a<br>b</p></td>" in body.clean(html).html
    assert codes(html) == ["flattened"]


def test_a_table_in_a_cell_does_not_break_the_outer_one():
    html = "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>"
    assert "<td><p>a<br>b<br>c</p></td><td><p>d</p></td>" in body.clean(html).html


@pytest.mark.parametrize(
    ("html", "code", "left"),
    [
        ("<u>ice</u>", "unknown_element", "<p>ice</p>"),
        ("<blink>ice</blink>", "unknown_element", "<p>ice</p>"),
        ("a<script>alert(1)</script>b", "removed_element", "<p>ab</p>"),
        ("a<style>p{}</style>b", "removed_element", "<p>ab</p>"),
        ("a<iframe src=https://x.example>x</iframe>b", "removed_element", "<p>ab</p>"),
        ("a<svg><script>1</script></svg>b", "removed_element", "<p>ab</p>"),
        ("a<script>never closed", "removed_element", "<p>a</p>"),
        ("a<!-- hidden -->b", "comment", "<p>ab</p>"),
        ("a<![CDATA[b]]>c", "comment", "<p>ac</p>"),
        ("a<img src=https://x.example/y.jpg>b", "foreign_image", "<p>ab</p>"),
        ("<p onclick=alert(1)>a</p>", "script", "<p>a</p>"),
        ("<p style='color:red'>a</p>", "appearance", "<p>a</p>"),
        ("<p title=x>a</p>", "unknown_attribute", "<p>a</p>"),
        ("<p>a<h2 lang=kk>b</h2>", "unknown_attribute", "<p>a</p><h2>b</h2>"),
        ("<a href=/tides>a</a>", "bad_address", "<p>a</p>"),
        ("<a href=https://xn--a/>a</a>", "bad_address", "<p>a</p>"),
        ("<a href=https://x.example></a>", "empty_mark", ""),
        ("<figure data-image-id=7>a</figure>", "bad_image_id", "<p>a</p>"),
        ("<figure>a</figure>", "unknown_element", "<p>a</p>"),
        ("<figure data-embed-url=javascript:1>a</figure>", "bad_address", "<p>a</p>"),
        ("<span data-citation-id=7>a</span>", "bad_citation_id", "<p>a</p>"),
        ("<ol start=-1><li>a</ol>", "bad_list_start", "<ol><li><p>a</p></li></ol>"),
        ("<pre>a <b>b</b></pre>", "marks_removed", "<pre><code>a b</code></pre>"),
        ("<table>a<tr><td>b</table>", "moved", "<p>a</p><table><tbody><tr><td><p>b</p></td></tr></tbody></table>"),
        ("a <b c", "unfinished_tag", "<p>a &lt;b c</p>"),
    ],
)  # fmt: skip
def test_what_is_not_kept_is_reported(html, code, left):
    assert (body.clean(html).html, codes(html)) == (left, [code])


def test_a_remark_says_what_it_is_about_and_how_often():
    (remark,) = body.clean("<u>a</u><u>b</u>").problems
    assert remark == body.Remark(
        "unknown_element",
        "The element <u> is unknown here; its text was kept without it.",
        "<u>",
        2,
    )


def test_editors_plumbing_is_dropped_without_a_word():
    html = '<div class="x" data-y="1"><p id="z" aria-label="w">a</p></div>'
    assert (body.clean(html).html, codes(html)) == ("<p>a</p>", [])


def test_a_wrong_provider_is_set_right():
    html = '<figure data-embed-url="https://youtu.be/abc" data-embed-provider="vimeo"></figure>'
    assert 'data-embed-provider="youtube"' in body.clean(html).html
    assert codes(html) == ["rewritten"]


def test_ids_are_written_in_small_letters():
    assert CITATION in body.clean(f"<span data-citation-id='{CITATION.upper()}'>a</span>").html


def test_every_word_together_is_clean():
    assert body.clean(EVERY_WORD).html == EVERY_WORD
