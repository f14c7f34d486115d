"""Documents of the manage API, before anything is looked up."""

import pytest

from articles.submission import Pointer, Target, read_document


def refused(document) -> list[str]:
    return [error.field for error in read_document(document).problems]


def test_references_are_ids_slugs_or_external_ids():
    read = read_document(
        {"tags": ["trams", {"slug": "city"}, {"source": "wire", "external_id": "a/1:b"}]}
    )
    assert read.fields["tags"] == [
        Pointer(Target.TAG, word="trams"),
        Pointer(Target.TAG, word="city"),
        Pointer(Target.TAG, source="wire", external_id="a/1:b"),
    ]
    assert not read.problems


def test_a_thing_may_be_described_where_it_is_named():
    tag = {"source": "wire", "external_id": "t1", "name": "Trams", "kind": "topic"}
    read = read_document({"tags": [tag]})
    assert read.inline[0].values == {"name": "Trams", "kind": "topic"}
    assert read.inline[0].field == "tags.0"


def test_what_may_be_left_out_of_a_citation_is_filled_in():
    [citation] = read_document({"citations": [{"source": "orda"}]}).fields["citations"]
    assert citation["role"] == "reported_by"
    assert citation["id"] is None


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"headlin": "x"}, "headlin"),
        ({"tags": "trams"}, "tags"),
        ({"tags": [7]}, "tags.0"),
        ({"tags": [{"id": "a", "slug": "b"}]}, "tags.0"),
        ({"tags": [{"source": "wire"}]}, "tags.0.external_id"),
        ({"tags": [{"source": "wire", "external_id": "1", "colour": "red"}]}, "tags.0.colour"),
        ({"section": {"source": "", "external_id": "1"}}, "section.source"),
        ({"lead_image": {"alt": "x"}}, "lead_image"),
        ({"citations": [{"url": "https://a.example"}]}, "citations.0"),
        ({"contributors": [{"tag": ""}]}, "contributors.0.tag"),
        ({"body": "x", "body_format": "docx"}, "body_format"),
        ({"body_format": "html"}, "body_format"),
        ({"pins": ["a"] * 51}, "pins"),
    ],
)
def test_what_is_out_of_form_is_named_by_its_field(document, field):
    assert refused(document) == [field]
