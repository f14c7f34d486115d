"""What an endpoint's messages are signed with."""

from django.db import models

from cms.webhooks.models.endpoint import Endpoint


class Secret(models.Model):
    """A secret of an endpoint: shown once, kept because it signs. One that was replaced signs until it expires."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    value = models.CharField(max_length=80, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"secret {self.pk}"

    def __repr__(self) -> str:
        return f"<Secret {self.pk}>"
