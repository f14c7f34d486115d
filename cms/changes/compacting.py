"""The verbs that keep the log short: `compact` and `purge_tombstones`.

A follower misses nothing by the first: what it removes, a later change of the same thing tells. The
second raises `low_water`: whoever is further behind than that starts again.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from cms.changes.models import Change, FeedState
from cms.changes.numbering import FeedStateMissingError

ROWS_IN_ONE_TRANSACTION = 5_000


def compact(*, before: datetime, limit: int = ROWS_IN_ONE_TRANSACTION) -> int:
    """Remove up to `limit` changes that a later one of the same thing supersedes; return how many.

    Only what was superseded before a moment goes, so that slow readers of every single change
    (webhooks) are not robbed of it.
    """
    later = Change.objects.filter(
        type=OuterRef("type"),
        thing=OuterRef("thing"),
        version__gt=OuterRef("version"),
        seq__isnull=False,
        at__lt=before,
    )
    return _remove(Change.objects.filter(Exists(later), seq__isnull=False, at__lt=before), limit)


def purge_tombstones(*, before: datetime, limit: int = ROWS_IN_ONE_TRANSACTION) -> int:
    """Forget up to `limit` withdrawals from before a moment, lowest first, and return how many.

    Whoever has not followed beyond them is told to start again from now on. One whose thing has an
    earlier change in the log stays until that is compacted: else the earlier would count again.
    """
    others = Change.objects.filter(
        ~Q(version=OuterRef("version")), type=OuterRef("type"), thing=OuterRef("thing")
    )
    gone = Change.objects.filter(
        ~Exists(others), operation=Change.Operation.WITHDRAWN, seq__isnull=False, at__lt=before
    )
    with transaction.atomic():
        state = FeedState.objects.select_for_update().first()
        if state is None:
            raise FeedStateMissingError(
                "The log's row of state is missing: run `manage.py migrate`."
            )
        ids = list(gone.order_by("seq").values_list("id", flat=True)[:limit])
        doomed = Change.objects.filter(id__in=ids)
        highest = doomed.aggregate(highest=Max("seq"))["highest"] or 0
        FeedState.objects.filter(pk=state.pk, low_water__lt=highest).update(low_water=highest)
        return doomed.delete()[0]


def _remove(rows: QuerySet[Change], limit: int) -> int:
    with transaction.atomic():
        ids = list(rows.order_by("seq").values_list("id", flat=True)[:limit])
        return Change.objects.filter(id__in=ids).delete()[0]
