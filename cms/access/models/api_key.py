"""Keys of programs: partners, importers, apps and archives."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from cms.access.key_text import PREFIX_CHARACTERS
from cms.access.models.user import User
from cms.uuid7 import uuid7

DEFAULT_RATE_PER_MINUTE = 60_000
"""A thousand a second: more than an honest importer sends, less than what a loop that runs wild does."""


class ApiKey(models.Model):
    """What a program identifies itself with. The key itself is shown once and not stored.

    Empty limits are none: all sections, all languages, every external source.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, help_text="Who uses it, and for what.")
    prefix = models.CharField(max_length=PREFIX_CHARACTERS, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    sections = models.JSONField(
        default=list, help_text="Ids of the sections, with all below them, that it is limited to."
    )
    languages = models.JSONField(default=list, help_text="Languages that it is limited to.")
    external_source = models.CharField(
        max_length=100, blank=True, help_text="The only external source whose things it may write."
    )
    rate_per_minute = models.PositiveIntegerField(default=DEFAULT_RATE_PER_MINUTE)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False, help_text="To the minute.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    told = ""
    """The key itself, in memory alone and only right after it was made."""

    class Meta:
        verbose_name = "API key"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(rate_per_minute__gte=1), name="api_key_rate_from_1"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_at(self, moment: datetime) -> bool:
        """Say whether it may be used then: neither revoked nor expired."""
        return self.standing_at(moment) == "active"

    def standing_at(self, moment: datetime) -> str:
        """Return whether it is active, revoked or expired then."""
        if self.revoked_at is not None:
            return "revoked"
        return "active" if self.expires_at is None or moment < self.expires_at else "expired"
