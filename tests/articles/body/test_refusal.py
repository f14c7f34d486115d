"""What no body may hold is refused with a sentence, and refused cheaply."""

import time

import pytest

from articles import body
from articles.body.refusal import MAX_DEPTH


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("a\x00b", "U+0000 at position 1"),
        ("a\x07b", "U+0007"),
        ("a\x85b", "U+0085"),
        ("a\ud800b", "U+D800"),
        ("a\ufffe", "U+FFFE"),
        ("a&#0;b", "U+0000"),
        ("a&#x1;b", "U+0001"),
        ("a&#xD800;b", "U+D800"),
        ("a&#99999999;b", "names no character"),
        ("a&#x110000;b", "names no character"),
        ("a&#" + "0" * 5000 + "65;b", "names no character"),
        ("a" * 2_000_001, "2,000,001 characters; the limit is 2,000,000"),
        ("<" * 1_000_000, "characters; the limit"),
        ("<blockquote>" * (MAX_DEPTH + 1), "nested more than 40 deep"),
        ("<b>" * (MAX_DEPTH + 1), "nested more than 40 deep"),
    ],
)
def test_it_is_refused_with_a_sentence(html, said):
    with pytest.raises(body.BodyRefused, match=said.replace("+", r"\+")):
        body.clean(html)


@pytest.mark.parametrize("html", ["a\tb\r\nc", "&#128;", "&#65;", "&#", "&#;", "&#x;"])
def test_ordinary_text_is_not_refused(html):
    assert body.clean(html).html


def test_more_citations_than_a_passage_can_have_are_refused():
    spans = [
        f"<span data-citation-id=0199a1f0-7b2d-7e10-8a44-2c9e5f3d6b{i}>" for i in range(10, 21)
    ]
    with pytest.raises(body.BodyRefused, match="11 citations"):
        body.clean("".join(spans) + "a")


HOSTILE = {
    "open tags": "<a" * 700_000,
    "half tags": "<a " * 600_000,
    "open divs": "<div>" * 300_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(150_000)) + ">x",
    "quotes": "<a b=\"<a b='" * 100_000,
    "equals": "<a " + "=" * 1_900_000 + ">x",
    "comments": "<!--" * 400_000,
    "scripts": "<script>" * 200_000,
    "breaks": "a<br>" * 200_000,
    "references": "&" * 390_000,
    "spaces": "a" + " " * 1_900_000 + "b",
    "formatting": "".join(f"<b x{i}>" for i in range(30)) + "<p>x" * 100_000,
    "end tags": "</b></p></div>" * 130_000,
    "tables": "<table><td>" * 100_000,
}
# Ten times what the slowest takes on a slow machine; a quadratic reader takes minutes.
GENEROUS_SECONDS = 30


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_costs_no_more_than_its_length(html):
    began = time.process_time()
    try:
        body.clean(html)
    except body.BodyRefused as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - either answer will do, if it comes soon.
    assert time.process_time() - began < GENEROUS_SECONDS
