"""Blocks say everything that clean HTML says, and come back as the same bytes."""

import pytest
from hypothesis import given

from articles import body
from tests.articles.body.samples import BODIES, CITATION, EVERY_WORD, IMAGE, TAG_SOUP, figure

RUN = {"text": "a", "marks": []}


def bare(html: str) -> dict[str, object]:
    (block,) = body.blocks(html)
    return {name: value for name, value in block.items() if name != "id"}


def run(text: str, *marks: dict[str, str]) -> dict[str, object]:
    return {"text": text, "marks": list(marks)}


@given(BODIES)
def test_html_to_blocks_to_html_is_the_same_html(blocks):
    html = body.from_blocks(blocks)
    assert body.from_blocks(body.blocks(html)) == html
    assert body.clean(html).html == html


@given(TAG_SOUP)
def test_so_it_is_for_whatever_was_cleaned(soup):
    html = body.clean(soup).html
    assert body.from_blocks(body.blocks(html)) == html


def test_so_it_is_for_every_word():
    assert body.from_blocks(body.blocks(EVERY_WORD)) == EVERY_WORD


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<p>a<br>b</p>", {"type": "paragraph", "text": [run("a\nb")]}),
        ("<h3>a</h3>", {"type": "heading", "level": 3, "text": [RUN]}),
        ("<pre><code>a\n b</code></pre>", {"type": "preformatted", "text": [run("a\n b")]}),
        ("<hr>", {"type": "divider"}),
        (
            figure(IMAGE, caption="a", alt="b"),
            {"type": "figure", "image": IMAGE, "caption": "a", "caption_text": [RUN], "alt": "b"},
        ),
        (
            figure(IMAGE),
            {"type": "figure", "image": IMAGE, "caption": None, "caption_text": [], "alt": None},
        ),
        (
            '<aside data-pull-quote=""><p>a</p></aside>',
            {"type": "pull_quote", "text": [RUN], "attribution": None},
        ),
        (
            "<table><tbody><tr><th><p>a</p></th><td><p></p></td></tr></tbody></table>",
            {"type": "table", "rows": [[{"header": True, "text": [RUN]}, {"header": False, "text": []}]]},
        ),
    ],
)  # fmt: skip
def test_a_block_has_its_shape(html, block):
    assert bare(html) == block


def test_lists_and_quotes_hold_blocks():
    html = '<ol start="3"><li><p>a</p><blockquote><p>b</p></blockquote></li></ol>'
    (numbered,) = body.blocks(html)
    paragraph, quote = numbered["items"][0]
    assert (numbered["style"], numbered["start"]) == ("ordered", 3)
    assert (paragraph["type"], quote["blocks"][0]["text"]) == ("paragraph", [run("b")])


def test_marks_carry_what_they_point_to():
    html = f'<p><a href="https://a.example"><span data-citation-id="{CITATION}"><em>a</em></span></a></p>'
    assert bare(html)["text"] == [
        run(
            "a",
            {"type": "link", "href": "https://a.example"},
            {"type": "citation", "citation_id": CITATION},
            {"type": "italic"},
        )
    ]


def test_a_block_keeps_its_id_while_others_change():
    first = body.blocks("<p>a</p><h2>b</h2>")[1]["id"]
    assert body.blocks("<p>new</p><p>c</p><h2>b</h2>")[2]["id"] == first
    assert body.blocks("<h3>b</h3>")[0]["id"] != first


def test_equal_blocks_have_ids_of_their_own():
    ids = [block["id"] for block in body.blocks("<p>a</p><p>a</p><p>a</p>")]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_ids_sent_by_a_writer_are_not_read():
    assert body.from_blocks([{"id": "x", "type": "paragraph", "text": [RUN]}]) == "<p>a</p>"


def test_a_caption_may_come_as_text():
    block = {"type": "figure", "image": IMAGE, "caption": "a & b"}
    assert body.from_blocks([block]) == figure(IMAGE, caption="a &amp; b")


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ("<p>a</p>", "blocks must be a list"),
        (["a"], r"blocks\[0\] is no block"),
        ([{"type": "image"}], r"blocks\[0\] has an unknown type; a block is one of paragraph"),
        ([{"type": "paragraph"}], r"blocks\[0\].text must be a list"),
        ([{"type": "paragraph", "text": "a"}], "must be a list"),
        ([{"type": "paragraph", "text": [RUN], "align": "left"}], "align is unknown"),
        ([{"type": "paragraph", "text": [{"text": 1}]}], r"text\[0\].text must be a text"),
        ([{"type": "paragraph", "text": [{"text": "a", "x": 1}]}], "an object with text and marks"),
        ([{"type": "paragraph", "text": [run("a", {"type": "blink"})]}], "is no mark"),
        ([{"type": "paragraph", "text": [run("a", {"type": "link"})]}], "must have href and type"),
        ([{"type": "heading", "level": 1, "text": [RUN]}], "level must be 2, 3 or 4"),
        ([{"type": "heading", "level": True, "text": [RUN]}], "level must be 2, 3 or 4"),
        ([{"type": "list", "style": "square", "items": []}], "“ordered” or “bullet”"),
        ([{"type": "list", "style": "bullet", "start": 1, "items": []}], "start must be null"),
        ([{"type": "list", "style": "ordered", "start": -1, "items": []}], "start must be a number"),
        ([{"type": "list", "style": "bullet", "items": [1]}], r"items\[0\] must be a list"),
        ([{"type": "quote", "blocks": None}], "blocks must be a list"),
        ([{"type": "table", "rows": [[RUN]]}], "an object with header and text"),
        ([{"type": "table", "rows": [[{"header": 1, "text": []}]]}], "true or false"),
        ([{"type": "figure", "image": "7"}], "must be the id of an image"),
        ([{"type": "figure", "image": IMAGE, "caption": "a", "caption_text": [run("b")]}], "differ"),
        ([{"type": "embed", "url": "ftp://x.example"}], "needs a complete https"),
        ([{"type": "embed", "url": "https://youtu.be/a", "provider": "vimeo"}], "provider “youtube”"),
        ([{"type": "preformatted", "text": [run("a", {"type": "bold"})]}], "preformatted text has none"),
        ([{"type": "paragraph", "text": [run("a", {"type": "link", "href": "/x"})]}], "link was removed"),
        ([{"type": "paragraph", "text": [run("a\x00")]}], "U.0000"),
    ],
)  # fmt: skip
def test_a_wrong_block_is_refused_with_its_place(blocks, said):
    with pytest.raises(body.BodyRefused, match=said):
        body.from_blocks(blocks)


def test_blocks_nested_without_end_are_refused():
    block = {"type": "paragraph", "text": [RUN]}
    for _ in range(500):
        block = {"type": "quote", "blocks": [block]}
    with pytest.raises(body.BodyRefused, match="nested more than"):
        body.from_blocks([block])
