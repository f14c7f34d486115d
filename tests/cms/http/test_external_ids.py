import pytest

from cms.http.external_ids import external_id_problems


@pytest.mark.parametrize(("origin", "id_"), [("", ""), ("partner", "a/b:1"), ("Wire: Ä", "7")])
def test_both_or_neither_are_taken(origin, id_):
    assert [*external_id_problems(origin, id_)] == []


@pytest.mark.parametrize(
    ("origin", "id_", "field", "code"),
    [
        ("partner", "", "external_id", "incomplete"),
        ("", "7", "external_id", "incomplete"),
        ("partner/feed", "7", "external_source", "slash"),
    ],
)
def test_half_a_name_and_a_source_with_a_slash_are_refused(origin, id_, field, code):
    [problem] = external_id_problems(origin, id_)
    assert (problem.field, problem.code) == (field, code)
