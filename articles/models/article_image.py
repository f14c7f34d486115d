"""Which images a working copy shows, as its lead or in its body."""

from django.db import models

from articles.models.article import Article
from media.models import Image


class ArticleImage(models.Model):
    """One image of one working copy, however often it shows it; written with every save."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="image_uses", db_index=False
    )
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="article_uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "image"], name="article_shows_an_image_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} shows {self.image_id}"
