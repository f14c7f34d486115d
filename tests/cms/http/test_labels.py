"""Filters by label."""

import pytest

from cms.http.labels import Labels, read_labels
from cms.http.values import BadValueError


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (["a"], Labels(all_of=(("a",),))),
        (["a,b", "c"], Labels(all_of=(("a", "b"), ("c",)))),
        (["-a,b"], Labels(none_of=("a", "b"))),
        (["a,b", "-c", "-d"], Labels(all_of=(("a", "b"),), none_of=("c", "d"))),
        (["a,a", "a"], Labels(all_of=(("a",),))),
        ([], Labels()),
    ],
)
def test_repeat_is_and_comma_is_or_minus_is_neither(values: list[str], labels: Labels) -> None:
    assert read_labels(values) == labels


def test_labels_name_each_once_and_are_false_when_there_is_none() -> None:
    assert list(read_labels(["a,b", "b", "-c,a"])) == ["a", "b", "c"]
    assert not Labels()
    assert Labels(none_of=("a",))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["a,"], "not_a_slug"),
        (["a b"], "not_a_slug"),
        (["-"], "not_a_slug"),
        (["a,-b"], "stray_minus"),
        (["--a"], "stray_minus"),
        ([",".join(f"t{n}" for n in range(101))], "too_many"),
    ],
)
def test_a_wrong_label_is_refused(values: list[str], code: str) -> None:
    with pytest.raises(BadValueError) as refusal:
        read_labels(values)
    assert refusal.value.code == code
