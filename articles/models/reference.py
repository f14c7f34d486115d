"""What a live edition shows, and which version of it."""

from django.db import models
from django.db.models import Q

from articles.models.edition import Edition


class ReferenceKind(models.TextChoices):
    """What sort of thing is shown."""

    TAG = "tag", "tag"
    SOURCE = "source", "source"
    IMAGE = "image", "image"
    TRANSLATION_GROUP = "group", "translation group"


class Reference(models.Model):
    """One thing that a live edition shows, with the version it was built from: "where used", and what is due.

    These rows and the index rows come and go in the transaction of their edition and can be made again from it, so the
    database is not asked for each of them whether the edition is there: a publication writes some thirty.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(
        Edition,
        on_delete=models.CASCADE,
        related_name="references",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(max_length=6, choices=ReferenceKind)
    thing = models.UUIDField()
    version = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "thing", "version"], name="reference_by_thing")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "thing"], name="reference_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReferenceKind.values), name="reference_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.thing}"
