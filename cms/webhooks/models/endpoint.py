"""Where changes are sent to."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from cms.access.models import ApiKey, User
from cms.changes.filters import Filter
from cms.http.reachable import MAX_URL_CHARACTERS, masked
from cms.uuid7 import uuid7


class Payload(models.TextChoices):
    """How much a message brings along."""

    THIN = "thin", "thin: what changed"
    FULL = "full", "full: with the public document"


class DisabledBecause(models.TextChoices):
    """Why nothing is sent to an endpoint any more."""

    PERSON = "person", "switched off"
    GONE = "gone", "the receiver answered 410 Gone"


class Endpoint(models.Model):
    """A receiver with what it wants to hear and how far it has been told.

    Empty filters mean everything. `position` and `kills_position` are numbers of the log: up to
    there deliveries have been made, of everything and of kills. Several failures in a row open the
    circuit: until `rests_until` nothing is sent, then one delivery tries whether it is back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    url = models.CharField(max_length=MAX_URL_CHARACTERS)
    description = models.CharField(max_length=200, blank=True)
    types = models.JSONField(default=list)
    operations = models.JSONField(default=list)
    tags = models.JSONField(default=list, help_text="Ids of tags.")
    sections = models.JSONField(default=list, help_text="Ids of sections.")
    languages = models.JSONField(default=list)
    payload = models.CharField(max_length=8, choices=Payload, default=Payload.THIN)
    is_enabled = models.BooleanField(default=True)
    disabled_because = models.CharField(max_length=16, choices=DisabledBecause, blank=True)
    disabled_at = models.DateTimeField(null=True)
    key = models.ForeignKey(
        ApiKey,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The API key that may manage it; people with the permission always may.",
    )
    is_shared = models.BooleanField(
        default=False, help_text="Every key with the scope webhooks:manage may manage it."
    )
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every change of it.")
    epoch = models.UUIDField(help_text="Which run of the log the positions belong to.")
    position = models.PositiveBigIntegerField(default=0)
    kills_position = models.PositiveBigIntegerField(default=0)
    failures_in_a_row = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(payload__in=["thin", "full"]), name="webhook_payload_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_enabled=True, disabled_because="", disabled_at__isnull=True)
                | Q(is_enabled=False, disabled_at__isnull=False) & ~Q(disabled_because=""),
                name="webhook_disabled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.description or masked(self.url)

    @property
    def filter(self) -> Filter:
        """Return which changes it wants to hear of."""
        return Filter(
            types=frozenset(self.types),
            operations=frozenset(self.operations),
            tags=frozenset(self.tags),
            sections=frozenset(self.sections),
            languages=frozenset(self.languages),
        )

    def rests_at(self, moment: datetime) -> bool:
        """Say whether nothing is sent to it then."""
        return self.rests_until is not None and self.rests_until > moment
