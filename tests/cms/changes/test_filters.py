"""Who is told of a change, and as what."""

from typing import Any

import pytest

from cms.changes.filters import EVERYTHING, Filter, fingerprint, told_as
from cms.changes.models import Change

TRAMS = Filter(tags=frozenset({"trams"}))


def change(**columns: Any) -> Change:
    given = {"type": "article", "operation": "updated", "labels": [], "carries": []}
    return Change(**given | columns)


def test_without_a_filter_everything_is_told_as_it_is() -> None:
    assert told_as(change()) == told_as(change(), EVERYTHING) == "updated"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Filter(tags=frozenset({"trams", "ferries"})), "updated"),
        (Filter(sections=frozenset({"city"})), "updated"),
        (Filter(languages=frozenset({"en"})), "updated"),
        (Filter(tags=frozenset({"trams"}), languages=frozenset({"en"})), "updated"),
        (Filter(tags=frozenset({"trams"}), languages=frozenset({"ru"})), None),
        (Filter(sections=frozenset({"sport"})), None),
        (Filter(types=frozenset({"article", "tag"})), "updated"),
        (Filter(types=frozenset({"image"})), None),
        (Filter(operations=frozenset({"updated", "left"})), "updated"),
        (Filter(operations=frozenset({"withdrawn"})), None),
    ],
)
def test_one_of_each_set_is_wanted(asked: Filter, told: str | None) -> None:
    labels = ["tag:trams", "tag:city", "language:en"]
    assert told_as(change(labels=labels, carries=labels), asked) == told


def test_what_carried_a_label_once_has_left() -> None:
    moved = change(labels=["tag:ferries", "tag:trams"], carries=["tag:ferries"])
    assert told_as(moved, TRAMS) == "left"
    assert told_as(moved, TRAMS, Filter(operations=frozenset({"updated"}))) is None


def test_what_never_carried_the_label_is_not_told() -> None:
    assert told_as(change(labels=["tag:ferries"], carries=["tag:ferries"]), TRAMS) is None


def test_a_withdrawal_is_told_to_all_who_may_have_it() -> None:
    gone = change(operation="withdrawn", labels=["tag:trams"])
    assert told_as(gone, TRAMS) == "withdrawn"
    assert told_as(gone, Filter(tags=frozenset({"ferries"}))) is None


def test_every_filter_has_to_be_passed() -> None:
    one = change(labels=["tag:trams", "language:en"], carries=["tag:trams", "language:en"])
    assert told_as(one, TRAMS, Filter(languages=frozenset({"en"}))) == "updated"
    assert told_as(one, TRAMS, Filter(languages=frozenset({"ru"}))) is None


def test_a_fingerprint_tells_filters_apart_and_nothing_else() -> None:
    prints = {
        fingerprint(),
        fingerprint(EVERYTHING),
        fingerprint(TRAMS),
        fingerprint(Filter(sections=frozenset({"trams"}))),
        fingerprint(TRAMS, TRAMS),
        fingerprint(Filter(tags=frozenset({"trams", "city"}))),
    }
    assert len(prints) == 6
    assert fingerprint(Filter(tags=frozenset({"a", "b"}))) == fingerprint(
        Filter(tags=frozenset({"b", "a"}))
    )
