"""Reading a body part by part gives what reading it whole gives, for whatever is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body.refusal import BodyRefused
from articles.body.sanitiser import _read_whole
from tests.articles.body.samples import CITATION, IMAGE

PARTS = [
    "<p>One</p>", "<p>Two <strong>bold</strong></p>", "<h2>Title</h2>", "<h4>Small</h4>", "<hr>", "<p></p>", "\n",
    f'<p><span data-citation-id="{CITATION}">Cited</span> and <a href="https://a.example/">linked</a>.</p>',
    "<ul><li><p>Item</p></li></ul>", "<ul><li><p>Item</p><ul><li><p>Inner</p></li></ul></li></ul>",
    '<ol start="3"><li><p>Third</p></li></ol>', "<blockquote><p>Said</p></blockquote>",
    "<blockquote><p>Said</p><blockquote><p>Again</p></blockquote></blockquote>", "<pre><code>a &lt; b</code></pre>",
    f'<figure data-image-id="{IMAGE}"></figure>', '<aside data-pull-quote=""><p>Pulled</p></aside>',
    "<table><tbody><tr><td><p>Cell</p></td></tr></tbody></table>", "<p>open", "</p>", "<b>", "text", "<p>a<p>b</p>",
    "<script>x</script>", "<p>x &amp; y</p>", "<p>x & y</p>", "<em><p>x</p></em>", "<ul>", "</ul>", "<h2>a</p>", "<li>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=7).map("".join))
def test_a_body_in_parts_is_what_the_whole_is(html):
    try:
        whole = _read_whole(html)
    except BodyRefused:
        return
    cleaned = body.clean(html)
    assert (cleaned.html, cleaned.problems) == (whole.html, whole.problems)
    assert cleaned.document.blocks() == body.Document(whole.html, whole.blocks).blocks()


def test_equal_parts_get_ids_of_their_own():
    html = "<p>Same</p><p>Same</p><ul><li><p>Same</p></li></ul>"
    first, again = body.clean(html).document.blocks(), body.clean(html).document.blocks()
    assert first == again == body.parse(html).blocks()
    assert first[0]["id"] != first[1]["id"]


@pytest.mark.parametrize("html", ["<p>a</p>" * 20_000, f"<p>{'a' * 5_000}</p>"])
def test_long_ones_are_read_as_well(html):
    assert body.clean(html).html == html
