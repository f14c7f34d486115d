"""Who changed what through the API."""

from django.db import models

from cms.access.models.api_key import ApiKey
from cms.access.models.user import User


class AuditLine(models.Model):
    """One write by a key or a person. Lines are appended and never change.

    `actor` keeps the name that the key or person had then.
    """

    at = models.DateTimeField(auto_now_add=True)
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(max_length=150)
    method = models.CharField(max_length=10)
    route = models.CharField(max_length=200, help_text="The address with its variables' names.")
    thing_type = models.CharField("type", max_length=30, blank=True)
    thing = models.CharField(
        max_length=100, blank=True, help_text="The id of what was written; empty for several."
    )
    status = models.PositiveSmallIntegerField()
    request_id = models.CharField(max_length=32, help_text="As in the log of requests.")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["thing", "-id"], name="audit_line_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.actor}: {self.method} {self.route} ({self.status})"
