"""Articles that say the same in several languages."""

from django.db import models

from cms.uuid7 import uuid7
from cms.versioned import Versioned, VersionedQuerySet


class TranslationGroup(Versioned):
    """The tie between translations; its version goes up when a member's public address comes, moves or goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    objects = VersionedQuerySet.as_manager()

    class Meta(Versioned.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)
