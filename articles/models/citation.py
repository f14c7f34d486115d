"""What an article takes from a source."""

from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.source import Source
from cms.uuid7 import uuid7


class CitationRole(models.TextChoices):
    """What the article takes from the source."""

    REPORTED_BY = "reported_by", "reported by"
    QUOTED = "quoted", "quoted"
    VIA = "via", "via"
    DATA_FROM = "data_from", "data from"


class Citation(models.Model):
    """One claim of one article, traced to its source; a marked passage of the body may carry the citation's id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    role = models.CharField(max_length=11, choices=CitationRole, default=CitationRole.REPORTED_BY)
    url = models.URLField(
        "URL", max_length=1000, blank=True, help_text="Address of the cited report."
    )
    title = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    accessed_at = models.DateTimeField(null=True, blank=True)
    is_suggested = models.BooleanField(
        default=False, help_text="Found by a machine; not yet confirmed by an editor."
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=CitationRole.values), name="citation_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_role_display()})"


class Passage(models.Model):
    """The text range that a citation supports: characters `start` to `end` of a block, as the body marks it."""

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="passages")
    block = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=models.F("end")), name="passage_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.quote
