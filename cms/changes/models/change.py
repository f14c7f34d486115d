"""One line of the log: something that the public may see has changed."""

from django.db import models
from django.db.models import Q


class Change(models.Model):
    """A thing reached a new public version.

    `id` is given when it is written, `seq` after it is committed (`cms.changes.numbering`): only
    `seq` says what comes after what, and only rows that have one may be read.
    """

    class Type(models.TextChoices):
        ARTICLE = "article"
        IMAGE = "image"
        TAG = "tag"
        SOURCE = "source"

    class Operation(models.TextChoices):
        PUBLISHED = "published"
        UPDATED = "updated"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    seq = models.BigIntegerField(null=True, unique=True, editable=False)
    type = models.CharField(max_length=16, choices=Type)
    thing = models.UUIDField(help_text="Which one: the id of the article, image, tag or source.")
    operation = models.CharField(max_length=16, choices=Operation)
    version = models.PositiveIntegerField(help_text="Goes up with every change of the thing.")
    at = models.DateTimeField()
    labels = models.JSONField(
        default=list,
        help_text="What filters match, such as language:en or tag:<id>: all that it ever carried.",
    )
    carries = models.JSONField(
        default=list, help_text="The labels of this version alone; empty when it is withdrawn."
    )
    aliases = models.JSONField(default=list, help_text="Other ids that lead to this thing.")
    withdrawal = models.JSONField(null=True, help_text="Why it is gone; null unless withdrawn.")
    cache_tags = models.JSONField(default=list, help_text="What a shared cache must forget.")

    class Meta:
        constraints = [
            # Also the index of a thing's latest change.
            models.UniqueConstraint(
                fields=["type", "thing", "version"], name="change_once_for_each_version"
            ),
            models.CheckConstraint(
                condition=Q(type__in=["article", "image", "tag", "source"]),
                name="change_type_is_known",
            ),
            models.CheckConstraint(
                condition=Q(operation__in=["published", "updated", "withdrawn"]),
                name="change_operation_is_known",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="change_version_from_1"),
            models.CheckConstraint(
                condition=Q(seq__isnull=True) | Q(seq__gte=1), name="change_seq_from_1"
            ),
            models.CheckConstraint(
                condition=Q(withdrawal__isnull=True) | Q(operation="withdrawn"),
                name="change_withdrawal_of_the_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="change_pending", condition=Q(seq__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.type} {self.thing} {self.operation} (version {self.version})"
