"""One list, and everything that follows it."""

from pathlib import Path

import nh3

from articles import body
from articles.body.frames import ROLES
from articles.body.markdown_writing import Markdown
from articles.body.markup import StoredHtml
from articles.body.plain_text import PlainText
from articles.body.public_html import PublicHtml
from articles.body.vocabulary import BLOCKS, MARK_ELEMENTS, WORDS
from articles.body.vocabulary_page import page

DOCS = Path(__file__).parents[3] / "docs" / "body.md"


def test_every_block_has_a_writer_in_every_form():
    names = {"write_" + word.type for word in BLOCKS if word.type != "list"}
    for writer in (StoredHtml, PublicHtml, PlainText, Markdown):
        assert names <= set(dir(writer))


def test_every_example_is_one_block_of_its_type():
    assert [body.blocks(word.example)[0]["type"] for word in BLOCKS] == [w.type for w in BLOCKS]


def test_the_list_of_elements_is_closed():
    assert body.allowed_attributes()["*"] == set()
    assert set(ROLES) | set(MARK_ELEMENTS.values()) <= set(body.allowed_attributes())
    assert not {"img", "iframe", "script", "style", "div"} & set(body.allowed_attributes())


def test_the_editor_can_write_exactly_the_vocabulary():
    own = {"ImageFigure", "Embed", "PullQuote", "Citation"}
    extensions = body.editor_extensions()
    assert own < set(extensions)
    assert {"Image", "Figure", "TextAlign", "Color", "Underline"}.isdisjoint(extensions)


def test_the_page_of_the_vocabulary_is_up_to_date():
    expected = "run: python -m articles.body.vocabulary_page > docs/body.md"
    assert DOCS.read_text("utf-8") == page(), expected


def test_nothing_of_the_vocabulary_is_strange_to_nh3():
    examples = "".join(word.example for word in WORDS)
    allowed = body.allowed_attributes()
    tags = set(allowed) - {"*"}
    assert nh3.clean(examples, tags=tags, attributes=allowed, link_rel=None) == examples
