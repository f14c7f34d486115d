"""Citation marks: which they are, which words they support, and how they change."""

from articles import body
from tests.articles.body.samples import CITATION, IMAGE, OTHER_CITATION, figure


def cited(text: str, citation: str = CITATION) -> str:
    return f'<span data-citation-id="{citation}">{text}</span>'


def test_a_passage_is_a_block_and_a_range_of_its_text():
    html = f"<p>a</p><p>Ice: {cited('forty <em>cm</em>')}, said the office.</p>"
    block = body.blocks(html)[1]["id"]
    assert body.passages(html) == [body.Passage(CITATION, block, 5, 13, "forty cm")]


def test_passages_may_overlap():
    inner = cited("b", OTHER_CITATION)
    html = f"<p>{cited('a' + inner)}c</p>"
    found = [(one.citation, one.quote) for one in body.passages(html)]
    assert found == [(CITATION, "ab"), (OTHER_CITATION, "b")]


def test_passages_in_lists_tables_and_captions_are_found():
    html = (
        f"<ul><li><p>{cited('a')}</p></li></ul>"
        f"<table><tbody><tr><td><p>bb</p></td><td><p>{cited('c')}</p></td></tr></tbody></table>"
        f"{figure(IMAGE, caption=cited('d'))}"
    )
    found = [(one.quote, one.start, one.end) for one in body.passages(html)]
    assert found == [("a", 0, 1), ("c", 2, 3), ("d", 0, 1)]


def test_a_body_without_citations_has_no_passages():
    assert body.passages("<p>a</p>") == []


def test_references_are_in_order_and_each_once():
    html = (
        f"{figure(IMAGE)}<p>{cited('a', OTHER_CITATION)}{cited('b')}{cited('c')}</p>{figure(IMAGE)}"
    )
    assert body.references(html) == ((IMAGE,), (OTHER_CITATION, CITATION))


def test_letters_that_look_like_a_reference_are_none():
    html = body.clean(f'<p>&lt;figure data-image-id="{IMAGE}"&gt;</p>').html
    assert body.references(html) == ((), ())


def test_a_stripped_citation_leaves_its_words_as_one_text():
    html = f"<p>a {cited('b')} c {cited('d', OTHER_CITATION)}</p>"
    assert body.strip_citation(html, CITATION) == f"<p>a b c {cited('d', OTHER_CITATION)}</p>"


def test_citations_can_be_given_other_ids():
    html = f"<p>{cited('<em>a</em>')} {cited('b', OTHER_CITATION)}</p>"
    third = CITATION[:-1] + "9"
    assert body.with_citations(html, {CITATION: third}) == (
        f"<p>{cited('<em>a</em>', third)} {cited('b', OTHER_CITATION)}</p>"
    )


def test_two_citations_that_become_one_are_one_passage():
    html = f"<p>{cited('a')}{cited('b', OTHER_CITATION)}</p>"
    assert body.with_citations(html, {OTHER_CITATION: CITATION}) == f"<p>{cited('ab')}</p>"


def test_preformatted_text_is_left_alone():
    html = "<pre><code>\n a  b</code></pre>"
    assert body.strip_citation(html, CITATION) == html
