"""The answer to a request that a client may send again."""

from django.db import models

from cms.access.models import ApiKey


class KeptAnswer(models.Model):
    """One request of one API key under a word of its own choosing, and its answer once there is one.

    `status` is null while somebody works on it: until `claimed_until`, or until it is kept in the transaction of its
    effect, fenced by `token`. So there is an answer exactly when there is an effect.
    """

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_index=True)
    claimed_until = models.DateTimeField()
    token = models.UUIDField()
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "word"], name="kept_answer_once_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.status or 'at work'}"
