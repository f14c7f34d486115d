"""A snippet shows the hits in their place, safely marked."""

import html
import re
import time

from hypothesis import given
from hypothesis import strategies as st

from articles.snippets import _WORD, _places, snippet
from articles.stems import query_terms

LONG = (
    "The ferry left late. " + "Nothing else happened that day. " * 20 + "A storm met the ferries "
    "near the lighthouse and turned them back. " + "Nothing else happened later. " * 20
)


def test_the_hits_are_marked_in_their_forms():
    assert snippet("Ferries were late", query_terms("ferry")) == "<mark>Ferries</mark> were late"


def test_the_place_with_the_most_different_hits_is_shown():
    shown = snippet(LONG, query_terms("storm ferry lighthouse"))
    assert (
        "<mark>storm</mark> met the <mark>ferries</mark> near the <mark>lighthouse</mark>" in shown
    )
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_text_without_a_hit_shows_its_beginning():
    shown = snippet(LONG, query_terms("volcano"))
    assert shown.startswith("The ferry left late.")
    assert "<mark>" not in shown


def test_a_hit_is_looked_for_in_as_much_as_a_long_read_has():
    near, far = "word " * 9_000 + "ferry", "word " * 11_000 + "ferry"
    assert snippet(near, query_terms("ferry")).endswith("<mark>ferry</mark>")
    assert snippet(far, query_terms("ferry")).endswith("word …")


def test_a_text_that_is_nothing_but_hits_costs_no_more_than_its_length():
    began = time.process_time()
    assert snippet("ferry " * 300_000, query_terms("ferry")).startswith("<mark>ferry</mark>")
    assert time.process_time() - began < 2


def test_everything_but_the_marks_is_escaped():
    shown = snippet("<script>alert('ferry')</script> & <b>ferry</b>", query_terms("ferry"))
    assert shown == (
        "&lt;script&gt;alert(&#x27;<mark>ferry</mark>&#x27;)&lt;/script&gt; &amp; "
        "&lt;b&gt;<mark>ferry</mark>&lt;/b&gt;"
    )


def test_words_in_other_languages_are_marked():
    assert "<mark>Астананың</mark>" in snippet("Бұл Астананың паромы", query_terms("астана"))
    assert "<mark>ёлке</mark>" in snippet("Стихи о ёлке", query_terms("елка"))
    assert "<mark>C-130</mark>" in snippet("A C-130 landed", query_terms("c-130"))


def test_lines_become_one():
    assert snippet("one\n\n  two\tferry", query_terms("ferry")) == "one two <mark>ferry</mark>"


def test_no_words_are_cut_and_the_width_is_kept():
    shown = snippet(LONG, query_terms("storm"), width=60)
    bare = re.sub(r"</?mark>|… | …", "", shown)
    assert len(bare) <= 60
    assert set(bare.split()) <= set(LONG.split())


@given(text=st.text(max_size=400), q=st.sampled_from(("ferry", "a", "для", "c-130")))
def test_without_its_marks_a_snippet_is_a_part_of_the_text(text, q):
    shown = snippet(text, query_terms(q), width=40)
    bare = html.unescape(re.sub(r"</?mark>", "", shown))
    inside = bare.removeprefix("… ").removesuffix(" …")
    assert inside in " ".join(text.split()) or "…" in text


@given(st.text(alphabet="ab-’ '_é1", max_size=60))
def test_the_places_of_a_word_are_where_it_stands_by_itself(line):
    for word in {match[0] for match in _WORD.finditer(line)}:
        expected = [match.start() for match in _WORD.finditer(line) if match[0] == word]
        assert list(_places(line, word)) == expected
