"""Everything that a working copy was at one deliberate save."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class Revision(models.Model):
    """A snapshot: `content` is the whole article (`articles.content`); `number` the article's at that save."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    is_autosave = models.BooleanField(default=False)
    via = models.CharField(
        "API key",
        max_length=100,
        blank=True,
        default="",
        help_text="The key that saved it, by its name.",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_is_unique"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"
