"""How far the log is numbered."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class FeedState(models.Model):
    """The log's one row of state; locking it is what makes a numberer the only one.

    `epoch` names this run of numbers: a database restored from a backup begins another. Everything
    up to `low_water` may be missing, because it was purged.
    """

    ONLY_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ID, editable=False)
    epoch = models.UUIDField(default=uuid4, help_text="A restored backup begins another.")
    last_seq = models.PositiveBigIntegerField(default=0, help_text="The last number given out.")
    low_water = models.PositiveBigIntegerField(
        default=0,
        help_text="Up to here withdrawals are forgotten; who is further behind starts again.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "state of the log"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="feed_state_is_one_row"),
            models.CheckConstraint(
                condition=Q(low_water__lte=F("last_seq")), name="feed_state_low_water_is_passed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.epoch} at {self.last_seq}"
