"""What an integrator sent of an article last."""

from django.db import models

from articles.models.article import Article


class Push(models.Model):
    """The last push that was taken over, or decided on: `said` has a digest of each field that it named.

    `revision` is the article's after it. Whatever a person saved later than that was not the sender's.
    """

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="push"
    )
    revision = models.PositiveIntegerField()
    said = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pushed as revision {self.revision}"
