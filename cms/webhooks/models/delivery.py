"""One event for one endpoint: the queue of what is to be sent, and the log of what was."""

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.leases import Leased
from cms.uuid7 import uuid7
from cms.webhooks.models.endpoint import Endpoint
from cms.webhooks.signing import message_id


class Delivery(Leased):
    """An event on its way: due while `due_at` is set, set aside when `failed_at` is.

    `seq` is the change's number in the log; null for what is not in it (a test, a resync). Lease
    and `attempts` guard against workers that die (`cms.leases`); `tries` counts what was sent.
    A kill that nobody acknowledged stays due.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    endpoint = models.ForeignKey(
        Endpoint, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    seq = models.BigIntegerField(null=True)
    event = models.CharField(max_length=40, help_text="Such as article.published.")
    thing_type = models.CharField(max_length=16, blank=True)
    thing = models.UUIDField(null=True)
    at = models.DateTimeField(help_text="When it happened.")
    data = models.JSONField(default=dict, help_text="What is told of it, without a document.")
    is_kill = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    reminders = models.PositiveIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)

    class Meta(Leased.Meta):
        verbose_name_plural = "deliveries"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "seq"], name="webhook_delivery_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(is_kill=True),
                name="webhook_acknowledges_kills",
            ),
        ]
        indexes = [
            *Leased.Meta.indexes,
            models.Index(fields=["endpoint", "-created_at", "-id"], name="webhook_delivery_log"),
            models.Index(
                fields=["endpoint", "due_at"],
                name="webhook_delivery_waiting",
                condition=Q(due_at__isnull=False, failed_at__isnull=True),
            ),
            models.Index(
                fields=["endpoint"],
                name="webhook_delivery_in_flight",
                condition=Q(claimed_until__isnull=False),
            ),
            models.Index(
                fields=["at"],
                name="webhook_kill_unacknowledged",
                condition=Q(is_kill=True, acknowledged_at__isnull=True),
            ),
            models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"

    @classmethod
    def awaited(cls) -> QuerySet["Delivery"]:
        """Return those whose receiver is switched on and does not rest after failures."""
        resting = Q(endpoint__rests_until__gt=timezone.now())
        return cls.objects.filter(endpoint__is_enabled=True).exclude(resting)

    @property
    def message_id(self) -> str:
        """Return the `webhook-id`."""
        return message_id(self.id)


class Kill(Delivery):
    """A delivery that tells of a kill; a name of its own in the admin."""

    class Meta:
        proxy = True
        verbose_name = "kill to acknowledge"
        verbose_name_plural = "kills to acknowledge"
        ordering = ["at"]
