"""The verb `begin_new_epoch`: for a database that was put back to an earlier time."""

from uuid import UUID, uuid4

from django.db import transaction

from cms.changes.models import FeedState
from cms.changes.numbering import FeedStateMissingError


@transaction.atomic
def begin_new_epoch() -> UUID:
    """Begin another run of numbers and return its name: every follower is told to start again.

    After a restore the same numbers are given out a second time, for other changes; nobody may
    take these for those it saw.
    """
    state = FeedState.objects.select_for_update().first()
    if state is None:
        raise FeedStateMissingError("The log's row of state is missing: run `manage.py migrate`.")
    state.epoch = uuid4()
    state.save(update_fields=["epoch"])
    return state.epoch
