"""Writing to the log."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from cms.changes.log import NewChange, append
from cms.changes.models import Change
from cms.uuid7 import uuid7

ARTICLE, TAG = Change.Type.ARTICLE, Change.Type.TAG
PUBLISHED, WITHDRAWN = Change.Operation.PUBLISHED, Change.Operation.WITHDRAWN


def new(version: int = 1, *, thing: UUID | None = None, **columns: Any) -> NewChange:
    given = {"type": ARTICLE, "operation": PUBLISHED} | columns
    return NewChange(thing=thing or uuid7(), version=version, **given)


@pytest.mark.django_db
def test_a_change_is_written_as_given_and_has_no_number_yet() -> None:
    thing, withdrawal = uuid7(), {"kind": "killed"}
    append(
        changes=[
            new(
                7,
                thing=thing,
                operation=WITHDRAWN,
                labels=("language:en",),
                aliases=["old-id"],
                withdrawal=withdrawal,
                cache_tags=["article:1"],
            )
        ]
    )
    change = Change.objects.get()
    assert (change.type, change.thing, change.operation) == ("article", thing, "withdrawn")
    assert (change.seq, change.version, change.withdrawal) == (None, 7, withdrawal)
    assert (change.labels, change.aliases, change.cache_tags) == (
        ["language:en"],
        ["old-id"],
        ["article:1"],
    )


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError, match="in the transaction"):
        append(changes=[new()])
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_labels_add_up_over_a_thing_s_whole_life() -> None:
    thing, other = uuid7(), uuid7()
    append(changes=[new(1, thing=thing, labels=["tag:a", "language:en"])])
    append(changes=[new(2, thing=thing, labels=["tag:b"]), new(1, thing=other, labels=["tag:c"])])
    append(changes=[new(3, thing=thing, operation=WITHDRAWN)])
    latest = Change.objects.filter(thing=thing).latest("version")
    assert latest.labels == ["language:en", "tag:a", "tag:b"]
    assert Change.objects.get(thing=other).labels == ["tag:c"]


@pytest.mark.django_db
def test_labels_add_up_within_one_batch_and_by_type() -> None:
    thing = uuid7()
    batch = [new(version, thing=thing, labels=[f"tag:{version}"]) for version in (1, 2)]
    append(changes=[*batch, new(1, thing=thing, type=TAG, labels=["tag:own"])])
    labels = {(change.type, change.version): change.labels for change in Change.objects.all()}
    assert labels[("article", 2)] == ["tag:1", "tag:2"]
    assert labels[("tag", 1)] == ["tag:own"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 80])
def test_a_batch_costs_two_queries(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        append(changes=[new(labels=["language:en"]) for _ in range(count)])
    assert Change.objects.count() == count


@pytest.mark.django_db
def test_nothing_to_report_costs_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        append(changes=[])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"type": "front"},
        {"operation": "left"},
        {"version": 0},
        {"operation": PUBLISHED, "withdrawal": {"kind": "expired"}},
    ],
)
def test_the_database_refuses_what_the_log_has_no_word_for(columns: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        append(changes=[new(**columns)])
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_a_version_is_reported_once() -> None:
    thing = uuid7()
    append(changes=[new(2, thing=thing)])
    with pytest.raises(IntegrityError), transaction.atomic():
        append(changes=[new(2, thing=thing)])


@pytest.mark.django_db
def test_a_change_tells_what_its_version_carries_beside_all_that_it_ever_carried() -> None:
    thing = uuid7()
    append(changes=[new(1, thing=thing, labels=["tag:a"])])
    append(changes=[new(2, thing=thing, labels=["tag:b"])])
    append(changes=[new(3, thing=thing, labels=["tag:b"], operation=WITHDRAWN)])
    carried = list(Change.objects.order_by("version").values_list("carries", flat=True))
    assert carried == [["tag:a"], ["tag:b"], []]


@pytest.mark.django_db
def test_aliases_add_up_over_a_thing_s_whole_life() -> None:
    thing = uuid7()
    append(changes=[new(1, thing=thing, aliases=["former"]), new(2, thing=thing, aliases=["now"])])
    append(changes=[new(3, thing=thing, operation=WITHDRAWN)])
    assert Change.objects.get(version=3).aliases == ["former", "now"]
