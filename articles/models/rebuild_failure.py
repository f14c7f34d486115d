"""What could not be rebuilt, and when it is tried again."""

from django.db import models


class RebuildFailure(models.Model):
    """A thing whose documents could not be built again; the row goes when they could.

    `kind` is article, tag, source or image. Until `retry_at` the worker passes it by, so that one document that
    cannot be built holds up no other.
    """

    thing = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=7)
    failures = models.PositiveIntegerField()
    retry_at = models.DateTimeField()
    error = models.TextField()

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}: {self.error}"
