"""Rows that public documents show, and that make those documents due for a rebuild when they change."""

from django.db import models
from django.db.models import F, Q


class VersionedQuerySet(models.QuerySet):
    """Adds the question that the rebuild asks."""

    def unspread(self) -> "VersionedQuerySet":
        """Return the rows whose newest version has not reached every live document yet."""
        return self.exclude(version=F("spread_version"))


class Versioned(models.Model):
    """A row with `version` (up by one with every public change) and `spread_version`, which all live documents have."""

    version = models.PositiveIntegerField(default=1, editable=False)
    spread_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        indexes = [
            # Few rows differ at any moment, so the question "what is due?" stays one look at a tiny index.
            models.Index(
                fields=["id"],
                condition=~Q(version=F("spread_version")),
                name="%(class)s_unspread",
            ),
        ]
