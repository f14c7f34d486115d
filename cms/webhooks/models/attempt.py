"""One request to a receiver and what came back."""

from django.db import models

from cms.webhooks.models.delivery import Delivery


class Attempt(models.Model):
    """What was sent, what was answered and how long it took.

    `status` is null when there was no answer; `error` then says why, and also why an answer
    counts as a failure. The answer's body is kept up to 2 kB; a document that was sent is not kept.
    """

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempt_log")
    began_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    request_headers = models.JSONField(default=dict)
    request_body = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer_headers = models.JSONField(default=list)
    answer_body = models.TextField(blank=True)
    error_code = models.CharField(max_length=32, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.status or self.error_code} after {self.milliseconds} ms"
