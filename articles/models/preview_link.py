"""Links by which somebody without a login sees a draft."""

from datetime import datetime

from django.conf import settings
from django.db import models

from articles.models.article import Article
from cms.uuid7 import uuid7


class PreviewLink(models.Model):
    """A link to one article's working copy; its token is signed, not stored (`articles.preview_tokens`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"preview until {self.expires_at:%Y-%m-%d %H:%M}"

    def is_valid_at(self, moment: datetime) -> bool:
        """Say whether it may be opened then: neither revoked nor expired."""
        return self.revoked_at is None and moment < self.expires_at
