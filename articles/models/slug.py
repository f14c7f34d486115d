"""Every address that an article has or had."""

from django.db import models

from articles.models.article import Article


class Slug(models.Model):
    """A slug belongs to one article for ever; one that was public keeps answering (301 or 410)."""

    slug = models.CharField(max_length=100, primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="slugs")
    became_public_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.slug
