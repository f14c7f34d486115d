"""A person's word against the file's: who said that an image is not AI although its file says so, and why."""

from django.conf import settings
from django.db import models

from cms.uuid7 import uuid7
from media.models.image import Image


class DisclosureOverride(models.Model):
    """One such decision; rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="overrides")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000)
    from_term = models.CharField(max_length=50)
    to_term = models.CharField(max_length=50)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.from_term} → {self.to_term}: {self.reason}"
