"""What was wrong, and what is right."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from cms.uuid7 import uuid7


class CorrectionKind(models.TextChoices):
    """What sort of note it is; only a correction says that something was wrong."""

    CORRECTION = "correction", "correction"
    CLARIFICATION = "clarification", "clarification"
    UPDATE = "update", "update"


class Correction(models.Model):
    """A note that is public with the article."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        max_length=13, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CorrectionKind.values), name="correction_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
