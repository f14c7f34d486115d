"""What a push does to an article that is there."""

import pytest

from articles.content import empty_content, merged
from articles.submission.decision import Step, completed, decide, digests

HERE = merged(empty_content(), {"language": "en", "headline": "Ours", "kicker": "City"})


def step(changes, *, said=None, is_edited=False, on_conflict="hold"):
    return decide(
        changes,
        said_before=digests(said or {}),
        current=HERE,
        is_edited=is_edited,
        on_conflict=on_conflict,
    )


def test_what_is_here_already_changes_nothing():
    assert step({"headline": "Ours"}).step is Step.NOTHING


def test_what_differs_is_updated_and_nothing_else():
    assert step({"headline": "Theirs", "kicker": "City"}) == (Step.UPDATE, {"headline": "Theirs"})


@pytest.mark.parametrize(
    ("on_conflict", "found"),
    [("hold", Step.HOLD), ("replace", Step.UPDATE), ("refuse", Step.REFUSE)],
)
def test_news_after_a_persons_edit_goes_as_asked(on_conflict, found):
    asked = step(
        {"headline": "New"}, said={"headline": "Old"}, is_edited=True, on_conflict=on_conflict
    )
    assert asked.step is found


@pytest.mark.parametrize("on_conflict", ["hold", "refuse"])
def test_the_same_push_again_leaves_a_persons_edit_alone(on_conflict):
    asked = step(
        {"headline": "Old"}, said={"headline": "Old"}, is_edited=True, on_conflict=on_conflict
    )
    assert asked.step is Step.NOTHING


def test_only_news_is_held():
    said = {"headline": "Old", "kicker": "A"}
    asked = step({"headline": "Old", "kicker": "B"}, said=said, is_edited=True)
    assert asked == (Step.HOLD, {"kicker": "B"})


def test_a_field_that_is_named_no_more_is_emptied_and_one_that_never_was_stays():
    assert completed({"headline": "x"}, digests({"kicker": "City", "headline": "x"})) == {
        "headline": "x",
        "kicker": "",
    }
