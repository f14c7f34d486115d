"""Rows that stay as they are until a transaction ends."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.db.transaction import TransactionManagementError

from cms.access.models import User
from cms.locks import share_lock
from cms.uuid7 import uuid7


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    """Another connection: a thread that closes its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield thread
        thread.submit(connections.close_all).result()


@pytest.fixture
def user(transactional_db: None) -> User:
    return User.objects.create(username="aigerim")


def rename(user: User) -> int:
    return User.objects.filter(pk=user.pk).update(first_name="Aigerim")


def share(user: User) -> None:
    with transaction.atomic():
        share_lock(User, [user.pk])


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError, match="outside"):
        share_lock(User, [])


@pytest.mark.django_db
def test_rows_that_are_not_there_and_no_rows_at_all_are_no_trouble() -> None:
    share_lock(User, [])
    share_lock(User, iter([uuid7(), uuid7()]))


@pytest.mark.postgresql
def test_an_update_waits_for_the_transaction_that_shares_the_row(
    user: User, elsewhere: ThreadPoolExecutor
) -> None:
    with transaction.atomic():
        share_lock(User, [user.pk])
        update: Future[int] = elsewhere.submit(rename, user)
        with pytest.raises(TimeoutError):
            update.result(timeout=0.3)
    assert update.result(timeout=10) == 1


@pytest.mark.postgresql
def test_the_lock_waits_for_an_update_and_two_share_it(
    user: User, elsewhere: ThreadPoolExecutor
) -> None:
    with transaction.atomic():
        share_lock(User, [user.pk])
        elsewhere.submit(share, user).result(timeout=10)
    with transaction.atomic():
        rename(user)
        sharing = elsewhere.submit(share, user)
        with pytest.raises(TimeoutError):
            sharing.result(timeout=0.3)
    sharing.result(timeout=10)


def take(user: User) -> None:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)


@pytest.mark.postgresql
def test_a_lock_that_lets_updates_pass_holds_off_those_who_take_the_row(
    user: User, elsewhere: ThreadPoolExecutor
) -> None:
    with transaction.atomic():
        share_lock(User, [user.pk], lets_updates_pass=True)
        assert elsewhere.submit(rename, user).result(timeout=10) == 1
        taking = elsewhere.submit(take, user)
        with pytest.raises(TimeoutError):
            taking.result(timeout=0.3)
    taking.result(timeout=10)
