"""A body read once answers everything about it; the golden files show each form whole."""

import json
from pathlib import Path

import pytest

from articles import body
from tests.articles.body.samples import IMAGE, IMAGES, figure

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> str:
    return (GOLDEN / name).read_text("utf-8").removesuffix("\n")


@pytest.fixture(scope="module")
def document() -> body.Document:
    return body.clean(golden("harbour.pasted.html")).document


def test_the_stored_form(document):
    assert document.stored_html == golden("harbour.stored.html")


def test_the_public_html(document):
    assert document.html(IMAGES) == golden("harbour.public.html")


def test_the_blocks(document):
    assert document.blocks(IMAGES) == json.loads(golden("harbour.blocks.json"))


def test_the_markdown(document):
    assert document.markdown(IMAGES) == golden("harbour.md")


def test_the_text(document):
    assert document.text(IMAGES) == golden("harbour.txt")


def test_what_it_refers_to(document):
    assert document.image_ids() == tuple(IMAGES)
    assert [one.quote for one in document.passages()] == ["fourteen ships were waiting on Monday"]
    assert not document.is_empty()


def test_blocks_without_an_image_have_no_figure_of_it_anywhere():
    html = (
        f"<blockquote><p>a</p>{figure(IMAGE)}</blockquote><ul><li><p>b</p>{figure(IMAGE)}</li></ul>"
    )
    assert "figure" not in json.dumps(body.parse(html).blocks({}))
    assert "figure" in json.dumps(body.parse(html).blocks())


def test_every_function_is_a_form_of_the_document(document):
    html = document.stored_html
    assert body.blocks(html) == document.blocks()
    assert body.to_html(html, IMAGES) == document.html(IMAGES)
    assert body.to_markdown(html, IMAGES) == document.markdown(IMAGES)
    assert body.to_text(html, IMAGES) == document.text(IMAGES)
    assert body.word_count(html) == document.word_count()
